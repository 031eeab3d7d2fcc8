"""The parser tables, made from `grammar/sci.lark` when they are first needed, and kept in the user's cache."""

from __future__ import annotations

import os
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
        cache=_cache(),
    )


def _cache() -> str | bool:
    """Where the tables are kept; False where nothing can be.

    Reading them takes a tenth of the time of making them. Lark makes them anew for another grammar, another version
    of itself, or a file that is damaged.
    """
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "scic"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return False
    return str(folder / "grammar") if os.access(folder, os.W_OK) else False
