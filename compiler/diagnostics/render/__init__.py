"""Reports as text: for people, and in three formats for machines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from types import MappingProxyType
from typing import Protocol

from scic.compiler.diagnostics.base import Report


class Renderer(Protocol):
    """Turns reports into the text of one format; machines get no colour, whatever is asked."""

    def __call__(self, reports: Sequence[Report], *, color: bool = False) -> str:
        """The text with its last newline, ready to be printed as it is."""


def _renderer(name: str) -> Renderer:
    """The renderer of a format, whose module is imported when it is first used: a run needs one of them."""

    def render(reports: Sequence[Report], *, color: bool = False) -> str:
        text: str = import_module(f"{__name__}.{name}").render(reports, color=color)
        return text

    return render


FORMATS: Mapping[str, Renderer] = MappingProxyType(
    {name: _renderer(name) for name in ("human", "json", "sarif", "github")}
)
