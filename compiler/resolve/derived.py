"""Derived fields: what is made from other fields of the same records, and the pass that checks of what."""

from __future__ import annotations

from collections.abc import Iterator

from scic.compiler.catalogue.component import Data, Derived
from scic.compiler.catalogue.ports import FieldType, Schema
from scic.compiler.diagnostics.base import Diagnostic
from scic.compiler.diagnostics.derived import DerivedCycle, NotDerivable
from scic.compiler.resolve.draft import Draft, DraftBlock


def read_alone(data: Data) -> Data:
    """The container without its derived fields: what it reads by itself."""
    read = {name: kind for name, kind in data.fields.items() if not isinstance(kind, Derived)}
    return data if len(read) == len(data.fields) else data.model_copy(update={"fields": read})


def derived_fields(data: Data) -> dict[str, Derived]:
    """The derived fields in an order in which each can be made; those that go round in a circle are left out."""
    waiting = {name: kind for name, kind in data.fields.items() if isinstance(kind, Derived)}
    made: dict[str, Derived] = {}
    while ready := [name for name, kind in waiting.items() if kind.of.parts[-1] not in waiting]:
        made |= {name: waiting.pop(name) for name in ready}
    return made


def with_derived(data: Data, schema: Schema) -> Schema:
    """The record type with the derived fields after those that are read."""
    fields = dict(schema.fields)
    for name, kind in derived_fields(data).items():
        origin = fields.get(kind.of.parts[-1])
        fields[name] = kind.made_of(origin) if isinstance(origin, kind.takes) else kind.type()
    left = {name: kind.type() for name, kind in data.fields.items() if isinstance(kind, Derived) and name not in fields}
    return schema.replace(fields=fields | left)


def derived(draft: Draft) -> Iterator[Diagnostic]:
    """Fifth pass: every derived field is made from one that is there, and that it can be made from."""
    for block in draft.of("data"):
        if isinstance(block.known, Data):
            made = derived_fields(block.known)
            for name, kind in block.known.fields.items():
                if isinstance(kind, Derived):
                    yield from _origin(draft, block, name, kind, circular=name not in made)


def _origin(draft: Draft, block: DraftBlock, name: str, kind: Derived, *, circular: bool) -> Iterator[Diagnostic]:
    found = draft.fields.get((block.name, ("fields", name, "of")))
    if found is None:
        return
    span, wanted = block.place("fields", name, "of"), tuple(type_.phrase() for type_ in kind.takes)
    data, origin = found
    type_: FieldType | None = draft.schemas[data].fields.get(origin)
    if data != block.name:
        yield NotDerivable(span=span, field=name, wanted=wanted, found=f"a field of `{data}`", home=block.name)
    elif circular:
        yield DerivedCycle(span=span, field=name, origin=origin)
    elif type_ is not None and not isinstance(type_, kind.takes):
        yield NotDerivable(span=span, field=name, wanted=wanted, found=type_.phrase(), home=block.name)
