"""`model.py` of a project: the trunk with its input, and a head for each task."""

from __future__ import annotations

from typing import Any

from scic.backends.lowering.commands import input_keys
from scic.backends.lowering.config import member_names
from scic.backends.lowering.modules import parameters
from scic.backends.lowering.project import Project
from scic.backends.lowering.reading import read_by
from scic.backends.lowering.wire import Import, bound, call, camel, in_sentence, module_of
from scic.compiler.catalogue.ports import FieldType, Multilabel, Pair, Picture, RandomVector, Table
from scic.compiler.ir import Experiment, ModelBlock, TaskBlock


def fill_model(project: Project) -> None:
    """Fill `model.py`; without losses where the tasks have none, because a method of their own teaches them."""
    experiment = project.experiment
    imports: list[Import] = []

    def use(module: str, name: str) -> str:
        imports.append(project.use(module, name))
        return name

    network = experiment.network
    trunks = [
        {"name": block.name, "phrase": _phrase(block), "call": _trunk(project, block, use)}
        for block in experiment.trunks
    ]
    joined = None
    if network.members:
        module, name = module_of(network.component, project.backend), camel(network.component_name)
        sizes = "{name: trunk.size for name, trunk in self.trunks.items()}"
        made = call(module, use(module, name), network.component, f"config.{network.name}", known={}, given=[sizes])
        joined = {"name": network.name, "call": made}
    size = "self.joined.size" if joined else "self.trunk.size"
    tasks = [_task(task, experiment, size, project.backend, use) for task in experiment.tasks]
    project.fill(
        f"{project.package}/model.py",
        "model.py.jinja",
        imports,
        inputs=repr(input_keys(project)),
        trunks=trunks,
        joined=joined,
        tasks=tasks,
        losses=all(task.component.taught for task in experiment.tasks),
    )


def _trunk(project: Project, block: ModelBlock, use: Any) -> str:
    """The call that makes a network on the encoder of what it reads."""
    backend = project.backend
    if isinstance(block.input, Table):
        encoder = f"{use(f'scic.backends.{backend}.table_input', 'TableInput')}(facts['table'])"
    elif isinstance(block.input, RandomVector):
        field = block.fields[0]
        encoder = f"{use(f'scic.backends.{backend}.latent_input', 'LatentInput')}(facts[{field!r}], {field!r})"
    elif isinstance(block.input, Pair):
        types = (block.input.moving, block.input.fixed)
        parts = ", ".join(
            _encoder(type_, field, backend, use) for type_, field in zip(types, block.fields, strict=True)
        )
        encoder = f"{use(f'scic.backends.{backend}.pair_input', 'PairInput')}([{parts}])"
    else:
        assert isinstance(block.input, FieldType)
        encoder = _encoder(block.input, block.fields[0], backend, use)
    module, name = module_of(block.component, backend), camel(block.component_name)
    # what owns its loss is made for what is to be learnt, what makes pictures for the size of the true ones
    target = f"facts[{project.experiment.tasks[0].key!r}]"
    known = {"target": target, "space": f"{target}['size']"}
    return call(module, use(module, name), block.component, f"config.{block.name}", known=known, given=[encoder])


def _encoder(type_: FieldType, field: str, backend: str, use: Any) -> str:
    """The call that makes the encoder of one field."""
    kind = type_.encoder
    made = use(f"scic.backends.components.field.{kind}.{backend}", f"{camel(kind)}Input")
    return f"{made}(facts[{field!r}], {field!r})"


def _phrase(block: ModelBlock) -> str:
    """The first words of the component's docstring, in the middle of a sentence."""
    first = (type(block.component).__doc__ or "").strip().split("\n")[0].split(":")[0].rstrip(".")
    return in_sentence(first)


def _task(task: TaskBlock, experiment: Experiment, size: str, backend: str, use: Any) -> dict[str, str]:
    config = f"config.{task.name}"
    module, name = module_of(task.component, backend), camel(task.component_name)
    losses = []
    for key, loss, _ in member_names(task.component.loss):
        where = module_of(loss, backend)
        function = bound(where, use(where, loss.named()), loss, f"{config}.loss.{key}", known={"class_weights": ""})
        losses.append(f"({config}.loss.{key}.weight, {function})")
    picture = next((name for trunk in experiment.trunks for name, _ in read_by(trunk)), "")
    known = {
        "field": repr(task.key),
        "detector": "self.trunk",
        "losses": f"[{', '.join(losses)}]",
        "given": repr(task.measured),
        "space": f"facts[{picture!r}]['size']",
    }
    likelihood = getattr(task.component, "likelihood", None)
    if likelihood is not None:
        where, made = module_of(likelihood, backend), camel(likelihood.named())
        given = [f"facts[{task.key!r}]"]
        known["likelihood"] = call(where, use(where, made), likelihood, f"{config}.likelihood", known={}, given=given)
        known["latent"] = "self.trunk.latent"
    if "multilabel" in parameters(module, name)[1]:
        # said only where it is so: most targets are one class a record
        known["multilabel"] = "True" if isinstance(task.target, Multilabel) else ""
    # said only where it is so: most networks leave the last step to the head
    known["finished"] = "True" if isinstance(experiment.network.gives, Picture) else ""
    given = [size, f"facts[{task.measured!r}]"]
    made = call(module, use(module, name), task.component, config, known=known, given=given)
    return {"name": task.name, "call": made, "weight": f"{config}.weight"}
