"""Third pass: the record type of every data block, from the spec and from the data where it is there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from scic.compiler.catalogue.component import Component, Data, DataFault
from scic.compiler.catalogue.ports import Schema
from scic.compiler.diagnostics.base import Diagnostic
from scic.compiler.diagnostics.facts import PathOutside, UnreadableData
from scic.compiler.ir import Path_
from scic.compiler.lock import read_lock, recalled
from scic.compiler.resolve.derived import read_alone, with_derived
from scic.compiler.resolve.draft import Draft, DraftBlock


def facts(draft: Draft) -> Iterator[Diagnostic]:
    """Ask every container for its schema."""
    before = read_lock(draft.file.source.path)
    for block in draft.blocks:
        if block.known is not None:
            yield from _outside(draft, block, block.known)
        if not isinstance(block.known, Data):
            continue
        schema, faults = _described(draft, block, block.known)
        yield from faults
        if schema is None:
            continue
        if block.component is not None and not schema.complete:
            schema = recalled(before.get(block.name), block.known) or schema
        schema = with_derived(block.known, schema)
        if schema.complete and block.wrong.isdisjoint(block.known.declares):
            draft.named[block.name] = tuple(dict.fromkeys((*schema.fields, *block.open)))
        if block.component is None:
            sure = {name: type_ for name, type_ in schema.fields.items() if name not in block.open}
            schema = schema.replace(fields=sure, complete=schema.complete and not block.open)
        draft.schemas[block.name] = schema


def _described(draft: Draft, block: DraftBlock, data: Data) -> tuple[Schema | None, list[Diagnostic]]:
    """The record type of what is right in a container, and what is wrong with its data.

    A fault inside a setting, a column or a field, costs that alone: the block goes on without it.
    """
    found: list[Diagnostic] = []
    left: Data | None = data
    while left is not None:
        try:
            return read_alone(left).describe(draft.folder), found
        except DataFault as fault:
            way = _way(data, fault.setting)
            # what is wrong with the rest of a block may follow from what it lacks
            doubtful = block.component is None and (way[:1] not in block.places or way[0] in block.wrong)
            if not doubtful and not (way == ("fields",) and block.open):
                found.append(UnreadableData(span=block.place(*way), what=fault.message, repair=fault.help))
            left = _without(left, fault.setting)
            if left is not None:
                block.component, block.rest = None, left
                block.open |= {str(part) for part in way[1:] if way[0] == "fields"}
    return None, found


def _way(data: Data, setting: str) -> Path_:
    """The way to what a fault names: a setting, or by its name a part of one."""
    name, _, part = setting.partition(".")
    value = getattr(data, name, None)
    if part and isinstance(value, tuple):
        return name, value.index(part)
    return tuple(filter(None, (name, part)))


def _without(data: Data, setting: str) -> Data | None:
    """The container without a part of one of its settings; None where the setting is wrong as a whole."""
    name, _, part = setting.partition(".")
    match getattr(data, name, None):
        case dict() as parts if part in parts:
            return data.model_copy(update={name: {key: value for key, value in parts.items() if key != part}})
        case tuple() as parts if part in parts:
            return data.model_copy(update={name: tuple(value for value in parts if value != part)})
    return None


def _outside(draft: Draft, block: DraftBlock, component: Component) -> Iterator[Diagnostic]:
    home = draft.folder.resolve()
    for setting, path in component.paths().items():
        # A pattern is resolved up to its first wildcard; what a wildcard matches lies below that.
        plain = path.split("*", 1)[0]
        resolved = Path(home, plain).resolve()
        if not resolved.is_relative_to(home):
            yield PathOutside(span=block.place(*setting.split(".", 1)), path=path, resolved=resolved.as_posix())
