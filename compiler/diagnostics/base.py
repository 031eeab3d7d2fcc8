"""What every diagnostic is: a code, a severity, a place, what was found, and how to mend it."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum
from typing import Any, ClassVar, dataclass_transform

from scic.compiler.source import Source, Span


class Severity(Enum):
    """How bad it is: an error stops the build, a warning is advice with a reason."""

    ERROR = "error"
    WARNING = "warning"


@dataclass_transform(kw_only_default=True, frozen_default=True)
class _Found:
    """Makes its subclasses keyword-only and frozen, as dataclasses are.

    The decorator of that name is not used: it would write code for a hundred classes whenever scic starts, and nearly
    all of them are never needed.
    """

    _fields: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls) -> None:
        own = (name for name, kind in inspect.get_annotations(cls).items() if not str(kind).startswith("ClassVar"))
        cls._fields = (*cls._fields, *(name for name in own if name not in cls._fields))

    def __init__(self, **found: Any) -> None:
        for name in self._fields:
            if name not in found and not hasattr(type(self), name):
                raise TypeError(f"{type(self).__name__} needs `{name}`")
        for name, value in found.items():
            if name not in self._fields:
                raise TypeError(f"{type(self).__name__} has no `{name}`")
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash((type(self), *(getattr(self, name) for name in self._fields)))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={getattr(self, name)!r}' for name in self._fields)})"


class Diagnostic(_Found):
    """One finding. A subclass is one code; its annotated fields are what was found, its methods are the words.

    The docstring of a subclass is the text of `scic explain CODE`: a first line that names the mistake,
    a paragraph with the meaning, then `Example:` and `Repair:`, each followed by an indented spec.
    """

    code: ClassVar[str]
    severity: ClassVar[Severity] = Severity.ERROR

    span: Span

    def message(self) -> str:
        """What is wrong, in lower case and on one line."""
        raise NotImplementedError

    def label(self) -> str:
        """A few words that stand beside the carets; empty for none."""
        return ""

    def help(self) -> str:
        """How to mend it."""
        raise NotImplementedError

    def notes(self) -> tuple[tuple[Span, str], ...]:
        """Other places that have to do with it, each with a few words."""
        return ()


class Warning_(Diagnostic):
    """A diagnostic that does not stop the build."""

    severity = Severity.WARNING


@dataclass(frozen=True)
class Report:
    """The findings of one source, sorted by place."""

    source: Source
    diagnostics: tuple[Diagnostic, ...]

    @classmethod
    def of(cls, source: Source, diagnostics: Iterable[Diagnostic]) -> Report:
        """The report with duplicates removed and the rest in the order of their places."""
        unique = {(d.span, d.code, d.message()): d for d in diagnostics}
        return cls(source, tuple(unique[key] for key in sorted(unique)))

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """Those that stop the build."""
        return tuple(d for d in self.diagnostics if d.severity is Severity.ERROR)


def nearest(word: str, legal: Iterable[str]) -> str | None:
    """The legal word that is most like `word`, or None where none is near."""
    candidates = list(legal)
    folded = {candidate.casefold(): candidate for candidate in candidates}
    if word.casefold() in folded:
        return folded[word.casefold()]
    found = get_close_matches(word, candidates, n=1, cutoff=0.6)
    if not found and len(word) > 2:
        # the beginning of a long name, where it is that of one alone
        begun = [candidate for candidate in candidates if candidate.casefold().startswith(word.casefold())]
        found = begun if len(begun) == 1 else []
    return found[0] if found else None


def listed(words: Iterable[str], last: str = "or") -> str:
    """`a`, `b` or `c`: words in backticks, as a sentence has them."""
    quoted = [f"`{word}`" for word in words]
    if len(quoted) < 2:
        return "".join(quoted)
    return f"{', '.join(quoted[:-1])} {last} {quoted[-1]}"


def did_you_mean(word: str, legal: Iterable[str], what: str) -> str:
    """A help line: the nearest legal word, or else all of them."""
    candidates = sorted(set(legal))
    near = nearest(word, candidates)
    if near is not None:
        return f"did you mean `{near}`?"
    if not candidates:
        return f"there is no {what} to choose from"
    return f"use {listed(candidates)}"
