"""The method `autoregressive`."""

from __future__ import annotations

from typing import ClassVar

from scic.backends.components.method.training import Training
from scic.compiler.catalogue.component import Need
from scic.compiler.ir import TaskBlock
from scic.compiler.resolve.context import Context


class Autoregressive(Training):
    """Maximum likelihood, value by value: each is to be expected from those before it.

    The way to train a `pixelcnn`. The loss is the mean surprise at a value, in bits: two bits are a guess among four.
    It is a likelihood, so the best epoch on the validation records is handed on, and a loss that rises there says that
    the network learns its pictures by heart. Samples are drawn over the training; they lag behind the bits.

    Example:
        experiment digits { seed: 1 }
        data sample as scans { set: digits, split: random(stratify: digit) }
        model pixelcnn { values: 0..16, levels: 17 }
        task generation { predict: scans.image }
        method autoregressive { epochs: 30 }
        validate baselines
        validate seeds { count: 3 }
    """

    section: ClassVar = "8.1.3"
    paper: ClassVar = "van den Oord et al., Pixel recurrent neural networks, 2016"
    needs: ClassVar[tuple[Need, ...]] = (Need(what="role", of="density"),)
    batches: ClassVar = ("every",)

    def unserved(self, task: TaskBlock, context: Context) -> tuple[str, str] | None:
        """A task must know a true picture."""
        if "real" in task.component.answers:
            return None
        return ("has no true picture that could be likely", "use `task generation`, or `method supervised`")
