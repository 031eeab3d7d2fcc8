"""A diagnostic whose words a test can choose, and the snapshots."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from scic.compiler.diagnostics.base import Diagnostic, Report, Warning_
from scic.compiler.source import Source, Span

SNAPSHOTS = Path(__file__).parent / "snapshots"


class Finding(Diagnostic):
    """A representation that the task cannot read.

    A task reads one form
    of representation.

    Example:
        model unet
        task classification { predict: cells.kind }

    Repair:
        model cnn
        task classification { predict: cells.kind }
    """

    code = "SCI301"

    said: str = "`classification` needs a vector, `unet` gives a map"
    beside: str = ""
    mend: str = "pool it with `model unet { pool: mean }`, or use `task segmentation`"
    others: tuple[tuple[Span, str], ...] = ()

    def message(self) -> str:
        return self.said

    def label(self) -> str:
        return self.beside

    def help(self) -> str:
        return self.mend

    def notes(self) -> tuple[tuple[Span, str], ...]:
        return self.others


class Advice(Finding, Warning_):
    """One seed says little.

    Results vary with the seed.

    Example:
        experiment a

    Repair:
        experiment a
        validate seeds { count: 3 }
    """

    code = "SCI512"


@pytest.fixture
def finding() -> type[Finding]:
    return Finding


@pytest.fixture
def advice() -> type[Advice]:
    return Advice


@pytest.fixture
def snapshot() -> Callable[[str, str], None]:
    """Compares a text with the file of that name; the file is the expectation, reviewed by eye."""

    def compare(name: str, text: str) -> None:
        assert text == (SNAPSHOTS / name).read_text(encoding="utf-8")

    return compare


def place(text: str, part: str) -> Span:
    return Span(text.index(part), text.index(part) + len(part))


@pytest.fixture
def reports() -> tuple[Report, ...]:
    """Two files: spans of every shape, tabs, wide and unruly characters, an error and a warning."""
    nuclei = """experiment nuclei { backend: pytorch }

data files as cells {
  fields {
    image: image("images/*.tif")
    mask: mask("masks/*.tif")
    kind: category
  }
}
model unet { depth: 3 }


task classification { predict: cells.kind }
"""
    wide = 'data csv as 細胞 {\n\tpath: "データ.csv"\t# \x1b[31m red\n\tignore: [年]\n}\ntask c { predict: 細胞.種 }\n'
    first = Report.of(
        Source(Path("specs/nuclei.sci"), nuclei),
        [
            Finding(span=place(nuclei, "classification")),
            Finding(
                span=place(nuclei, "cells.kind"),
                said="`cells.kind` has no classes",
                beside="read here",
                mend="write `kind: category(classes: [a, b])`\nor give the data",
                others=((place(nuclei, "kind: category"), "declared here"), (place(nuclei, "cells"), "")),
            ),
            Finding(
                span=Span(nuclei.index("data"), nuclei.index("model")),
                said="the data have no split",
                beside="this block",
                mend="add `split: random(train: 80%, test: 20%)`",
                others=((place(nuclei, "fields"), "fields alone are not enough"),),
            ),
            Finding(span=Span(len(nuclei), len(nuclei)), said="there is no `method`", mend="add one"),
            Advice(span=place(nuclei, "nuclei"), said="one seed says little", mend="add `validate seeds`"),
        ],
    )
    second = Report.of(
        Source(Path("my specs/50%,a:b.sci"), wide),
        [
            Finding(span=place(wide, '"データ.csv"'), said="no file `データ.csv`", beside="ない"),
            Finding(span=place(wide, "年]\n}\ntask"), said="two\nlines", beside="to here"),
            Finding(
                span=place(wide, "種"),
                said="細胞 has no 種\x07",
                others=((place(wide, "細胞"), "declared here"),),
            ),
        ],
    )
    return first, second
