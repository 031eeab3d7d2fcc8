"""The parser's tree to the syntax tree, with the checks that need two things side by side."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from itertools import pairwise
from typing import Any

from lark import Token, Transformer, v_args
from lark.tree import Meta

from scic.compiler.diagnostics.base import Diagnostic
from scic.compiler.diagnostics.settings import (
    MissingComma,
    MixedUnits,
    PositionalAfterNamed,
    RepeatedSetting,
    ReversedRange,
)
from scic.compiler.parse import ast, literals
from scic.compiler.parse.lexical import constant, span_of
from scic.compiler.source import Source, Span


@v_args(meta=True)
class Build(Transformer[Token, Any]):
    """Makes nodes of the rules of `grammar/sci.lark`; what it finds wrong gathers in `diagnostics`."""

    def __init__(self, source: Source) -> None:
        super().__init__()
        self.source = source
        self.diagnostics: list[Diagnostic] = []

    def file(self, meta: Meta, blocks: list[ast.Block]) -> tuple[ast.Block, ...]:
        """Gather the blocks."""
        return tuple(blocks)

    def block(self, meta: Meta, parts: list[Any]) -> ast.Block:
        """Make a block."""
        kind, component, alias, body = parts
        return ast.Block(_place(meta), name(kind), name(component), name(alias) if alias else None, body or ())

    def body(self, meta: Meta, entries: list[ast.Entry]) -> tuple[ast.Entry, ...]:
        """Check and gather the entries."""
        return self.entries(entries)

    inner = body

    def setting(self, meta: Meta, parts: list[Any]) -> ast.Setting:
        """Make a setting."""
        key, value = parts
        return ast.Setting(_place(meta), key, self.value(value))

    def nested(self, meta: Meta, parts: list[Any]) -> ast.Nested:
        """Make a body inside a body."""
        key, body = parts
        return ast.Nested(_place(meta), key, body)

    def key(self, meta: Meta, parts: list[Token]) -> ast.Key:
        """Make the name of a setting."""
        return key(parts[0])

    def scalar(self, meta: Meta, parts: list[Token]) -> ast.Value:
        """Make a value that is one token."""
        return scalar(parts[0])

    def array(self, meta: Meta, items: list[Any]) -> ast.List:
        """Make a list; an empty one holds a placeholder."""
        return ast.List(_place(meta), tuple(self.value(item) for item in items if item is not None))

    def limit(self, meta: Meta, parts: list[Token]) -> ast.Value:
        """Make an end of a range."""
        return scalar(parts[0])

    def interval(self, meta: Meta, ends: list[ast.Number | ast.Quantity]) -> ast.Range:
        """Make a range whose ends can be compared."""
        low, high = ends
        if _unit(low) != _unit(high):
            self.diagnostics.append(MixedUnits(span=_place(meta), low=low.text, high=high.text))
        elif low.value > high.value:
            self.diagnostics.append(ReversedRange(span=_place(meta), low=low.text, high=high.text))
        return ast.Range(_place(meta), low, high)

    def part(self, meta: Meta, parts: list[Token]) -> ast.Part:
        """Make a step of a reference."""
        return part(parts[0])

    def reference(self, meta: Meta, parts: list[Any]) -> ast.Reference:
        """Make a reference."""
        first, *rest = parts
        return ast.Reference(_place(meta), (part(first), *rest))

    def term(self, meta: Meta, parts: list[Any]) -> ast.Term:
        """Make a summand, with or without its weight."""
        *weight, value = parts
        weights = [ast.Number(span_of(w), literals.number(w), str(w)) for w in weight]
        return ast.Term(_place(meta), weights[0] if weights else None, self.value(value))

    def total(self, meta: Meta, terms: list[ast.Term]) -> ast.Sum:
        """Make a weighted sum."""
        return ast.Sum(_place(meta), tuple(terms))

    def call(self, meta: Meta, parts: list[Any]) -> ast.Call:
        """Make a call; one without arguments holds a placeholder."""
        component, *arguments = parts
        given = [argument for argument in arguments if argument is not None]
        self._order(given)
        self._unique([argument.name for argument in given if argument.name is not None])
        return ast.Call(_place(meta), name(component), tuple(given))

    def named(self, meta: Meta, parts: list[Any]) -> ast.Argument:
        """Make an argument with a name."""
        word, value = parts
        return ast.Argument(_place(meta), name(word), self.value(value))

    def positional(self, meta: Meta, parts: list[Any]) -> ast.Argument:
        """Make an argument without a name."""
        return ast.Argument(_place(meta), None, self.value(parts[0]))

    def value(self, value: Any) -> Any:
        """A value; the grammar passes the name of a summand on as its token."""
        return name(value) if isinstance(value, Token) else value

    def entries(self, entries: Iterable[ast.Entry], loose: Container[int] = ()) -> tuple[ast.Entry, ...]:
        """The entries of one body, each key once, after a look at what separates them.

        `loose` are the offsets of entries before which nothing needs to stand.
        """
        given = list(entries)
        for before, after in pairwise(given):
            between = self.source.text[before.span.end : after.span.start]
            if after.span.start not in loose and not re.search(r"[\r\n,;]", between):
                text = literals.excerpt(self.source.slice(after.key.span))
                self.diagnostics.append(MissingComma(span=after.key.span, text=text, in_body=True))
        repeated = self._unique([entry.key for entry in given])
        return tuple(entry for entry in given if entry.key not in repeated)

    def _unique(self, keys: Sequence[ast.Key | ast.Name]) -> list[ast.Key | ast.Name]:
        """Report the keys that were given before, and return them."""
        first: dict[str, Span] = {}
        repeated: list[ast.Key | ast.Name] = []
        for item in keys:
            if item.text in first:
                repeated.append(item)
                earlier = first[item.text]
                self.diagnostics.append(RepeatedSetting(span=item.span, key=literals.excerpt(item.text), first=earlier))
            first.setdefault(item.text, item.span)
        return repeated

    def _order(self, arguments: list[ast.Argument]) -> None:
        """Report arguments without a name that follow one with a name."""
        named: Span | None = None
        for argument in arguments:
            if argument.name is not None:
                named = argument.name.span
            elif named is not None:
                text = literals.excerpt(self.source.slice(argument.span))
                self.diagnostics.append(PositionalAfterNamed(span=argument.span, text=text, named=named))


def name(token: Token) -> ast.Name:
    """A bare name."""
    return ast.Name(span_of(token), literals.nfc(token))


def part(token: Token) -> ast.Part:
    """One step of a reference."""
    if token.type == "STRING":
        return ast.Part(span_of(token), literals.text(token).value, quoted=True)
    return ast.Part(span_of(token), literals.nfc(token), quoted=False)


def key(token: Token) -> ast.Key:
    """The name of a setting."""
    if token.type == "STRING":
        return ast.Key(span_of(token), literals.text(token).value, quoted=True)
    return ast.Key(span_of(token), literals.nfc(token))


def scalar(token: Token) -> ast.Value:
    """A value that is one token, read as it is meant."""
    span, written = span_of(token), str(token)
    match token.type:
        case "NAME":
            return name(token)
        case "CONSTANT":
            meant = constant(written)
            return ast.Nothing(span) if meant == "none" else ast.Boolean(span, meant == "true")
        case "STRING":
            return ast.String(span, literals.text(written).value, written)
        case "UNQUOTED":
            return ast.String(span, written, written)
    numerals, unit = literals.extents(written)
    numbers = tuple(literals.number(numeral) for numeral in numerals)
    if token.type == "SIZE":
        return ast.Size(span, numbers, unit, written)
    if token.type == "QUANTITY":
        return ast.Quantity(span, numbers[0], unit, written)
    return ast.Number(span, numbers[0], written)


def _place(meta: Meta) -> Span:
    return Span(meta.start_pos, meta.end_pos)


def _unit(end: ast.Number | ast.Quantity) -> str:
    return end.unit if isinstance(end, ast.Quantity) else ""
