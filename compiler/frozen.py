"""Values that never change: nodes of the tree, ports, places and findings."""

from __future__ import annotations

import inspect
from typing import Any, ClassVar, Self, dataclass_transform


@dataclass_transform(frozen_default=True)
class Frozen:
    """A value whose annotated names are its fields: equal by them, hashed by them, and closed to changes.

    What `dataclass(frozen=True)` does, without that decorator: it writes and compiles six functions a class at every
    start, for some two hundred classes, of which a run needs few.
    """

    _fields: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls) -> None:
        own = (name for name, kind in inspect.get_annotations(cls).items() if not str(kind).startswith("ClassVar"))
        cls._fields = (*cls._fields, *(name for name in own if name not in cls._fields))

    def __init__(self, *given: Any, **named: Any) -> None:
        cls, fields = type(self), self._fields
        if len(given) > len(fields):
            raise TypeError(f"{cls.__name__} has {len(fields)} fields, {len(given)} are given")
        values = dict(zip(fields, given, strict=False))
        for name, value in named.items():
            if name not in fields:
                raise TypeError(f"{cls.__name__} has no `{name}`")
            if name in values:
                raise TypeError(f"{cls.__name__} is given `{name}` twice")
            values[name] = value
        for name in fields:
            if name not in values and not hasattr(cls, name):
                raise TypeError(f"{cls.__name__} needs `{name}`")
            vars(self)[name] = values[name] if name in values else getattr(cls, name)

    def replace(self, **changes: Any) -> Self:
        """The same value with some fields changed."""
        return type(self)(**dict(zip(self._fields, self._values(), strict=True)) | changes)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def _values(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in self._fields)

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self._values() == other._values()

    def __hash__(self) -> int:
        return hash((type(self), self._values()))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={getattr(self, name)!r}' for name in self._fields)})"
