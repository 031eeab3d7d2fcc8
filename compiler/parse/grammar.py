"""The parser tables, made from `grammar/sci.lark` when they are first needed (about 30 ms)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from lark import Lark

_GRAMMAR = Path(__file__).parents[2] / "grammar" / "sci.lark"


@cache
def grammar() -> Lark:
    """The LALR(1) parser with its contextual lexer; `file`, `setting` and `item` can each be parsed alone."""
    return Lark(
        _GRAMMAR.read_text(encoding="utf-8"),
        start=["file", "setting", "item", "stray"],
        parser="lalr",
        lexer="contextual",
        propagate_positions=True,
        maybe_placeholders=True,
    )
