"""`train.py` of a project: the stages, one after the other."""

from __future__ import annotations

from typing import Any

from scic.backends.lowering.config import member_names
from scic.backends.lowering.project import Project
from scic.backends.lowering.wire import Import, bound, call, camel, module_of
from scic.compiler.catalogue.component import Augment
from scic.compiler.catalogue.ports import Pixels
from scic.compiler.ir import StageBlock


def fill_train(project: Project) -> None:
    """Fill `train.py`."""
    experiment = project.experiment
    imports: list[Import] = []

    def use(module: str, name: str) -> str:
        imports.append(project.use(module, name))
        return name

    augment = _augment(project, use)
    for module in ("inference", "loaders", "training"):
        project.modules.append(f"scic.backends.{project.backend}.{module}")
    if any(stage.start for stage in experiment.stages):
        use(f"scic.backends.{project.backend}.inference", "restore")
    use(f"scic.backends.{project.backend}.training", "save_weights")
    stages = [_stage(project, stage, index, augment, use) for index, stage in enumerate(experiment.stages)]
    model = experiment.models[0]
    pretrained = f"config.{model.name}.weights" if getattr(model.component, "weights", None) else ""
    project.fill("train.py", "train.py.jinja", imports, stages=stages, pretrained=pretrained)


def _augment(project: Project, use: Any) -> str:
    """The call that makes the augmentation; empty when the spec has none."""
    experiment = project.experiment
    model = experiment.models[0]
    block = next(block for block in experiment.data if block.name == model.data)
    if not block.component.augment:
        return ""
    fields = {model.fields[0]: "image"} if isinstance(model.input, Pixels) else {}
    fields |= {task.key: "mask" for task in experiment.tasks if task.target.noun == "mask"}
    changes: list[str] = []
    mixes: list[str] = []
    for key, augment, _ in member_names(block.component.augment):
        assert isinstance(augment, Augment)
        module, name = module_of(augment, project.backend), camel(augment.named())
        given = [] if augment.mixes else [repr(fields)]
        made = call(module, use(module, name), augment, f"config.{block.name}.augment.{key}", known={}, given=given)
        (mixes if augment.mixes else changes).append(made)
    targets = [task.key for task in experiment.tasks]
    name = use(f"scic.backends.{project.backend}.augmentation", "Augmentation")
    return f"{name}([{', '.join(changes)}], [{', '.join(mixes)}], {targets!r})"


def _stage(project: Project, stage: StageBlock, index: int, augment: str, use: Any) -> dict[str, Any]:
    method: Any = stage.component
    config = "settings"
    module, name = module_of(method, project.backend), camel(stage.component_name)
    slots = []
    for slot in ("optimizer", "schedule"):
        component = getattr(method, slot)
        where = module_of(component, project.backend)
        slots.append(f"{slot}={bound(where, use(where, component.named()), component, f'{config}.{slot}')}")
    arguments = ["model", "scores=SCORES", "facts=data.facts", *slots, "seed=config.seed"]
    if augment:
        arguments.append(f"augment={augment}")
    loggers = []
    for tracker in project.experiment.settings.track:
        where = module_of(tracker, project.backend)
        loggers.append(f"{use(where, tracker.named())}(run.stage({stage.name!r}))")
    return {
        "name": stage.name,
        "phrase": _stage_phrase(stage),
        "call": f"{use(module, name)}({', '.join(arguments)})",
        "patience": f"{config}.stop.patience" if method.stop else "None",
        "delta": f"{config}.stop.delta" if method.stop else "0.0",
        "loggers": ", ".join(loggers),
        "start": stage.start,
        "fresh": index > 0 and stage.start is None,
    }


def _stage_phrase(stage: StageBlock) -> str:
    first = (type(stage.component).__doc__ or "").strip().split("\n")[0].rstrip(".")
    started = f", from the weights of `{stage.start}`" if stage.start else ""
    return first[:1].lower() + first[1:] + started
