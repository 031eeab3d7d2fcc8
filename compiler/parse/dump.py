"""Tokens and trees in a form that can be printed."""

from __future__ import annotations

from typing import Any

from scic.compiler.parse.ast import File, Node
from scic.compiler.parse.lexical import lex, span_of
from scic.compiler.source import Source


def tokens(source: Source) -> list[tuple[str, str, int, int]]:
    """The type, text, line and column of each token."""
    return [
        (token.type.lstrip("_"), str(token), *source.position(span_of(token).start)) for token in lex(source).tokens
    ]


def dump(file: File) -> dict[str, Any]:
    """The tree in plain lists, dictionaries, numbers and strings; `at` is line:column, the end exclusive."""
    return {
        "path": str(file.source.path),
        "blocks": [_plain(block, file.source) for block in file.blocks],
        "comments": [_plain(comment, file.source) for comment in file.comments],
    }


def _plain(value: object, source: Source) -> Any:
    if isinstance(value, Node):
        ends = (source.position(offset) for offset in (value.span.start, value.span.end))
        at = "-".join(f"{line}:{column}" for line, column in ends)
        rest = {name: _plain(inner, source) for name, inner in vars(value).items() if name != "span"}
        return {"type": type(value).__name__, "at": at, **rest}
    if isinstance(value, tuple):
        return [_plain(item, source) for item in value]
    return value
