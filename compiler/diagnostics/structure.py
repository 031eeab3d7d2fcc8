"""SCI03x: blocks and brackets that do not open, close or stand as they should."""

from __future__ import annotations

from typing import ClassVar

from scic.compiler.diagnostics.base import Diagnostic, did_you_mean
from scic.compiler.source import Span


class UnknownKind(Diagnostic):
    """A block of a kind that does not exist.

    A block begins with its kind: experiment, data, model, task, method, interpret, validate or search. The
    component follows.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris }
        moodel mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines { use: [majority, linear] }
        validate seeds { count: 3 }

    Repair:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines { use: [majority, linear] }
        validate seeds { count: 3 }
    """

    code: ClassVar[str] = "SCI030"

    word: str
    kinds: tuple[str, ...]

    def message(self) -> str:
        return f"`{self.word}` is not a kind of block"

    def help(self) -> str:
        return did_you_mean(self.word, self.kinds, "kind")


class OutsideBlock(Diagnostic):
    """Something that stands outside of every block.

    At the top of a file stand blocks only. Often the brace of the block before it closed too early.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        batch: 32
        validate baselines { use: [majority, linear] }
        validate seeds { count: 3 }

    Repair:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20, batch: 32 }
        validate baselines { use: [majority, linear] }
        validate seeds { count: 3 }
    """

    code: ClassVar[str] = "SCI031"

    text: str

    def message(self) -> str:
        return f"`{self.text}` stands outside of every block"

    def help(self) -> str:
        return "move it between the braces of a block, `KIND COMPONENT { ... }`"


class MissingName(Diagnostic):
    """A block without its component, or an `as` without a name.

    A block is written `KIND COMPONENT`, and `KIND COMPONENT as NAME` where it needs a name of its own.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp as { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines { use: [majority, linear] }
        validate seeds { count: 3 }

    Repair:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines { use: [majority, linear] }
        validate seeds { count: 3 }
    """

    code: ClassVar[str] = "SCI032"

    after: str

    def message(self) -> str:
        missing = "name" if self.after == "as" else "component"
        return f"there is no {missing} after `{self.after}`"

    def help(self) -> str:
        if self.after == "as":
            return "write `as NAME`, or leave `as` out"
        return f"write `{self.after} COMPONENT`"


class Unclosed(Diagnostic):
    """A brace or a bracket that is never closed.

    What follows was read as if it had been closed where the next setting or block begins.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp {
          hidden: [64, 64
        }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines { use: [majority, linear] }
        validate seeds { count: 3 }

    Repair:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines { use: [majority, linear] }
        validate seeds { count: 3 }
    """

    code: ClassVar[str] = "SCI033"

    opener: str
    closer: str

    def message(self) -> str:
        return f"`{self.opener}` is never closed"

    def help(self) -> str:
        return f"add a `{self.closer}`"


class StrayCloser(Diagnostic):
    """A closing brace or bracket that was never opened.

    Nothing is open that it could close. Often a bracket above was closed twice, or its opening was deleted.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64]] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines { use: [majority, linear] }
        validate seeds { count: 3 }

    Repair:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines { use: [majority, linear] }
        validate seeds { count: 3 }
    """

    code: ClassVar[str] = "SCI034"

    closer: str

    def message(self) -> str:
        return f"`{self.closer}` closes nothing"

    def help(self) -> str:
        return "remove it, or open what it should close"


class WrongCloser(Diagnostic):
    """A bracket closed by the wrong sign.

    Lists stand in `[ ]`, arguments in `( )`, settings in `{ }`.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64) }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines { use: [majority, linear] }
        validate seeds { count: 3 }

    Repair:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines { use: [majority, linear] }
        validate seeds { count: 3 }
    """

    code: ClassVar[str] = "SCI035"

    opener: str
    closer: str
    expected: str
    opened: Span

    def message(self) -> str:
        return f"`{self.opener}` is closed by `{self.closer}`"

    def help(self) -> str:
        return f"write `{self.expected}`"

    def notes(self) -> tuple[tuple[Span, str], ...]:
        return ((self.opened, "opened here"),)


class BlockInBlock(Diagnostic):
    """A block that begins inside another.

    Blocks stand side by side. Most often the block above lacks its closing brace.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp {
          hidden: [64, 64]
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines { use: [majority, linear] }
        validate seeds { count: 3 }

    Repair:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines { use: [majority, linear] }
        validate seeds { count: 3 }
    """

    code: ClassVar[str] = "SCI036"

    kind: str
    owner: str
    opened: Span

    def message(self) -> str:
        return f"`{self.kind}` begins a block inside of `{self.owner}`"

    def help(self) -> str:
        return f"close `{self.owner}` with a `}}` before it"

    def notes(self) -> tuple[tuple[Span, str], ...]:
        return ((self.opened, "this brace is not closed before it"),)


class MissingBrace(Diagnostic):
    """Settings after a block's first line, without the brace that opens its body.

    A setting that follows a block's name was meant for the block, and only braces say so.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised
          epochs: 20
        }
        validate baselines { use: [majority, linear] }
        validate seeds { count: 3 }

    Repair:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines { use: [majority, linear] }
        validate seeds { count: 3 }
    """

    code: ClassVar[str] = "SCI037"

    owner: str

    def message(self) -> str:
        return f"the body of `{self.owner}` has no `{{`"

    def help(self) -> str:
        return f"write `{self.owner} {{ ... }}`"


class TooDeep(Diagnostic):
    """Brackets nested beyond all use.

    No setting has a value of such depth; most often a key was held down.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[
          64
        ]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines { use: [majority, linear] }
        validate seeds { count: 3 }

    Repair:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines { use: [majority, linear] }
        validate seeds { count: 3 }
    """

    code: ClassVar[str] = "SCI038"

    limit: int

    def message(self) -> str:
        return f"brackets are nested more than {self.limit} deep"

    def help(self) -> str:
        return "write it flatter"
