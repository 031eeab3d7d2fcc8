"""The syntax tree: what a `.sci` file says, with the place of every part, and nothing of what it means."""

from __future__ import annotations

from collections.abc import Iterator

from scic.compiler.frozen import Frozen
from scic.compiler.source import Source, Span


class Node(Frozen):
    """Anything that stands somewhere in the source."""

    span: Span


class Name(Node):
    """A bare name: a component, a choice, or a reference of one part."""

    text: str


class Number(Node):
    """`12`, `1e-3`, `100_000`, `-1`; `text` is as written."""

    value: int | float
    text: str


class Quantity(Node):
    """A number with its unit attached: `5%`, `30min`, `0.5um`."""

    value: int | float
    unit: str
    text: str


class Size(Node):
    """Extents along axes, `256x256` or `0.5x0.5x2mm`; `unit` is empty when none is written."""

    values: tuple[int | float, ...]
    unit: str
    text: str


class String(Node):
    """A quoted text; `value` has the escapes resolved, `text` is as written with its quotes."""

    value: str
    text: str


class Boolean(Node):
    """`true` or `false`."""

    value: bool


class Nothing(Node):
    """`none`."""


class Argument(Node):
    """An argument of a call; positional ones have no name."""

    name: Name | None
    value: Value


class Call(Node):
    """A component with its settings in value position: `adamw(lr: 1e-3)`, `tune(1..5)`."""

    name: Name
    arguments: tuple[Argument, ...]


class List(Node):
    """`[a, b]`."""

    items: tuple[Value, ...]


class Range(Node):
    """`-30..30`; both ends belong to it."""

    low: Number | Quantity
    high: Number | Quantity


class Part(Node):
    """One step of a reference; `quoted` when it was written in quotes."""

    text: str
    quoted: bool


class Reference(Node):
    """A dotted path of two or more parts: `cells.image`, `birds."Body Mass (g)"`."""

    parts: tuple[Part, ...]


class Term(Node):
    """A summand: `0.5*cross_entropy`; the weight is 1 where none is written."""

    weight: Number | None
    value: Name | Call


class Sum(Node):
    """Two or more terms, or one with a weight: `dice + 0.5*cross_entropy`."""

    terms: tuple[Term, ...]


Value = Name | Number | Quantity | Size | String | Boolean | Nothing | Call | List | Range | Reference | Sum


class Key(Node):
    """The name of a setting; in nested blocks it may be written as a string or a number."""

    text: str
    quoted: bool = False


class Unread(Node):
    """What stands where a value should, and could not be understood; it has been reported."""


class Setting(Node):
    """`key: value`."""

    key: Key
    value: Value | Unread


class Nested(Node):
    """A block inside a body: `fields { ... }`."""

    key: Key
    body: tuple[Entry, ...]


Entry = Setting | Nested


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


class Comment(Node):
    """A comment with its `#`; `trailing` when code stands before it on its line."""

    text: str
    trailing: bool


class File(Frozen):
    """A parsed spec: its blocks in order, and its comments in order."""

    source: Source
    blocks: tuple[Block, ...]
    comments: tuple[Comment, ...]

    def of_kind(self, kind: str) -> Iterator[Block]:
        """The blocks of one kind, in order."""
        return (block for block in self.blocks if block.kind.text == kind)


KINDS = ("experiment", "data", "model", "task", "method", "interpret", "validate", "search")
