"""The tokens of one setting with their brackets set right."""

from __future__ import annotations

from lark import Token

from scic.compiler.diagnostics.base import Diagnostic
from scic.compiler.diagnostics.structure import Unclosed, WrongCloser
from scic.compiler.parse.lexical import CLOSERS, OPENERS, span_of

_SIGNS = {"RBRACE": "}", "RSQB": "]", "RPAR": ")"}


class Brackets:
    """Takes tokens one by one, and closes what the author left open."""

    def __init__(self) -> None:
        self.tokens: list[Token] = []
        self.diagnostics: list[Diagnostic] = []
        self._open: list[Token] = []
        # for each open bracket, where the next setting would begin if it were closed before
        self._marks: list[tuple[int, int] | None] = []

    @property
    def inside(self) -> str:
        """The type of the innermost open bracket; empty for none."""
        return self._open[-1].type if self._open else ""

    @property
    def inside_brace(self) -> bool:
        """Whether a brace is open."""
        return any(opener.type == "LBRACE" for opener in self._open)

    def mark(self, position: int) -> None:
        """Remember that a setting would begin at the next token, were the innermost bracket closed."""
        if self._marks[-1] is None:
            self._marks[-1] = (position, len(self.tokens))

    def add(self, token: Token) -> None:
        """Take the next token."""
        if token.type in CLOSERS:
            token = self._close(token)
        elif token.type in OPENERS:
            self._open.append(token)
            self._marks.append(None)
        self.tokens.append(token)

    def finish(self, position: int) -> int:
        """Close what is still open; the position, or the one to go on from, where that is earlier."""
        if not self._open:
            return position
        marks = [mark for mark in self._marks if mark is not None]
        if marks:
            position, length = min(marks)
            cut = span_of(self.tokens[length]).start
            self._open = [opener for opener in self._open if span_of(opener).start < cut]
            del self.tokens[length:]
        self._unclosed(self._open[-1])
        while self._open:
            self._supply()
        return position

    def _close(self, closer: Token) -> Token:
        """The closer that belongs to the innermost open bracket, once those inside are closed."""
        wanted = [OPENERS[opener.type] for opener in self._open]
        if wanted[-1] != closer.type and closer.type not in wanted:
            opener = self._open.pop()
            self._marks.pop()
            expected = _SIGNS[wanted[-1]]
            self.diagnostics.append(
                WrongCloser(
                    span=span_of(closer),
                    opener=str(opener),
                    closer=str(closer),
                    expected=expected,
                    opened=span_of(opener),
                )
            )
            return closer.update(type=wanted[-1])
        while OPENERS[self._open[-1].type] != closer.type:
            self._unclosed(self._open[-1])
            self._supply()
            self._marks.pop()
        self._open.pop()
        self._marks.pop()
        return closer

    def _supply(self) -> None:
        """Put in the closer that the innermost open bracket lacks."""
        kind = OPENERS[self._open.pop().type]
        self.tokens.append(Token.new_borrow_pos(kind, _SIGNS[kind], self.tokens[-1]))

    def _unclosed(self, opener: Token) -> None:
        closer = _SIGNS[OPENERS[opener.type]]
        self.diagnostics.append(Unclosed(span=span_of(opener), opener=str(opener), closer=closer))
