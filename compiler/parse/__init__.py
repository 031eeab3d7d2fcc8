"""Text to syntax tree: every mistake reported once, and everything else understood."""

from __future__ import annotations

from lark.exceptions import UnexpectedInput

from scic.compiler.diagnostics.base import Diagnostic
from scic.compiler.diagnostics.reading import EmptySpec
from scic.compiler.parse.ast import Block, File
from scic.compiler.parse.build import Build
from scic.compiler.parse.dump import dump, tokens
from scic.compiler.parse.grammar import grammar
from scic.compiler.parse.lexical import Lexed, lex
from scic.compiler.parse.reading import read
from scic.compiler.parse.recover import Recovery
from scic.compiler.source import Source, Span

__all__ = ["dump", "parse", "read", "tokens"]


def parse(source: Source) -> tuple[File, tuple[Diagnostic, ...]]:
    """The tree of a spec and its syntax errors, in the order of their places; never raises."""
    lexed = lex(source)
    build = Build(source)
    found = list(lexed.diagnostics)
    blocks = _whole(source, lexed, build)
    if blocks is None:
        recovery = Recovery(source, lexed, build)
        blocks = tuple(recovery.blocks())
        found += recovery.diagnostics
    found += build.diagnostics
    if not blocks and not found:
        found.append(EmptySpec(span=Span(0, 0)))
    found.sort(key=lambda diagnostic: (diagnostic.span, diagnostic.code))
    return File(source, blocks, lexed.comments), tuple(found)


def _whole(source: Source, lexed: Lexed, build: Build) -> tuple[Block, ...] | None:
    """The blocks of a file that obeys the grammar; None for another.

    The tokens have been read already, with keywords turned into names where only a name may stand; to let the
    contextual lexer read the text again would take most of a start.
    """
    if not lexed.complete:
        return None
    parser = grammar().parse_interactive(start="file")
    try:
        for token in lexed.tokens:
            parser.feed_token(token)
        tree = parser.feed_eof()  # type: ignore[no-untyped-call]
    except UnexpectedInput:
        return None
    blocks: tuple[Block, ...] = build.transform(tree)
    return blocks
