"""The syntax tree: what a `.sci` file says, with the place of every part, and nothing of what it means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scic.compiler.source import Source, Span


@dataclass(frozen=True, slots=True)
class Node:
    """Anything that stands somewhere in the source."""

    span: Span


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A bare name: a component, a choice, or a reference of one part."""

    text: str


@dataclass(frozen=True, slots=True)
class Number(Node):
    """`12`, `1e-3`, `100_000`, `-1`; `text` is as written."""

    value: int | float
    text: str


@dataclass(frozen=True, slots=True)
class Quantity(Node):
    """A number with its unit attached: `5%`, `30min`, `0.5um`."""

    value: int | float
    unit: str
    text: str


@dataclass(frozen=True, slots=True)
class Size(Node):
    """Extents along axes, `256x256` or `0.5x0.5x2mm`; `unit` is empty when none is written."""

    values: tuple[int | float, ...]
    unit: str
    text: str


@dataclass(frozen=True, slots=True)
class String(Node):
    """A quoted text; `value` has the escapes resolved, `text` is as written with its quotes."""

    value: str
    text: str


@dataclass(frozen=True, slots=True)
class Boolean(Node):
    """`true` or `false`."""

    value: bool


@dataclass(frozen=True, slots=True)
class Nothing(Node):
    """`none`."""


@dataclass(frozen=True, slots=True)
class Argument(Node):
    """An argument of a call; positional ones have no name."""

    name: Name | None
    value: Value


@dataclass(frozen=True, slots=True)
class Call(Node):
    """A component with its settings in value position: `adamw(lr: 1e-3)`, `tune(1..5)`."""

    name: Name
    arguments: tuple[Argument, ...]


@dataclass(frozen=True, slots=True)
class List(Node):
    """`[a, b]`."""

    items: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Range(Node):
    """`-30..30`; both ends belong to it."""

    low: Number | Quantity
    high: Number | Quantity


@dataclass(frozen=True, slots=True)
class Part(Node):
    """One step of a reference; `quoted` when it was written in quotes."""

    text: str
    quoted: bool


@dataclass(frozen=True, slots=True)
class Reference(Node):
    """A dotted path of two or more parts: `cells.image`, `birds."Body Mass (g)"`."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Term(Node):
    """A summand: `0.5*cross_entropy`; the weight is 1 where none is written."""

    weight: Number | None
    value: Name | Call


@dataclass(frozen=True, slots=True)
class Sum(Node):
    """Two or more terms, or one with a weight: `dice + 0.5*cross_entropy`."""

    terms: tuple[Term, ...]


Value = Name | Number | Quantity | Size | String | Boolean | Nothing | Call | List | Range | Reference | Sum


@dataclass(frozen=True, slots=True)
class Key(Node):
    """The name of a setting; in nested blocks it may be written as a string or a number."""

    text: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Unread(Node):
    """What stands where a value should, and could not be understood; it has been reported."""


@dataclass(frozen=True, slots=True)
class Setting(Node):
    """`key: value`."""

    key: Key
    value: Value | Unread


@dataclass(frozen=True, slots=True)
class Nested(Node):
    """A block inside a body: `fields { ... }`."""

    key: Key
    body: tuple[Entry, ...]


Entry = Setting | Nested


@dataclass(frozen=True, slots=True)
class Block(Node):
    """`KIND COMPONENT [as NAME] [{ ... }]`."""

    kind: Name
    component: Name
    alias: Name | None
    body: tuple[Entry, ...]

    @property
    def name(self) -> Name:
        """The name it is referred to by: the alias, or the component's own."""
        return self.alias or self.component


@dataclass(frozen=True, slots=True)
class Comment(Node):
    """A comment with its `#`; `trailing` when code stands before it on its line."""

    text: str
    trailing: bool


@dataclass(frozen=True, slots=True)
class File:
    """A parsed spec: its blocks in order, and its comments in order."""

    source: Source
    blocks: tuple[Block, ...]
    comments: tuple[Comment, ...]

    def of_kind(self, kind: str) -> Iterator[Block]:
        """The blocks of one kind, in order."""
        return (block for block in self.blocks if block.kind.text == kind)


KINDS = ("experiment", "data", "model", "task", "method", "interpret", "validate", "search")
