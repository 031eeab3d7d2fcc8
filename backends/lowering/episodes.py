"""Projects whose network acts in an environment: no records, no loss, episodes instead of epochs."""

from __future__ import annotations

from typing import Any

from scic.backends.lowering.commands import fill_export, fill_report, fill_seeds, fill_slurm
from scic.backends.lowering.data import DataFile
from scic.backends.lowering.interpret import fill_interpret
from scic.backends.lowering.model import fill_model
from scic.backends.lowering.project import Project
from scic.backends.lowering.wire import Import, call, module_of
from scic.compiler.catalogue.ports import Actions

SHARED = ("bootstrap", "episodes", "errors", "exploration", "figures", "report", "runs", "table")


def fill_episodes(project: Project) -> None:
    """Fill every file but the README."""
    experiment = project.experiment
    block, task, stage = experiment.records, experiment.tasks[0], experiment.stages[0]
    assert isinstance(task.target, Actions)
    environment = project.use(module_of(block.component, "shared"), "make_environment")
    project.modules += [f"scic.backends.shared.{name}" for name in SHARED]
    project.modules += [f"scic.backends.{project.backend}.{name}" for name in ("acting", "inference", "training")]
    project.fill_numbers()
    project.data = DataFile(constants={"NUMERIC": repr(experiment.network.fields), "CATEGORIES": "()"})
    fill_model(project)
    method: Any = stage.component
    module, name = module_of(method, project.backend), stage.component_name
    trained = call(
        module,
        name,
        method,
        f"config.{stage.name}",
        known={"seed": "config.seed"},
        given=["model", "partial(environment, config)", f"run.stage({stage.name!r})"],
    )
    imports = [
        project.use(module, name),
        project.use(f"scic.backends.{project.backend}.training", "save_weights"),
    ]
    scores = project.use(module_of(task.component, "shared"), "metrics")
    context: dict[str, Any] = {
        "name": block.name,
        "task": task.name,
        "stage": stage.name,
        "method": Import(imports[0].file, name).file,
        "environment": environment.file,
        "scores": scores.file,
        "observations": repr(experiment.network.fields),
        "actions": repr(task.target.choices),
        "target": task.key,
        "call": trained,
    }
    project.fill(f"{project.package}/data.py", "episodes/data.py.jinja", **context)
    project.fill("train.py", "episodes/train.py.jinja", imports, **context)
    for script in ("evaluate", "predict", "explore"):
        project.fill(f"{script}.py", f"episodes/{script}.py.jinja", **context)
    project.fill("tests/test_project.py", "episodes/test_project.py.jinja", **context)
    fill_export(project)
    fill_report(project, curves=False)
    fill_seeds(project)
    fill_slurm(project)
    if experiment.interprets:
        fill_interpret(project, scores=scores.file, environment=environment.file)
