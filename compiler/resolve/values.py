"""From values as written to plain ones that a component's settings can be checked against."""

from __future__ import annotations

from typing import Any

from scic.compiler.catalogue.settings import Extent, Interval, Measure, Reference
from scic.compiler.parse import ast


def plain(value: ast.Value) -> Any:
    """The value without its place; calls and sums, which name components, are not plain."""
    match value:
        case ast.Name():
            return value.text
        case ast.Number() | ast.String() | ast.Boolean():
            return value.value
        case ast.Nothing():
            return None
        case ast.Quantity():
            return Measure(value=value.value, unit=value.unit)
        case ast.Size():
            return Extent(values=value.values, unit=value.unit)
        case ast.Range():
            unit = value.low.unit if isinstance(value.low, ast.Quantity) else ""
            return Interval(low=value.low.value, high=value.high.value, unit=unit)
        case ast.Reference():
            return Reference(parts=tuple(part.text for part in value.parts))
        case ast.List():
            return tuple(plain(item) for item in value.items)
        case ast.Call() | ast.Sum():
            raise TypeError("a call or a sum names components")


def is_plain(value: ast.Value) -> bool:
    """Whether no component is named in it."""
    if isinstance(value, ast.List):
        return all(is_plain(item) for item in value.items)
    return not isinstance(value, ast.Call | ast.Sum)


def describe(value: ast.Value) -> str:
    """The value in words, for a message."""
    match value:
        case ast.Name():
            return f"`{value.text}`"
        case ast.Number():
            return f"the number `{value.text}`"
        case ast.Quantity():
            return f"the quantity `{value.text}`"
        case ast.Size():
            return f"the size `{value.text}`"
        case ast.String():
            return f"the text {value.text}" if len(value.text) <= 40 else "a text"
        case ast.Boolean():
            return f"`{str(value.value).lower()}`"
        case ast.Nothing():
            return "`none`"
        case ast.Range():
            return "a range"
        case ast.Reference():
            return f"the reference `{'.'.join(part.text for part in value.parts)}`"
        case ast.List():
            return "a list"
        case ast.Call():
            return f"the call `{value.name.text}(...)`"
        case ast.Sum():
            return "a weighted sum"
