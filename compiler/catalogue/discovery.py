"""Finds components by scanning their folders; imports only those that are asked for."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from scic.compiler.catalogue.component import Component

ROOT = Path(__file__).resolve().parents[2] / "backends" / "components"
PACKAGE = "scic.backends.components"
BACKENDS = ("pytorch", "keras")


@cache
def names(kind: str) -> tuple[str, ...]:
    """The components of a kind, sorted, without importing any."""
    folder = ROOT / kind
    if not folder.is_dir():
        return ()
    return tuple(sorted(path.parent.name for path in folder.glob("*/component.py")))


@cache
def kinds() -> tuple[str, ...]:
    """The kinds that have components, sorted."""
    return tuple(sorted(path.name for path in ROOT.iterdir() if path.is_dir() and names(path.name)))


@cache
def load(kind: str, name: str) -> type[Component]:
    """The class of a component; raises KeyError when there is no such folder."""
    if name not in names(kind):
        raise KeyError(f"{kind} {name}")
    module = importlib.import_module(f"{PACKAGE}.{kind}.{name}.component")
    classes = (value for value in vars(module).values() if isinstance(value, type) and issubclass(value, Component))
    own = [value for value in classes if value.__module__ == module.__name__ and value.kind == kind]
    if len(own) != 1:
        raise TypeError(f"{module.__name__} must define one {kind}, it defines {len(own)}")
    return own[0]


def every() -> Iterator[type[Component]]:
    """All components, by kind and name; imports them all."""
    for kind in kinds():
        for name in names(kind):
            yield load(kind, name)


def backends(component: type[Component]) -> tuple[str, ...]:
    """The backends a component can be emitted for: those with a file of theirs, or all when it needs none."""
    folder = ROOT / component.kind / component.named()
    own = tuple(backend for backend in BACKENDS if (folder / f"{backend}.py").exists())
    return component.frameworks or own or BACKENDS
