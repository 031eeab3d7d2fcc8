"""Every diagnostic there is, found by scanning: what `scic explain` looks a code up in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

from scic.compiler.diagnostics.base import Diagnostic

_TREE = Path(__file__).resolve().parents[2]
_SCANNED = (
    "compiler/diagnostics/**/*.py",
    "compiler/rules/**/*.py",
    "backends/components/*/*/component.py",
)
_CODE = re.compile(r"SCI[0-7][0-9]{2}")


@cache
def all_codes() -> dict[str, type[Diagnostic]]:
    """The class of each code, sorted by code; imports every rule and every component.

    Raises ValueError when two classes share a code, or when one is not written `SCI` and three digits.
    """
    return collect(cls for name in _modules() for cls in _defined(name))


def collect(classes: Iterable[type[Diagnostic]]) -> dict[str, type[Diagnostic]]:
    """The classes by their codes, sorted; raises ValueError as `all_codes` does."""
    found: dict[str, type[Diagnostic]] = {}
    for cls in classes:
        named = f"{cls.__module__}.{cls.__qualname__}"
        if not _CODE.fullmatch(cls.code):
            raise ValueError(f"{named} has the code {cls.code!r}, expected SCI000 to SCI799")
        if cls.code in found:
            other = found[cls.code]
            raise ValueError(f"{cls.code} is both {other.__module__}.{other.__qualname__} and {named}")
        found[cls.code] = cls
    return dict(sorted(found.items()))


def _modules() -> Iterator[str]:
    for pattern in _SCANNED:
        for path in sorted(_TREE.glob(pattern)):
            parts = path.relative_to(_TREE).with_suffix("").parts
            yield ".".join(("scic", *(part for part in parts if part != "__init__")))


def _defined(module: str) -> Iterator[type[Diagnostic]]:
    """The diagnostics a module defines; bases without a code are shared wording, not findings."""
    for value in vars(import_module(module)).values():
        own = isinstance(value, type) and value.__module__ == module
        if own and issubclass(value, Diagnostic) and hasattr(value, "code"):
            yield value
