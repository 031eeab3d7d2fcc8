"""From an experiment to the files of its project, whatever the backend."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from scic.backends.lowering.commands import fill_commands, fill_readme
from scic.backends.lowering.episodes import fill_episodes
from scic.backends.lowering.interpret import fill_interpret
from scic.backends.lowering.model import fill_model
from scic.backends.lowering.project import Project
from scic.backends.lowering.train import fill_train
from scic.compiler.catalogue.ports import Category, Displacement, Found, Representation
from scic.compiler.ir import Experiment

RECORDS = 96
"""Records of each part that a project's own tests use."""
BY_HEART: Mapping[type[Representation], tuple[str, int]] = {Found: ("1e-3", 60), Displacement: ("3e-3", 150)}
"""The rate and the steps in which those tests have four records learnt by heart, where the usual do not serve."""


def lower(experiment: Experiment, home: Path, backend: str) -> Mapping[str, str]:
    """Path to text of every file of the project that will stand in the folder `home`."""
    project = Project(experiment, home, backend)
    FAMILIES[project.family](project)
    fill_readme(project)
    return project.finish()


def fill_records(project: Project) -> None:
    """Fill a project that learns from records, but for the README."""
    project.fill_parts()
    fill_model(project)
    fill_train(project)
    fill_commands(project)
    if project.experiment.interprets:
        fill_interpret(project)
    _tests(project)


FAMILIES: Mapping[str, Callable[[Project], None]] = {"records": fill_records, "episodes": fill_episodes}
"""What fills a project, by the loop of its methods."""


def _shown(experiment: Experiment) -> int:
    """How many training records at most show their targets where most hide them; 0 where all show them."""
    count = getattr(experiment.records.component.labels, "count", 0)
    classes = [len(task.target.classes or ()) for task in experiment.tasks if isinstance(task.target, Category)]
    return int(count * sum(classes) if classes else count)


def _tests(project: Project) -> None:
    experiment = project.experiment
    if project.backend == "keras":
        project.fill("tests/conftest.py", "conftest.py.jinja")
    rate, steps = BY_HEART.get(type(experiment.network.gives), ("1e-2", 60))
    read = {field for trunk in experiment.trunks for field in trunk.fields}
    targets = sorted({field for task in experiment.tasks for field in task.targets} - read)
    project.fill(
        "tests/test_project.py",
        "test_project.py.jinja",
        records=max(RECORDS, 2 * _shown(experiment)),
        partial=project.data.partial,
        losses=all(task.component.taught for task in experiment.tasks),
        stages=[stage.name for stage in experiment.stages],
        targets=repr(targets),
        rate=rate,
        steps=steps,
    )
