"""What several rules ask of the data: how many records a part holds, and how frequent the classes are."""

from __future__ import annotations

from scic.compiler.catalogue.ports import Category
from scic.compiler.ir import DataBlock, Experiment, TaskBlock


def part_sizes(data: DataBlock) -> dict[str, float]:
    """How many records to expect in each part that gets any; empty while records or shares are unknown."""
    if data.record.records is None:
        return {}
    shares = data.component.split.shares()
    return {part: share * data.record.records for part, share in shares.items() if share > 0}


def class_counts(task: TaskBlock) -> dict[str, int]:
    """The classes of a target that occur, with how many records each has; empty while nobody has counted."""
    target = task.target
    if not isinstance(target, Category) or target.classes is None or target.counts is None:
        return {}
    return {name: count for name, count in zip(target.classes, target.counts, strict=True) if count}


def labels_shown(task: TaskBlock, data: DataBlock) -> float | None:
    """How many training records to expect that show the target of a task; None while that is unknown."""
    labels, sizes = data.component.labels, part_sizes(data)
    share, counts = data.component.split.shares().get("train"), class_counts(task)
    if labels is None or "train" not in sizes or share is None:
        return None
    count = getattr(labels, "count", None)
    if isinstance(task.target, Category):
        if not counts:
            return None
        return sum(each * share if count is None else min(count, each * share) for each in counts.values())
    return sizes["train"] if count is None else min(count, sizes["train"])


def ungrouped(data: DataBlock) -> bool:
    """Whether records are divided at random, each by itself."""
    split = data.component.split
    return split.named() == "random" and getattr(split, "group", None) is None


def free_columns(experiment: Experiment, data: DataBlock) -> list[str]:
    """The fields that are neither predicted nor what the split goes by."""
    taken = {field for task in experiment.tasks if task.data == data.name for field in task.targets}
    taken |= set(data.component.split.columns().values())
    return [field for field in data.record.fields if field not in taken]
