"""SCI541: pictures of another size in a second data set."""

from __future__ import annotations

from collections.abc import Iterable

from scic.compiler.catalogue.ports import Pixels
from scic.compiler.diagnostics.base import Diagnostic
from scic.compiler.ir import DataBlock, Experiment, StageBlock, ValidateBlock


class OtherSizes(Diagnostic):
    """Pictures of another size, or with other channels, than those the network is made for.

    A network is made for the pictures that it learns its tasks from. Those of a second data set are brought to that
    size and those channels only where the first says which they are.

    Example:
        experiment digits { seed: 1 }
        data sample as scans { set: digits }
        data sample as photos { set: digits, fields { image: image(size: 16x16) } }
        model cnn { widths: [16, 32] }
        task classification { predict: scans.digit }
        method supervised { epochs: 20 }
        validate external { data: photos }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment digits { seed: 1 }
        data sample as scans { set: digits }
        data sample as photos { set: digits }
        model cnn { widths: [16, 32] }
        task classification { predict: scans.digit }
        method supervised { epochs: 20 }
        validate external { data: photos }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI541"
    data: str
    field: str
    found: str
    home: str
    wanted: str

    def message(self) -> str:
        return f"`{self.data}.{self.field}` has {self.found}, `{self.home}.{self.field}` has {self.wanted}"

    def help(self) -> str:
        return f"bring both to one size with `size` and `channels` of the field in `{self.home}`"


def check(experiment: Experiment) -> Iterable[Diagnostic]:
    """Compare the pictures of every further data set with those that the network reads."""
    home = experiment.records
    blocks: tuple[StageBlock | ValidateBlock, ...] = (*experiment.stages, *experiment.validates)
    for block in blocks:
        for setting, name in block.data.items():
            if name == home.name:
                continue
            for trunk in experiment.trunks:
                found = _differ(home, experiment.block_of_data(name), trunk.fields[0])
                if found is not None:
                    theirs, ours = found
                    yield OtherSizes(
                        span=block.place(setting),
                        data=name,
                        field=trunk.fields[0],
                        found=theirs,
                        home=home.name,
                        wanted=ours,
                    )


def _differ(home: DataBlock, other: DataBlock, field: str) -> tuple[str, str] | None:
    """How the pictures of both differ in what the home does not bring them to."""
    ours, theirs = home.record.fields.get(field), other.record.fields.get(field)
    if not (isinstance(ours, Pixels) and isinstance(theirs, Pixels)):
        return None
    declared = home.component.fields.get(field)
    if ours.size and theirs.size and ours.size != theirs.size and getattr(declared, "size", None) is None:
        return f"{_by(theirs.size)} pixels", _by(ours.size)
    fixed = getattr(declared, "channels", None) is not None
    if ours.channels and theirs.channels and ours.channels != theirs.channels and not fixed:
        return f"{theirs.channels} channels", str(ours.channels)
    return None


def _by(size: tuple[int, ...]) -> str:
    return "x".join(map(str, size))
