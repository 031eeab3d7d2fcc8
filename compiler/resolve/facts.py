"""Third pass: the record type of every data block, from the spec and from the data where it is there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from scic.compiler.catalogue.component import Component, Data, DataFault
from scic.compiler.catalogue.ports import Schema
from scic.compiler.diagnostics.base import Diagnostic
from scic.compiler.diagnostics.facts import PathOutside, UnreadableData
from scic.compiler.lock import read_lock, recalled
from scic.compiler.parse import ast
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
        try:
            schema = read_alone(block.known).describe(draft.folder)
        except DataFault as fault:
            setting = tuple(fault.setting.split(".", 1)) if fault.setting else ()
            if block.component is not None or (setting[:1] in block.places and setting[0] not in block.wrong):
                yield UnreadableData(span=block.place(*setting), what=fault.message, repair=fault.help)
            continue
        if block.component is None:
            schema = _surely(block, block.known, schema)
        elif not schema.complete:
            schema = recalled(before.get(block.name), block.known) or schema
        draft.schemas[block.name] = with_derived(block.known, schema)


def _surely(block: DraftBlock, data: Data, schema: Schema) -> Schema:
    """What can be said of the records while settings are wrong: fields that one of those declares are left open."""
    nested = [entry for entry in block.node.body if isinstance(entry, ast.Nested)]
    if not block.wrong & {*data.declares, *(entry.key.text for entry in nested)}:
        return schema
    declared = {inner.key.text for entry in nested for inner in entry.body}
    fields = {name: type_ for name, type_ in schema.fields.items() if name not in declared}
    return replace(schema, fields=fields, complete=False)


def _outside(draft: Draft, block: DraftBlock, component: Component) -> Iterator[Diagnostic]:
    home = draft.folder.resolve()
    for setting, path in component.paths().items():
        # A pattern is resolved up to its first wildcard; what a wildcard matches lies below that.
        plain = path.split("*", 1)[0]
        resolved = Path(home, plain).resolve()
        if not resolved.is_relative_to(home):
            yield PathOutside(span=block.place(*setting.split(".", 1)), path=path, resolved=resolved.as_posix())
