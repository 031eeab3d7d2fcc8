"""A component and the components in its slots."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scic.compiler.catalogue.component import Component, Weighted
from scic.compiler.ir import Path_


def inside(value: Any, path: Path_ = ()) -> Iterator[tuple[Path_, Component]]:
    """The component itself and every one in its slots, with the way to it."""
    if isinstance(value, Component):
        yield path, value
        for name in type(value).model_fields:
            yield from inside(getattr(value, name), (*path, name))
    elif isinstance(value, Weighted):
        yield from inside(value.of, path)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from inside(item, (*path, index))
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from inside(item, (*path, name))
