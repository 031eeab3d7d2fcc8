"""The data sets beside the one that the network learns its tasks from."""

from __future__ import annotations

from collections.abc import Iterator

from scic.compiler.ir import DataBlock, Experiment, StageBlock, ValidateBlock


def adaptations(experiment: Experiment) -> Iterator[tuple[StageBlock, DataBlock]]:
    """The stages that adapt to another data set, each with that."""
    for stage in experiment.stages:
        if (name := stage.data.get("target")) is not None and name != experiment.records.name:
            yield stage, experiment.block_of_data(name)


def known_targets(experiment: Experiment, data: DataBlock) -> list[str]:
    """The fields that the tasks predict, as far as another data set has them."""
    return [name for task in experiment.tasks for name in task.targets if name in data.record.fields]


def elsewhere(experiment: Experiment) -> Iterator[tuple[ValidateBlock, DataBlock]]:
    """The checks that score another data set, each with that."""
    for block in experiment.validates:
        if (name := block.data.get("data")) is not None:
            yield block, experiment.block_of_data(name)
