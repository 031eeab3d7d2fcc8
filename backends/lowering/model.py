"""`model.py` of a project: the trunk with its input, and a head for each task."""

from __future__ import annotations

from typing import Any

from scic.backends.lowering.commands import input_keys
from scic.backends.lowering.config import member_names
from scic.backends.lowering.modules import parameters
from scic.backends.lowering.project import Project
from scic.backends.lowering.wire import Import, bound, call, camel, module_of
from scic.compiler.catalogue.ports import Multilabel, Pixels, Table
from scic.compiler.ir import ModelBlock, TaskBlock


def fill_model(project: Project) -> None:
    """Fill `model.py`."""
    block = project.experiment.models[0]
    imports: list[Import] = []

    def use(module: str, name: str) -> str:
        imports.append(project.use(module, name))
        return name

    if isinstance(block.input, Table):
        encoder = f"{use(f'scic.backends.{project.backend}.table_input', 'TableInput')}(facts['table'])"
    else:
        field = block.fields[0]
        module = f"scic.backends.components.field.image.{project.backend}"
        encoder = f"{use(module, 'ImageInput')}(facts[{field!r}], {field!r})"
    module, name = module_of(block.component, project.backend), camel(block.component_name)
    trunk = {
        "name": block.name,
        "phrase": _phrase(block),
        "inputs": repr(input_keys(project)),
        "call": call(module, use(module, name), block.component, f"config.{block.name}", known={}, given=[encoder]),
    }
    tasks = [_task(task, block, project.backend, use) for task in project.experiment.tasks]
    project.fill(f"{project.package}/model.py", "model.py.jinja", imports, trunk=trunk, tasks=tasks)


def _phrase(block: ModelBlock) -> str:
    """The first words of the component's docstring, in the middle of a sentence."""
    first = (type(block.component).__doc__ or "").strip().split("\n")[0].split(":")[0].rstrip(".")
    word = first.split(" ")[0]
    return first if word[1:] != word[1:].lower() else word.lower() + first[len(word) :]


def _task(task: TaskBlock, block: ModelBlock, backend: str, use: Any) -> dict[str, str]:
    config = f"config.{task.name}"
    module, name = module_of(task.component, backend), camel(task.component_name)
    losses = []
    for key, loss, _ in member_names(task.component.loss):
        where = module_of(loss, backend)
        function = bound(where, use(where, loss.named()), loss, f"{config}.loss.{key}", known={"class_weights": ""})
        losses.append(f"({config}.loss.{key}.weight, {function})")
    picture = block.fields[0] if isinstance(block.input, Pixels) else ""
    known = {
        "field": repr(task.key),
        "losses": f"[{', '.join(losses)}]",
        "space": f"facts[{picture!r}]['size']",
    }
    if "multilabel" in parameters(module, name)[1]:
        # said only where it is so: most targets are one class a record
        known["multilabel"] = "True" if isinstance(task.target, Multilabel) else ""
    given = ["self.trunk.size", f"facts[{task.key!r}]"]
    made = call(module, use(module, name), task.component, config, known=known, given=given)
    return {"name": task.name, "call": made, "weight": f"{config}.weight"}
