"""A component's settings and ports in words, for `scic explain` and `scic catalogue`."""

from __future__ import annotations

from typing import Any

from pydantic_core import PydanticUndefined

from scic.compiler.catalogue import ports
from scic.compiler.catalogue.component import Component, Data, Interpret, Loss, Method, Model, Task, Weighted
from scic.compiler.catalogue.discovery import backends


def signature(cls: type[Component]) -> str:
    """The settings with their defaults, the ports, the backends and the source, a line each."""
    lines = []
    width = max((len(name) for name in cls.model_fields), default=0)
    for name, info in cls.model_fields.items():
        lines.append(f"  {name:<{width}}  {info.description or 'see the components of its kind'}{_default(info)}")
    head = ["settings:", *lines] if lines else ["no settings"]
    facts = {"takes": takes(cls), "gives": gives(cls), "backends": ", ".join(backends(cls))}
    facts |= {"survey": f"section {cls.section}" if cls.section else "", "source": cls.paper}
    return "\n".join([*head, "", *(f"{key}: {value}" for key, value in facts.items() if value)])


def takes(cls: type[Component]) -> str:
    """What it reads, in words; empty where it reads nothing."""
    if issubclass(cls, Model):
        return " or ".join(port.phrase() for port in cls.takes)
    if issubclass(cls, Task):
        read = " or ".join(port.phrase() for port in cls.reads)
        return f"{read}; the target is {' or '.join(port.phrase() for port in cls.predicts)}"
    if issubclass(cls, Loss):
        return " or ".join(port.phrase() for port in cls.targets)
    if issubclass(cls, Method | Interpret):
        return ", ".join(f"{need.what} {need.of}".strip() for need in cls.needs)
    return ""


def gives(cls: type[Component]) -> str:
    """What it gives, in words; empty where nothing goes on from it."""
    if issubclass(cls, Model):
        named = str(cls.gives.__annotations__.get("return", "")).split("|")
        return " or ".join(getattr(ports, part.strip()).phrase() for part in named)
    if issubclass(cls, Data):
        return "records"
    if issubclass(cls, Task):
        return ", ".join(cls.metrics)
    if issubclass(cls, Method):
        return "weights"
    return ""


def _default(info: Any) -> str:
    if info.default is not PydanticUndefined:
        return f" (default {_written(info.default)})"
    if info.default_factory is not None:
        return f" (default {_written(info.default_factory())})"
    return " (required)" if info.is_required() else ""


def _written(value: Any) -> str:
    """A value as a spec has it."""
    if isinstance(value, Component):
        return value.named()
    if isinstance(value, tuple):
        parts = [_written(item.of) if isinstance(item, Weighted) else _written(item) for item in value]
        return " + ".join(parts) if value and isinstance(value[0], Weighted) else f"[{', '.join(parts)}]"
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "none"}[value]
    return repr(value) if isinstance(value, str) and not value.isidentifier() else str(value)
