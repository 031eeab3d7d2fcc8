"""Turns what pydantic says of a setting into diagnostics with a place and a repair."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from scic.compiler.catalogue.component import Component
from scic.compiler.diagnostics.base import Diagnostic
from scic.compiler.diagnostics.parameters import MissingSetting, OutOfRange, UnknownChoice, WrongValue
from scic.compiler.frozen import Frozen
from scic.compiler.ir import Path_
from scic.compiler.parse import ast
from scic.compiler.resolve.draft import DraftBlock
from scic.compiler.resolve.values import describe

FORMS = {
    "int_type": "a whole number such as `3`",
    "int_from_float": "a whole number such as `3`",
    "float_type": "a number such as `0.5`",
    "string_type": 'a text such as `"text"`',
    "bool_type": "`true` or `false`",
    "tuple_type": "a list such as `[1, 2]`",
    "none_required": "`none`",
    "string_pattern_mismatch": "a plain name of letters, digits, dots and hyphens",
    "finite_number": "a finite number",
}
"""pydantic's error types, in the words of the language."""

BOUNDS = {
    "greater_than": ("gt", "above"),
    "greater_than_equal": ("ge", "at least"),
    "less_than": ("lt", "below"),
    "less_than_equal": ("le", "at most"),
}


class Faults(Frozen):
    """The errors of one component, with what is needed to place them."""

    cls: type[Component]
    owner: str
    block: DraftBlock
    path: Path_
    written: Mapping[Path_, ast.Value]

    def of(self, error: ValidationError, *, skip: Collection[str]) -> Iterator[Diagnostic]:
        """One diagnostic a setting; `skip` are the settings that have been reported already."""
        by_setting: dict[Path_, list[Any]] = {}
        for item in error.errors(include_url=False):
            location = self._location(item["loc"])
            if not location or location[0] not in skip:
                by_setting.setdefault(location, []).append(item)
        for location, items in by_setting.items():
            yield self._one(location, items)

    def _location(self, loc: tuple[str | int, ...]) -> Path_:
        """The part of pydantic's location that was written; the rest names branches of a union."""
        known: Path_ = ()
        for part in loc:
            if (*self.path, *known, part) in self.written or part in self.cls.model_fields:
                known = (*known, part)
        return known

    def _one(self, location: Path_, items: list[Any]) -> Diagnostic:
        setting = next((str(part) for part in reversed(location) if isinstance(part, str)), self.owner)
        span = self.block.place(*self.path, *location)
        field = self.cls.model_fields.get(str(location[0])) if location else None
        description = (field.description or "") if field else ""
        if items[0]["type"] == "missing":
            return MissingSetting(span=span, owner=self.owner, setting=setting, description=description)
        value = self.written.get((*self.path, *location))
        found = describe(value) if value is not None else "this"
        choices = [item for item in items if item["type"] == "literal_error"]
        if choices and isinstance(value, ast.Name | ast.String):
            return UnknownChoice(span=span, setting=setting, found=found, legal=_choices(choices))
        for item in items:
            if item["type"] in BOUNDS:
                key, word = BOUNDS[item["type"]]
                return OutOfRange(span=span, setting=setting, found=found, bound=f"{word} {item['ctx'][key]:.15g}")
        expected = " or ".join(dict.fromkeys(_form(item) for item in items))
        return WrongValue(span=span, setting=setting, found=found, expected=expected, description=description)


def _choices(items: list[Any]) -> tuple[str, ...]:
    return tuple(
        word.strip().strip("'") for item in items for word in item["ctx"]["expected"].replace(" or ", ", ").split(", ")
    )


def _form(item: Any) -> str:
    kind = item["type"]
    if kind == "expected":
        return str(item["ctx"]["what"])
    if kind == "literal_error":
        return f"one of {item['ctx']['expected']}".replace("'", "`")
    if kind in ("value_error", "assertion_error"):
        return str(item["ctx"]["error"])
    return FORMS.get(kind, str(item["msg"]).removeprefix("Input should be ").lower())
