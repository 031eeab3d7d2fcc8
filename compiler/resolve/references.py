"""Fourth pass: every reference means something of the kind that is wanted there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from scic.compiler.catalogue.settings import Reference, wanted
from scic.compiler.diagnostics.base import Diagnostic
from scic.compiler.diagnostics.names import StageCycle, UnknownReference, WrongReference
from scic.compiler.ir import Path_
from scic.compiler.resolve.draft import Draft, DraftBlock

PHRASES = {
    "data": "a data block",
    "interpret": "an explanation",
    "method": "a stage",
    "model": "a model",
    "task": "a task",
    "validate": "a check",
}
WORDS = {"method": "stage", "data": "data block"}
"""What a kind of block is called where its own word is not a thing's."""


def references(draft: Draft) -> Iterator[Diagnostic]:
    """Resolve fields and blocks; layers wait until the network is known."""
    for block in draft.blocks:
        for path, reference, what in walk(block.known):
            if what == "field":
                yield from _field(draft, block, path, reference)
            elif what == "method":
                yield from _stage(draft, block, path, reference)
            elif what != "layer":
                yield from _block(draft, block, path, reference, what)


def walk(value: Any, path: Path_ = (), what: str = "field") -> Iterator[tuple[Path_, Reference, str]]:
    """Every reference inside a component, with the way to it and what it is to mean."""
    if isinstance(value, Reference):
        yield path, value, what
    elif isinstance(value, BaseModel):
        for name, info in type(value).model_fields.items():
            yield from walk(getattr(value, name), (*path, name), wanted(info.annotation, info.metadata) or "field")
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from walk(item, (*path, index), what)
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from walk(item, (*path, name), what)


def _field(draft: Draft, block: DraftBlock, path: Path_, reference: Reference) -> Iterator[Diagnostic]:
    span = block.place(*path)
    first, *rest = reference.parts
    owner = draft.block(first)
    if not rest and _names_field(draft, block, first):
        owner = None  # where a field is wanted, a bare name is one before it is a block
    if owner is not None and owner.kind != "data":
        legal = tuple(f"{data}.{field}" for data, schema in draft.schemas.items() for field in schema.fields)
        found = f"part of the {owner.kind} `{first}`" if rest else f"a {owner.kind}"
        yield WrongReference(span=span, written=str(reference), found=found, wanted="a field", legal=legal)
        return
    if owner is not None and not rest and block.kind != "data":
        fields = tuple(f"{first}.{field}" for field in draft.schemas[first].fields) if first in draft.schemas else ()
        yield WrongReference(span=span, written=first, found="a data block", wanted="a field", legal=fields)
        return
    if owner is None and not rest:
        data, field = _home(draft, block, first), first
    elif owner is None:
        yield UnknownReference(span=span, name=first, owner="", what="block", legal=_names(draft, "data"))
        return
    else:
        data, field = first, ".".join(rest)
    schema = draft.schemas.get(data or "")
    if data is None or schema is None:
        if data is None:
            legal = tuple(field for schema in draft.schemas.values() for field in schema.fields)
            yield UnknownReference(span=span, name=first, owner="", what="field", legal=legal)
        return
    if field not in draft.named.get(data, (field,)):
        yield UnknownReference(span=span, name=field, owner=data, what="field", legal=draft.named[data])
        return
    draft.fields[(block.name, path)] = (data, field)


def _names_field(draft: Draft, block: DraftBlock, name: str) -> bool:
    if block.kind == "data":
        return True
    home = draft.schemas.get(_home(draft, block, name) or "")
    return home is not None and name in home.fields


def _home(draft: Draft, block: DraftBlock, field: str) -> str | None:
    """The data block that a bare field name belongs to: its own, the only one, or the only one that has it."""
    if block.kind == "data":
        return block.name
    data = draft.of("data")
    if len(data) == 1:
        return data[0].name
    having = [name for name, schema in draft.schemas.items() if field in schema.fields]
    return having[0] if len(having) == 1 else None


def _stage(draft: Draft, block: DraftBlock, path: Path_, reference: Reference) -> Iterator[Diagnostic]:
    span = block.place(*path)
    name = str(reference)
    stages = _names(draft, "method")
    before = stages[: stages.index(block.name)]
    target = draft.block(name)
    if target is None:
        yield UnknownReference(span=span, name=name, owner="", what="stage", legal=before)
    elif target.kind != "method":
        yield WrongReference(
            span=span,
            written=name,
            found=PHRASES.get(target.kind, "no stage"),
            wanted="a stage",
            legal=before,
        )
    elif name not in before:
        yield StageCycle(span=span, stages=_cycle(draft, block.name, name))
    else:
        draft.links[(block.name, path)] = name


def _block(draft: Draft, block: DraftBlock, path: Path_, reference: Reference, kind: str) -> Iterator[Diagnostic]:
    """A reference to a whole block of some kind."""
    span, name = block.place(*path), str(reference)
    legal = tuple(other for other in _names(draft, kind) if other != block.name)
    target = draft.block(name)
    if target is None or (target is block and kind == block.kind):
        yield UnknownReference(span=span, name=name, owner="", what=WORDS.get(kind, kind), legal=legal)
    elif target.kind != kind:
        found = PHRASES.get(target.kind, f"a {target.kind}")
        yield WrongReference(span=span, written=name, found=found, wanted=PHRASES[kind], legal=legal)
    else:
        draft.links[(block.name, path)] = name


def _cycle(draft: Draft, start: str, name: str) -> tuple[str, ...]:
    """The stages of the circle that a stage is part of, or the stage alone when it only looks ahead."""
    circle, current = [start], name
    while current != start:
        block = draft.block(current)
        after = getattr(block.known, "start", None) if block else None
        if after is None or current in circle:
            return (start,)
        circle.append(current)
        current = str(after)
    return tuple(circle)


def _names(draft: Draft, kind: str) -> tuple[str, ...]:
    return tuple(block.name for block in draft.of(kind))
