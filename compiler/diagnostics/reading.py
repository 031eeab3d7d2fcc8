"""SCI00x: files that are no spec at all."""

from __future__ import annotations

from typing import ClassVar

from scic.compiler.diagnostics.base import Diagnostic


class UnreadableFile(Diagnostic):
    """A file that cannot be opened.

    The path names no file, a folder, or a file that may not be read. No spec can show it: nothing is read.

    Example:
        scic lint experiments

    Repair:
        scic lint experiments/iris.sci
    """

    code: ClassVar[str] = "SCI001"

    path: str
    reason: str

    def message(self) -> str:
        return f"cannot read `{self.path}`: {self.reason}"

    def help(self) -> str:
        return "give the path of a `.sci` file that exists and may be read"


class NotText(Diagnostic):
    """A file that is not UTF-8 text.

    A spec is text in UTF-8. A picture, an archive, or a text saved in another encoding is none.

    Example:
        scic lint iris.png

    Repair:
        scic lint iris.sci
    """

    code: ClassVar[str] = "SCI002"

    path: str
    offset: int

    def message(self) -> str:
        return f"`{self.path}` is not UTF-8 text: byte {self.offset + 1} does not belong"

    def help(self) -> str:
        return "save the file as UTF-8, or give the path of a `.sci` file"


class EmptySpec(Diagnostic):
    """A file without any block.

    There is nothing to check and nothing to build. A spec has at least an experiment, data, a model, a task
    and a method.

    Example:
        # the experiment will stand here

    Repair:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines { use: [majority, linear] }
        validate seeds { count: 3 }
    """

    code: ClassVar[str] = "SCI003"

    def message(self) -> str:
        return "the file holds no block"

    def help(self) -> str:
        return "begin with `experiment NAME`, then describe `data`, `model`, `task` and `method`"
