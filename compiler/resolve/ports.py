"""Seventh pass: data fits the model, the model the tasks, the tasks the method, and the explanations all of them."""

from __future__ import annotations

from collections.abc import Iterator

from scic.compiler.catalogue import discovery
from scic.compiler.catalogue.component import Interpret, Method, Model, Task, Trunk
from scic.compiler.catalogue.ports import (
    Category,
    FieldType,
    Layer,
    Number,
    Port,
    RandomVector,
    Representation,
    Schema,
)
from scic.compiler.diagnostics.base import Diagnostic
from scic.compiler.diagnostics.facts import OneClass
from scic.compiler.diagnostics.names import UnknownReference
from scic.compiler.diagnostics.needs import NeedUnmet, OtherRecords
from scic.compiler.diagnostics.platform import BackendLacks
from scic.compiler.diagnostics.ports import (
    HeadMismatch,
    InputMismatch,
    LossMismatch,
    NoSuchLayer,
    SeveralModels,
    TargetMismatch,
)
from scic.compiler.frozen import Frozen
from scic.compiler.resolve.changes import fixed_changes, random_changes
from scic.compiler.resolve.components import inside
from scic.compiler.resolve.draft import Draft, DraftBlock
from scic.compiler.resolve.needs import needs
from scic.compiler.resolve.networks import fits, given, published, takes, tops

NAMING = frozenset({"source", "start", "target", "unlabelled", "views"})
"""Settings that meet a need: while one of them is wrong, nobody can say that the need is not met."""


class Network(Frozen):
    """A model whose input is known, and what follows from it."""

    block: DraftBlock
    model: type[Model]
    gives: Representation
    layers: tuple[Layer, ...]


def ports(draft: Draft) -> Iterator[Diagnostic]:
    """Check every joint."""
    for block in draft.of("model"):
        if isinstance(block.known, Model):
            yield from _model_inputs(draft, block, block.known)
    networks = list(tops(draft))
    for block in networks[1:]:
        yield SeveralModels(span=block.node.name.span, name=block.name, first=networks[0].at)
    network: Network | None = None
    for block in networks[:1]:
        if isinstance(block.component, Model) and fits(draft, block):
            network = Network(block, type(block.component), given(draft, block), published(draft, block))
    for block in draft.of("task"):
        if isinstance(block.known, Task):
            yield from _task(draft, block, block.known, network)
    for block in draft.blocks:
        if isinstance(block.known, Method) and not NAMING & block.wrong:
            yield from needs(draft, block, block.known.needs)
        if block.kind in ("method", "validate") and network is not None:
            yield from _other_records(draft, block, network)
    for block in draft.of("interpret"):
        if isinstance(block.known, Interpret) and network is not None and "layer" not in block.wrong:
            yield from _interpret(draft, block, block.known, network)
    for block in draft.blocks:
        yield from random_changes(draft, block)
        yield from fixed_changes(draft, block)
    yield from _backend(draft)


def _model_inputs(draft: Draft, block: DraftBlock, model: Model) -> Iterator[Diagnostic]:
    wired = draft.inputs.get(block.name)
    if wired is None or takes(model, wired):
        return
    if not isinstance(wired.type, tuple):
        yield _input_mismatch(block, model, wired.type)
        return
    for index, (name, port) in enumerate(zip(wired.members, wired.type, strict=True)):
        if not isinstance(port, model.takes):
            wanted = tuple(type_.phrase() for type_ in model.takes)
            found = f"`{name}` gives {port.phrase()}"
            yield InputMismatch(span=block.place("of", index), model=block.name, wanted=wanted, found=found, others=())


def _other_records(draft: Draft, block: DraftBlock, network: Network) -> Iterator[Diagnostic]:
    """A second data set must have the fields that the network reads, of the same types."""
    wired = draft.inputs[network.block.name]
    home = draft.schemas.get(wired.data, Schema({})).fields
    for (owner, path), name in draft.links.items():
        other = draft.schemas.get(name)
        if owner != block.name or other is None or name == wired.data or not other.complete:
            continue
        lacking = tuple(
            field for field in wired.fields if field in home and type(other.fields.get(field)) is not type(home[field])
        )
        if lacking:
            yield OtherRecords(
                span=block.place(*path), data=name, model=network.block.name, fields=lacking, home=wired.data
            )


def _input_mismatch(block: DraftBlock, model: Model, found: FieldType) -> Diagnostic:
    others = tuple(name for name in discovery.names("model") if isinstance(found, _model(name).takes))
    wanted = tuple(type_.phrase() for type_ in model.takes)
    return InputMismatch(span=block.at, model=block.name, wanted=wanted, found=found.phrase(), others=others)


def _model(name: str) -> type[Model]:
    cls = discovery.load("model", name)
    assert issubclass(cls, Model)
    return cls


def _giving(read: object, task: Task) -> tuple[str, ...]:
    """The models that read the same input and give, as they come, what the task reads."""
    found = (_model(name) for name in discovery.names("model"))
    return tuple(
        cls.named()
        for cls in found
        if issubclass(cls, Trunk)
        # what a task asks a network to read is not what another network was given
        and (isinstance(read, cls.takes) or task.hidden != task.truth)
        and isinstance(cls.usual().gives(read), task.reads)
    )


def _tasks() -> Iterator[type[Task]]:
    for name in discovery.names("task"):
        cls = discovery.load("task", name)
        assert issubclass(cls, Task)
        yield cls


def _task(draft: Draft, block: DraftBlock, task: Task, network: Network | None) -> Iterator[Diagnostic]:
    target = draft.targets.get(block.name)
    if network is not None and not isinstance(network.gives, task.reads):
        others = tuple(cls.named() for cls in _tasks() if isinstance(network.gives, cls.reads))
        rightly = target is not None and _predictable(target.type, task)
        yield HeadMismatch(
            span=block.at,
            task=block.name,
            wanted=_either(task.reads),
            model=network.block.name,
            given=network.gives.phrase(),
            model_at=network.block.at,
            pools="pool" in network.model.model_fields,
            others=others,
            models=_giving(draft.inputs[network.block.name].type, task) if rightly else (),
        )
    if target is None:
        return
    if not _predictable(target.type, task):
        others = tuple(cls.named() for cls in _tasks() if isinstance(target.type, cls.predicts))
        yield TargetMismatch(
            span=block.place(task.truth),
            task=block.name,
            field=".".join(_written(draft, block, task.truth) or (target.data, *target.fields[:1])),
            found=target.type.phrase(),
            wanted=tuple(type_.phrase() for type_ in task.predicts),
            others=others,
        )
        return
    read = as_read(task, target.type)
    for index, term in enumerate(() if "loss" in block.wrong else task.loss):
        if not isinstance(read, term.of.targets):
            legal = []
            for name in discovery.names("loss"):
                if isinstance(read, getattr(discovery.load("loss", name), "targets", ())):
                    legal.append(name)
            yield LossMismatch(
                span=block.place("loss", index),
                loss=term.of.named(),
                wanted=tuple(type_.phrase() for type_ in term.of.targets),
                found=read.phrase(),
                others=tuple(legal),
            )
    if isinstance(target.type, Category) and target.type.classes is not None and len(target.type.classes) < 2:
        yield OneClass(span=block.place("predict"), field=target.fields[0], classes=target.type.classes)


def _written(draft: Draft, block: DraftBlock, setting: str) -> tuple[str, str] | None:
    """The first field that a setting names."""
    return next(
        (field for (owner, path), field in draft.fields.items() if (owner, path[0]) == (block.name, setting)), None
    )


def as_read(task: Task, target: FieldType) -> FieldType:
    """Whole numbers are classes to a task that predicts classes: a column of 0 and 1 is the commonest target."""
    if isinstance(target, Number) and target.integer and Category in task.predicts:
        return Category()
    return target


def _predictable(target: FieldType, task: Task) -> bool:
    if isinstance(target, Number) and Category in task.predicts:
        return target.integer
    return isinstance(target, task.predicts)


def _either(ports: tuple[type[Port], ...]) -> str:
    return " or ".join(port.phrase() for port in ports)


def _interpret(draft: Draft, block: DraftBlock, interpret: Interpret, network: Network) -> Iterator[Diagnostic]:
    if any(isinstance(wired.type, RandomVector) for wired in draft.inputs.values()):
        missing = f"records to explain, `{network.block.name}` makes its own of random vectors"
        yield NeedUnmet(span=block.at, owner=block.name, missing=missing, repair="remove it, and look at the samples")
        return
    chosen = getattr(interpret, "layer", None)
    wanted = next((need.of for need in interpret.needs if need.what == "layer"), "")
    fitting = [layer.name for layer in network.layers if not wanted or layer.port.noun == wanted]
    if chosen is None:
        if not fitting and ("layer" in type(interpret).model_fields):
            yield NoSuchLayer(span=block.at, owner=block.name, wanted=f"a {wanted}", model=network.block.name)
        elif fitting:
            draft.layers[block.name] = fitting[-1]
        return
    name = ".".join(chosen.parts[1:] if chosen.parts[0] == network.block.name else chosen.parts)
    choices = {"first": fitting[:1], "last": fitting[-1:]}
    found = choices.get(name, [name] if name in fitting else [])
    if found:
        draft.layers[block.name] = found[0]
    else:
        yield UnknownReference(
            span=block.place("layer"),
            name=name,
            owner=network.block.name,
            what=f"layer that gives a {wanted}" if wanted else "layer",
            legal=(*fitting, "first", "last"),
        )


def _backend(draft: Draft) -> Iterator[Diagnostic]:
    backend = draft.settings.backend
    for block in draft.blocks:
        for path, component in inside(block.known):
            have = discovery.backends(type(component))
            if backend not in have:
                yield BackendLacks(
                    span=block.place(*path),
                    kind=component.kind,
                    name=component.named(),
                    backend=backend,
                    have=have,
                )
