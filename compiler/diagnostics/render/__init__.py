"""Reports as text: for people, and in three formats for machines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Protocol

from scic.compiler.diagnostics.base import Report
from scic.compiler.diagnostics.render import github, human, json, sarif


class Renderer(Protocol):
    """Turns reports into the text of one format; machines get no colour, whatever is asked."""

    def __call__(self, reports: Sequence[Report], *, color: bool = False) -> str:
        """The text with its last newline, ready to be printed as it is."""


FORMATS: Mapping[str, Renderer] = MappingProxyType(
    {"human": human.render, "json": json.render, "sarif": sarif.render, "github": github.render}
)
