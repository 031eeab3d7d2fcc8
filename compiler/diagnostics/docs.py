"""The docstring of a diagnostic, taken apart: one text for `scic explain`, editors and SARIF."""

from __future__ import annotations

import re
from inspect import cleandoc
from textwrap import dedent

from scic.compiler.diagnostics.base import Diagnostic
from scic.compiler.frozen import Frozen

_SECTION = re.compile(r"^(Example|Repair):[ ]*$", re.MULTILINE)


class Doc(Frozen):
    """What a code means; the parts that its docstring lacks are empty."""

    title: str
    meaning: str
    example: str
    repair: str


def doc(cls: type[Diagnostic]) -> Doc:
    """The parts of a class's own docstring: first line, paragraphs, `Example:` and `Repair:`.

    The lines of a paragraph are joined; an example keeps its lines and loses its indent.
    """
    prose, *sections = _SECTION.split(cleandoc(cls.__doc__ or ""))
    title, _, meaning = prose.partition("\n")
    shown = dict(zip(sections[::2], sections[1::2], strict=True))
    return Doc(
        title=title.strip(),
        meaning="\n\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", meaning.strip())),
        example=_lines(shown.get("Example", "")),
        repair=_lines(shown.get("Repair", "")),
    )


def _lines(section: str) -> str:
    return dedent(section.strip("\n")).rstrip()
