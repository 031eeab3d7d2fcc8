"""One setting of a broken file to its tree; small slips are mended on the way, so that it survives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from lark import Token
from lark.exceptions import UnexpectedToken

from scic.compiler.diagnostics.base import Diagnostic
from scic.compiler.diagnostics.settings import MissingColon, MissingComma, MissingValue, Unexpected
from scic.compiler.parse.grammar import grammar
from scic.compiler.parse.lexical import CLOSERS, OPENERS, span_of
from scic.compiler.parse.literals import excerpt

KEYS = frozenset({"NAME", "STRING", "NUMBER"})
JOINERS = frozenset({"_COLON", "_PLUS", "_STAR", "_RANGE", "_DOT"})
_LITERALS = frozenset({"CONSTANT", "NUMBER", "QUANTITY", "SIZE", "STRING", "UNQUOTED", "LSQB"})
VALUES = _LITERALS | {"NAME"}
_WORDS = {
    "NAME": "a name",
    "NUMBER": "a number",
    "QUANTITY": "a quantity",
    "STRING": "a text",
    "_COLON": "`:`",
    "_COMMA": "`,`",
    "_DOT": "`.`",
    "_PLUS": "`+`",
    "_STAR": "`*`",
    "_RANGE": "`..`",
    "LPAR": "`(`",
    "RPAR": "`)`",
    "RSQB": "`]`",
    "$END": "a comma or a new line",
}


@dataclass
class Piece:
    """The tokens of one setting; `start` is the rule it must obey, `setting` or `item`."""

    tokens: Sequence[Token]
    start: str
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def parse(self) -> Any:
        """The tree, or None where the setting cannot be understood."""
        parser = grammar().parse_interactive(start=self.start)
        for index, token in enumerate(self.tokens):
            if self._lacks_colon(index):
                key = self.tokens[index - 1]
                self.diagnostics.append(MissingColon(span=span_of(key), key=excerpt(key)))
                parser.feed_token(Token.new_borrow_pos("_COLON", ":", key))
            try:
                parser.feed_token(token)
            except UnexpectedToken:
                # a setting that is already complete accepts its end alone, which the parser leaves out
                accepts: set[str] = parser.accepts() or {"$END"}  # type: ignore[no-untyped-call]
                if "_COMMA" in accepts and token.type in VALUES:
                    self.diagnostics.append(MissingComma(span=span_of(token), text=excerpt(token), in_body=False))
                    parser.feed_token(Token.new_borrow_pos("_COMMA", ",", token))
                    parser.feed_token(token)
                    continue
                self.diagnostics.append(self._explain(index, accepts))
                if token.type != "_COMMA" or self._after(index) in JOINERS:
                    return None
        try:
            return parser.feed_token(Token.new_borrow_pos("$END", "", self.tokens[-1]))
        except UnexpectedToken:
            self.diagnostics.append(self._explain(len(self.tokens), set()))
            return None

    @property
    def keyed(self) -> bool:
        """Whether it begins with a key, be it followed by its colon or not."""
        colon = len(self.tokens) > 1 and self.tokens[1].type == "_COLON"
        return self.tokens[0].type in KEYS and (colon or self._lacks_colon(1))

    def _after(self, index: int) -> str:
        """The type of the token before; empty at the beginning."""
        return self.tokens[index - 1].type if index else ""

    def _lacks_colon(self, index: int) -> bool:
        """Whether a value follows a key directly: `hidden [64]`, or `train 70%` among arguments."""
        if not 0 < index < len(self.tokens) or self._after(index) not in KEYS:
            return False
        if index == 1:
            return self.tokens[index].type in VALUES
        inside = self._opener(index)
        argument = inside == "LPAR" and self._after(index - 1) in ("LPAR", "_COMMA")
        return argument and self._after(index) == "NAME" and self.tokens[index].type in _LITERALS

    def _opener(self, index: int) -> str:
        """The bracket that a token stands in; empty for none."""
        depth = 0
        for token in reversed(self.tokens[:index]):
            depth += (token.type in CLOSERS) - (token.type in OPENERS)
            if depth < 0:
                return token.type
        return ""

    def _explain(self, index: int, accepts: set[str]) -> Diagnostic:
        """What is wrong at a token, or at the end, given what could stand there."""
        token = self.tokens[index] if index < len(self.tokens) else None
        before = self.tokens[index - 1] if index else None
        ends = token is None or token.type == "_COMMA" or token.type in CLOSERS
        if before is not None and before.type in JOINERS and ends:
            after = f"{excerpt(self.tokens[index - 2])}:" if before.type == "_COLON" else str(before)
            span = span_of(before)
            if before.type == "_COLON":
                span = span_of(self.tokens[index - 2]).to(span)
            return MissingValue(span=span, after=after)
        if token is None:
            key = self.tokens[0]
            return MissingColon(span=span_of(key), key=excerpt(key))
        if "$END" in accepts and token.type in VALUES:
            return MissingComma(span=span_of(token), text=excerpt(token), in_body=False)
        expected = _listed(_expected(accepts))
        return Unexpected(span=span_of(token), found=excerpt(token), expected=expected)


def _expected(accepts: set[str]) -> Iterator[str]:
    """The words for what may stand somewhere; how a value may go on only where it cannot end."""
    if "CONSTANT" in accepts:
        yield "a value"
        accepts = accepts - VALUES
    if accepts & {"$END", "_COMMA", "RPAR", "RSQB"}:
        accepts = accepts - JOINERS - {"LPAR"}
    yield from (words for terminal, words in _WORDS.items() if terminal in accepts)


def _listed(words: Iterator[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last
