"""Sixth pass: the role of every field. What has no other role is an input."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scic.compiler.catalogue.component import Composite, Data, Task, Trunk
from scic.compiler.catalogue.ports import (
    Category,
    FieldType,
    Id,
    Molecule,
    Number,
    Pair,
    Pixels,
    Profile,
    Schema,
    Table,
    Tokens,
)
from scic.compiler.diagnostics.base import Diagnostic
from scic.compiler.diagnostics.facts import OpenFact
from scic.compiler.diagnostics.needs import NoTarget
from scic.compiler.diagnostics.ports import NoInputs, SeveralInputs, TargetAmongInputs
from scic.compiler.ir import Path_
from scic.compiler.resolve.draft import Draft, DraftBlock, Headed, Wired
from scic.compiler.resolve.networks import fits, given
from scic.compiler.source import Span

WHOLE = (Pixels, Molecule, Profile, Tokens)
"""What is an input by itself; the other fields gather into a table."""
LATENT = "latent"
"""The key of a batch under which a network finds what is drawn for it."""
READABLE = (Number, Category, *WHOLE)
"""What a network can read; masks and names are no inputs."""


def defaults(draft: Draft) -> Iterator[Diagnostic]:
    """Gather targets, then inputs."""
    for block in draft.of("task"):
        if isinstance(block.known, Task):
            yield from _target(draft, block, block.known)
    for block in draft.of("model"):
        if isinstance(block.known, Trunk) and "inputs" not in block.wrong:
            yield from _inputs(draft, block, block.known)
    for block in draft.of("model"):
        if isinstance(block.component, Composite):
            _joined(draft, block, block.component)


def _target(draft: Draft, block: DraftBlock, task: Task) -> Iterator[Diagnostic]:
    if "predict" in block.wrong:
        return
    if not task.predict:
        fitting = [
            (data, name)
            for data, schema in draft.schemas.items()
            for name, type_ in schema.fields.items()
            if isinstance(type_, task.predicts)
        ]
        for data, name in fitting[:1]:
            draft.targets[block.name] = Headed(data, (name,), draft.schemas[data].fields[name])
        if not fitting:
            yield NoTarget(span=block.at, task=block.name, wanted=tuple(each.phrase() for each in task.predicts))
        return
    ways = _ways(task, task.truth)
    known = [field for way in ways if (field := draft.fields.get((block.name, way))) is not None]
    if len(known) < len(ways):
        return
    data = known[0][0]
    schema = draft.schemas[data]
    names = tuple(name for _, name in known)
    for way, name in zip(ways, names, strict=True):
        home = draft.block(data)
        if name not in schema.fields and draft.building and home is not None and home.component is not None:
            yield OpenFact(span=block.place(*way), data=data, field=name, absent=_absent(draft, data))
    hidden = [draft.fields.get((block.name, way)) for way in _ways(task, task.hidden)]
    if all(name in schema.fields for name in names) and None not in hidden:
        scored = tuple(field[1] for field in hidden if field is not None)
        draft.targets[block.name] = Headed(data, scored, _widest([schema.fields[name] for name in names]))


def _ways(task: Task, setting: str) -> list[Path_]:
    """The way to each reference of a setting: one, or several in a list."""
    value = getattr(task, setting)
    return [(setting, index) for index in range(len(value))] if isinstance(value, tuple) else [(setting,)]


def _absent(draft: Draft, data: str) -> tuple[str, ...]:
    """The files that a data block names and that are not there; a pattern is no file."""
    block = draft.block(data)
    paths = block.known.paths().values() if block is not None and block.known is not None else ()
    return tuple(path for path in paths if "*" not in path and not (draft.folder / path).exists())


def _widest(types: Sequence[FieldType]) -> FieldType:
    """The type that stands for several fields of one task: the first that is no number, or the first."""
    return next((type_ for type_ in types if not isinstance(type_, Number)), types[0])


def _inputs(draft: Draft, block: DraftBlock, model: Trunk) -> Iterator[Diagnostic]:
    roles = _roles(draft)
    if model.role == "autoencoder":
        roles = {field: role for field, role in roles.items() if role[0] != "the target"}
        if model.inputs is None:
            _reads_its_target(draft, block, model)
            return
    drawn = model.drawn()
    if model.inputs is None and drawn is not None:
        homes = [target.data for target in draft.targets.values()]
        if homes:
            draft.inputs[block.name] = Wired(homes[0], (LATENT,), drawn)
        return
    if model.inputs is None:
        data = _data_of(draft)
        if data is None or data not in draft.schemas:
            return
        schema, home = draft.schemas[data], draft.block(data)
        if home is not None and home.component is None:
            return  # what is left to read is known when the data are
        fields = _asked(draft) or tuple(
            name for name, type_ in schema.fields.items() if isinstance(type_, READABLE) and (data, name) not in roles
        )
        if not schema.complete and not fields:
            return
    else:
        found = [draft.fields.get((block.name, ("inputs", index))) for index in range(len(model.inputs))]
        known = [field for field in found if field is not None]
        if len(known) < len(found):
            return
        for index, field in enumerate(known):
            if field in roles:
                role, other = roles[field]
                yield TargetAmongInputs(span=block.place("inputs", index), field=field[1], role=role, other=other)
        data = known[0][0] if known else ""
        schema = draft.schemas.get(data, Schema({}))
        fields = tuple(name for _, name in known if name in schema.fields)
        if not schema.complete and len(fields) < len(known):
            return
    if not fields:
        if schema.complete:
            yield NoInputs(span=block.place("inputs"), model=block.name)
        return
    gathered = _gather(schema, fields, pair=Pair in model.takes or bool(_asked(draft)))
    if gathered is None:
        offered = tuple(f"{data}.{name}" for name in fields if isinstance(schema.fields[name], WHOLE))
        columns = [name for name in fields if not isinstance(schema.fields[name], WHOLE)]
        rest = (f"{data}.{columns[0]} and other columns",) if columns else ()
        # with a target that was not found, nobody can say yet what is left to read
        if model.inputs is not None or all(task.name in draft.targets for task in draft.of("task")):
            yield SeveralInputs(span=block.place("inputs"), model=block.name, fields=offered + rest)
        return
    draft.inputs[block.name] = Wired(data, fields, gathered)


def _asked(draft: Draft) -> tuple[str, ...]:
    """The fields of a question that names its own truth: what is to be changed, then what it is to become."""
    for block in draft.of("task"):
        task = block.known
        if isinstance(task, Task) and block.name in draft.targets and task.hidden != task.truth:
            ways = (*_ways(task, "predict"), *_ways(task, task.truth))
            return tuple(field[1] for way in ways if (field := draft.fields.get((block.name, way))) is not None)
    return ()


def _reads_its_target(draft: Draft, block: DraftBlock, model: Trunk) -> None:
    """Wire an autoencoder to what the first task predicts; under another task, to the first field it can read."""
    for target in list(draft.targets.values())[:1]:
        known = draft.schemas[target.data].fields
        readable = tuple(name for name, type_ in known.items() if isinstance(type_, model.takes))
        fields = target.fields if isinstance(target.type, model.takes) or not readable else readable[:1]
        gathered = _gather(draft.schemas[target.data], fields, pair=False)
        if gathered is not None:
            draft.inputs[block.name] = Wired(target.data, fields, gathered)


def _joined(draft: Draft, block: DraftBlock, model: Composite) -> None:
    """Wire a composite to what its members give, where all of them are known."""
    names = [draft.links.get((block.name, ("of", index))) for index in range(len(model.of))]
    members = [member for name in names if name is not None and (member := draft.block(name)) is not None]
    if len(members) < len(names) or not all(fits(draft, member) for member in members):
        return
    wired = [draft.inputs[member.name] for member in members]
    fields = tuple(dict.fromkeys(field for each in wired for field in each.fields))
    read = tuple(given(draft, member) for member in members)
    draft.inputs[block.name] = Wired(wired[0].data, fields, read, tuple(member.name for member in members))


def _gather(schema: Schema, fields: tuple[str, ...], *, pair: bool) -> FieldType | None:
    """One input of the fields: a table, one of another type, or two pictures; None when they do not gather."""
    others = [schema.fields[name] for name in fields if isinstance(schema.fields[name], WHOLE)]
    if not others:
        return Table(columns=fields)
    if len(others) == len(fields) == 2 and pair:
        moving, fixed = others
        if isinstance(moving, Pixels) and isinstance(fixed, Pixels):
            return Pair(moving, fixed)
    return others[0] if len(fields) == 1 else None


def _roles(draft: Draft) -> dict[tuple[str, str], tuple[str, Span]]:
    """The fields that are no inputs: what they are, and where that is said."""
    roles: dict[tuple[str, str], tuple[str, Span]] = {}
    for name, target in draft.targets.items():
        block = draft.block(name)
        task = block.known if block is not None else None
        if block is None or not isinstance(task, Task) or task.foresees:
            continue
        for way, field in zip(_ways(task, task.hidden), target.fields, strict=False):
            roles[(target.data, field)] = ("the target", block.place(*way))
    for (owner, path), shown in draft.fields.items():
        block = draft.block(owner)
        if block is not None and block.kind == "interpret":
            roles[shown] = (f"the `{path[0]}` of `{owner}`", block.place(*path))
    for block in draft.of("data"):
        if not isinstance(block.known, Data):
            continue
        for setting, field in block.known.split.columns().items():
            roles[(block.name, field)] = (f"the {setting} of the split", block.place("split", setting))
        for field, type_ in draft.schemas.get(block.name, Schema({})).fields.items():
            if isinstance(type_, Id):
                roles[(block.name, field)] = ("an id", block.at)
    return roles


def _data_of(draft: Draft) -> str | None:
    """The data that a model reads when it does not say: those of the first target."""
    if draft.targets:
        return next(iter(draft.targets.values())).data
    data = draft.of("data")
    return data[0].name if len(data) == 1 else None
