"""Third pass: the record type of every data block, from the spec and from the data where it is there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from scic.compiler.catalogue.component import Component, Data, DataFault
from scic.compiler.diagnostics.base import Diagnostic
from scic.compiler.diagnostics.facts import PathOutside, UnreadableData
from scic.compiler.lock import read_lock, recalled
from scic.compiler.resolve.derived import read_alone, with_derived
from scic.compiler.resolve.draft import Draft, DraftBlock


def facts(draft: Draft) -> Iterator[Diagnostic]:
    """Ask every container for its schema."""
    before = read_lock(draft.file.source.path)
    for block in draft.blocks:
        if block.component is not None:
            yield from _outside(draft, block, block.component)
        if not isinstance(block.component, Data):
            continue
        try:
            schema = read_alone(block.component).describe(draft.folder)
        except DataFault as fault:
            setting = tuple(fault.setting.split(".", 1)) if fault.setting else ()
            yield UnreadableData(span=block.place(*setting), what=fault.message, repair=fault.help)
            continue
        if not schema.complete:
            schema = recalled(before.get(block.name), block.component) or schema
        draft.schemas[block.name] = with_derived(block.component, schema)


def _outside(draft: Draft, block: DraftBlock, component: Component) -> Iterator[Diagnostic]:
    home = draft.folder.resolve()
    for setting, path in component.paths().items():
        # A pattern is resolved up to its first wildcard; what a wildcard matches lies below that.
        plain = path.split("*", 1)[0]
        resolved = Path(home, plain).resolve()
        if not resolved.is_relative_to(home):
            yield PathOutside(span=block.place(*setting.split(".", 1)), path=path, resolved=resolved.as_posix())
