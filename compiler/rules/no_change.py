"""SCI570: agreement under changes, with nothing that changes."""

from __future__ import annotations

from collections.abc import Iterable

from scic.compiler.catalogue.ports import Pair, Pixels
from scic.compiler.diagnostics.base import Diagnostic, Warning_
from scic.compiler.ir import Experiment


class NoChange(Warning_):
    """A consistency method without augmentation.

    Mean teacher and MixMatch learn from unlabelled records by asking for the same answer to a record whichever way
    it was changed (survey §6.2.2). To one that is not changed, a network gives the same answer anyway, up to the
    noise of its dropout: the unlabelled records then teach hardly anything.

    Example:
        experiment digits { seed: 1 }
        data sample { set: digits, labels: few(5), split: random(stratify: digit) }
        model cnn { widths: [16, 32] }
        task classification { predict: sample.digit }
        method mean_teacher { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment digits { seed: 1 }
        data sample { set: digits, labels: few(5), split: random(stratify: digit), augment: [crop, rotate] }
        model cnn { widths: [16, 32] }
        task classification { predict: sample.digit }
        method mean_teacher { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI570"
    stage: str
    pictures: bool

    def message(self) -> str:
        return f"`{self.stage}` asks for the same answer to records that nothing changes"

    def help(self) -> str:
        if self.pictures:
            return "add `augment: [...]`, changes that leave the meaning as it is, such as `crop` (survey §6.2.2)"
        return "nothing here changes such records: use `pseudo_label` for classes, or `supervised` (survey §6.2.2)"


def check(experiment: Experiment) -> Iterable[Diagnostic]:
    """Look for consistency methods whose batches stay as they are."""
    for stage in experiment.stages:
        if not getattr(stage.component, "consistent", False):
            continue
        own = getattr(stage.component, "augment", None)
        augments = experiment.records.component.augment if own is None else own
        if all(augment.mixes for augment in augments):
            pictures = any(isinstance(trunk.input, Pair | Pixels) for trunk in experiment.trunks)
            yield NoChange(span=stage.at, stage=stage.name, pictures=pictures)
