"""The method `gan`."""

from __future__ import annotations

from typing import ClassVar, Literal, cast

from pydantic import Field

from scic.backends.components.method.training import Training
from scic.compiler.catalogue.component import Need, Optimizer
from scic.compiler.catalogue.discovery import load
from scic.compiler.catalogue.settings import Count, Share
from scic.compiler.ir import TaskBlock
from scic.compiler.resolve.context import Context


def _quick_to_forget() -> Optimizer:
    return cast(Optimizer, load("optimizer", "adam").model_validate({"lr": 1e-3, "betas": (0.5, 0.99)}))


class Gan(Training):
    """A generative adversarial network: a generator makes pictures that a critic cannot tell from true ones.

    The critic learns beside it and stays behind. Nothing says what a good picture is, so the two can go round in
    circles, and the generator may make the same few pictures again and again: watch the samples over the training, and
    the diversity beside the distance. A critic that wins at once leaves the generator without a slope to follow: give
    it a smaller `width`, more `dropout`, or the optimizer a lower rate.

    The losses of the two say little. The last epoch's weights are handed on, so choose `epochs` by the curves of the
    metrics.

    Example:
        experiment digits { seed: 1 }
        data sample as scans { set: digits, split: random(stratify: digit) }
        model dcgan { latent: 32, width: 32 }
        task generation { predict: scans.image }
        method gan { epochs: 100, objective: hinge }
        validate baselines
        validate seeds { count: 3 }
    """

    section: ClassVar = "6.2"
    paper: ClassVar = "Goodfellow et al., Generative adversarial nets, 2014"
    needs: ClassVar[tuple[Need, ...]] = (Need(what="generator"),)
    batches: ClassVar = ("every",)

    objective: Literal["logistic", "hinge"] = Field("logistic", description="what generator and critic minimise")
    width: Count = Field(32, description="channels of the critic's finest grid; each coarser one has twice as many")
    dropout: Share = Field(0.3, description="the share of the critic's numbers dropped after each grid")
    optimizer: Optimizer = Field(default_factory=_quick_to_forget, description="how gradients become steps, of both")

    def unserved(self, task: TaskBlock, context: Context) -> tuple[str, str] | None:
        """A task must know a true picture."""
        if "real" in task.component.answers:
            return None
        return ("makes nothing that a critic could take for true", "use `task generation`, or `method supervised`")
