"""A spec's text to its tokens, with a finding for each that is not written as the language writes it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import zip_longest

from lark import Token

from scic.compiler.diagnostics import lexical as words
from scic.compiler.diagnostics import literals as values
from scic.compiler.diagnostics.base import Diagnostic
from scic.compiler.diagnostics.structure import TooDeep
from scic.compiler.frozen import Frozen
from scic.compiler.parse import literals
from scic.compiler.parse.ast import Comment
from scic.compiler.parse.grammar import grammar
from scic.compiler.source import Source, Span

LIMIT = 50
OPENERS = {"LBRACE": "RBRACE", "LSQB": "RSQB", "LPAR": "RPAR"}
CLOSERS = frozenset(OPENERS.values())

_MEANT = {"true": "true", "yes": "true", "false": "false", "no": "false", "none": "none", "null": "none"}


class Lexed(Frozen):
    """The tokens that can be parsed, the comments, and what was wrong with either.

    `damage` are the places where something had to be guessed or left out: a complaint about the structure
    around such a place would only say the same thing twice. `complete` when nothing was left out.
    """

    tokens: tuple[Token, ...]
    comments: tuple[Comment, ...]
    diagnostics: tuple[Diagnostic, ...]
    damage: tuple[int, ...]
    complete: bool


def span_of(token: Token) -> Span:
    """The place of a token."""
    return Span(token.start_pos or 0, token.end_pos or 0)


def lex(source: Source) -> Lexed:
    """Read every token of a text; never raises."""
    raw: list[Token] = []
    comments: list[Comment] = []
    found: list[Diagnostic] = []
    left_out: list[Span] = []
    end = 0  # of the last token that is no comment
    for token in grammar().lex(source.text, dont_ignore=True):
        span = span_of(token)
        if token.type == "BLANK":
            continue
        if token.type == "COMMENT":
            trailing = end > 0 and "\n" not in source.text[end : span.start]
            text = str(token).rstrip()
            comments.append(Comment(Span(span.start, span.start + len(text)), text, trailing))
            if not token.startswith("#"):
                found.append(words.ForeignComment(span=Span(span.start, span.start + 2), marker=token[:2]))
            continue
        end = span.end
        if token == "=" and raw and raw[-1].type == "_COLON":
            found.append(words.EqualsSign(span=span, text=str(token)))
        elif token.type != "JUNK":
            raw.append(token)
        elif left_out and left_out[-1].end == span.start:
            left_out[-1] = left_out[-1].to(span)
        else:
            left_out.append(span)
    found += [words.UnexpectedCharacter(span=span, text=source.slice(span)) for span in left_out]
    tokens, deep = _shallow(raw)
    if deep is not None:
        found.append(TooDeep(span=span_of(deep), limit=LIMIT))
    tokens = list(_soft(tokens))
    found += [diagnostic for token in tokens for diagnostic in _check(token)]
    damage = sorted(d.span.start for d in found if isinstance(d, _DAMAGE))
    return Lexed(tuple(tokens), tuple(comments), tuple(found), tuple(damage), not left_out and deep is None)


_DAMAGE = (words.UnexpectedCharacter, words.Unquoted, values.UnterminatedText, values.UnknownUnit)


def _shallow(tokens: list[Token]) -> tuple[list[Token], Token | None]:
    """The tokens without what stands inside too many brackets, and the first bracket that is too deep."""
    kept: list[Token] = []
    first: Token | None = None
    depth = 0
    for token in tokens:
        opens, closes = token.type in OPENERS, token.type in CLOSERS
        depth += opens
        if depth <= LIMIT + (opens or closes):
            kept.append(token)
        if opens and depth == LIMIT + 1 and first is None:
            first = token
        depth = max(depth - closes, 0)
    return kept, first


def _soft(tokens: list[Token]) -> Iterator[Token]:
    """The tokens with keywords turned into names where a name stands, as the parser's own lexer does."""
    depth = 0
    before = ""
    for token, following in zip_longest(tokens, tokens[1:]):
        depth = max(depth + (token.type in OPENERS) - (token.type in CLOSERS), 0)
        after = following.type if following is not None else ""
        if token.type in ("KIND", "_AS"):
            keyword = depth == 0 and before not in ("KIND", "_AS")
        elif token.type == "CONSTANT":
            in_value = before in ("_COLON", "_COMMA", "LSQB", "LPAR")
            keyword = in_value and after not in ("_COLON", "LBRACE")
        else:
            keyword = True
        token = token if keyword else token.update(type="NAME")
        before = token.type
        yield token


def _check(token: Token) -> Iterator[Diagnostic]:
    """What is wrong with the spelling of one token."""
    span, written = span_of(token), str(token)
    match token.type:
        case "NUMBER" | "QUANTITY" | "SIZE":
            yield from _check_number(span, written)
        case "STRING":
            yield from _check_text(span, written)
        case "CONSTANT" if written not in ("true", "false", "none"):
            yield words.ForeignConstant(span=span, text=written, meant=constant(written))
        case "UNQUOTED" if written.replace("-", "").replace(":", "").isalnum():
            yield words.Dash(span=span, text=written)
        case "UNQUOTED":
            yield words.Unquoted(span=span, text=written)
        case "_COLON" if written != ":":
            yield words.EqualsSign(span=span, text=written)
        case "_COMMA" if written != ",":
            yield words.Semicolon(span=span)
        case _ if "-" in written and token.type == "NAME":
            yield words.Dash(span=span, text=written)


def constant(written: str) -> str:
    """The constant that is meant: `True` and `yes` are `true`."""
    return _MEANT[written.casefold()]


def _check_number(span: Span, written: str) -> Iterator[Diagnostic]:
    numerals, unit = literals.extents(written)
    meant = "x".join(literals.plain(numeral) for numeral in numerals) + unit
    bare = any(literals.plain(numeral) != numeral for numeral in numerals)
    if any(math.isinf(float(numeral)) for numeral in numerals):
        yield values.HugeNumber(span=span, text=written)
    elif unit and unit not in literals.UNITS:
        start = span.end - len(unit)
        number = meant.removesuffix(unit)
        yield values.UnknownUnit(span=span.replace(start=start), number=number, unit=unit, units=literals.UNITS)
    elif any(character.isspace() for character in written) or {"X", "×"} & set(written.removesuffix(unit)):
        yield values.SpacedUnit(span=span, text=written, meant=meant)
    elif bare:
        yield values.BarePoint(span=span, text=written, meant=meant)


def _check_text(span: Span, written: str) -> Iterator[Diagnostic]:
    said = literals.text(written)
    if said.curly:
        yield values.CurlyQuotes(span=span, text=written)
    elif not said.closed:
        yield values.UnterminatedText(span=span, quote=said.quote)
    for offset, sequence in said.faults:
        start = span.start + offset
        yield values.UnknownEscape(span=Span(start, start + len(sequence)), sequence=sequence)
