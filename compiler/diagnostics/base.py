"""What every diagnostic is: a code, a severity, a place, what was found, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from enum import Enum
from typing import ClassVar, dataclass_transform

from scic.compiler.frozen import Frozen
from scic.compiler.source import Source, Span


class Severity(Enum):
    """How bad it is: an error stops the build, a warning is advice with a reason."""

    ERROR = "error"
    WARNING = "warning"


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Diagnostic(Frozen):
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


class Report(Frozen):
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
