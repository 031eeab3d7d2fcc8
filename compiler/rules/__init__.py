"""Lint rules: advice with a reason, one rule a file. A rule is a function `check(experiment)` in a module here."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import cast

from scic.compiler.diagnostics.base import Diagnostic
from scic.compiler.ir import Experiment

Rule = Callable[[Experiment], Iterable[Diagnostic]]


def rules() -> Iterator[Rule]:
    """Every rule, by the name of its file."""
    for path in sorted(Path(__file__).parent.glob("[a-z]*.py")):
        yield cast(Rule, importlib.import_module(f"{__name__}.{path.stem}").check)


def advise(experiment: Experiment) -> Iterator[Diagnostic]:
    """What all the rules have to say of an experiment."""
    for check in rules():
        yield from check(experiment)
