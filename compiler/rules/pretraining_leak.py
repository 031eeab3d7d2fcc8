"""SCI564: a data set to learn from that holds the test records."""

from __future__ import annotations

from collections.abc import Iterable

from scic.compiler.diagnostics.base import Diagnostic, Warning_
from scic.compiler.ir import DataBlock, Experiment

APART = {"split", "labels", "augment"}
"""Settings that do not change which records a data set holds, nor what they show."""


class PretrainingLeak(Warning_):
    """Records to learn from among which are those of the test.

    Two data blocks that read the same records and divide them in two ways: what one keeps for the test, the other
    shows in training. Without labels the network still learns what those very records look like, and the test no
    longer says how it does on new ones (survey §9).

    Example:
        experiment digits { seed: 1 }
        data sample as scans { set: digits, split: random(stratify: digit) }
        data sample as pool { set: digits, labels: none, split: random(train: 90%, validation: 5%, test: 5%) }
        model cnn { widths: [16, 32] }
        task classification { predict: scans.digit }
        method simclr as pretrain { data: pool, epochs: 20 }
        method transfer { start: pretrain, epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment digits { seed: 1 }
        data sample as scans { set: digits, split: random(stratify: digit) }
        model cnn { widths: [16, 32] }
        task classification { predict: scans.digit }
        method simclr as pretrain { epochs: 20 }
        method transfer { start: pretrain, epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI564"
    stage: str
    setting: str
    data: str
    home: str

    def message(self) -> str:
        return f"`{self.stage}` learns from `{self.data}`, which holds the test records of `{self.home}`"

    def help(self) -> str:
        return (
            f"remove `{self.setting}: {self.data}`: the training records of `{self.home}` serve too, labelled or not; "
            "or divide both alike"
        )


def check(experiment: Experiment) -> Iterable[Diagnostic]:
    """Compare what each stage reads with what the network is tested on."""
    home = experiment.records
    for stage in experiment.stages:
        for setting, name in stage.data.items():
            other = experiment.block_of_data(name)
            if other.name != home.name and _same_records(home, other) and other.component.split != home.component.split:
                yield PretrainingLeak(
                    span=stage.place(setting), stage=stage.name, setting=setting, data=name, home=home.name
                )


def _same_records(one: DataBlock, other: DataBlock) -> bool:
    if type(one.component) is not type(other.component):
        return False
    settings = set(type(one.component).model_fields) - APART
    return all(getattr(one.component, key) == getattr(other.component, key) for key in settings)
