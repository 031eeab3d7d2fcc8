"""A small sound spec, of which a test replaces the parts that it is about."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from scic.compiler.diagnostics.base import Diagnostic
from scic.compiler.lint import Checked, lint_source
from scic.compiler.source import Source, Span

DATA = Path(__file__).parents[2] / "data"
PARTS = {
    "experiment": "experiment iris { seed: 1 }",
    "data": "data sample as flowers { set: iris }",
    "model": "model mlp { hidden: [16] }",
    "task": "task classification { predict: flowers.species }",
    "method": "method supervised { epochs: 2 }",
    "more": "",
}

Check = Callable[..., Checked]
Fault = Callable[..., Diagnostic]


def text_of(parts: dict[str, str]) -> str:
    return "\n".join((PARTS | parts).values()) + "\n"


@pytest.fixture
def check() -> Check:
    """Checks the small spec with other parts; a part is named by its kind."""

    def checked(folder: Path = DATA, **parts: str) -> Checked:
        return lint_source(Source(folder / "example.sci", text_of(parts)), folder)

    return checked


@pytest.fixture
def fault() -> Fault:
    """The one error of the small spec with other parts.

    The place of the error is written between `‹` and `›`: the span must be that and nothing around it.
    """

    def found(code: str, *, folder: Path = DATA, building: bool = False, **parts: str) -> Diagnostic:
        marked = text_of(parts)
        start, end = marked.index("‹"), marked.index("›") - 1
        text = marked.replace("‹", "").replace("›", "")
        source = Source(folder / "example.sci", text)
        errors = lint_source(source, folder, building=building).report.errors
        assert [(d.code, source.slice(d.span)) for d in errors] == [(code, text[start:end])]
        assert errors[0].span == Span(start, end)
        return errors[0]

    return found
