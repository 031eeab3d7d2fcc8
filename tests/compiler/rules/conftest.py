"""Short experiments in parts, and small tables for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PIL import Image

from scic.compiler.diagnostics.base import Diagnostic
from scic.compiler.lint import lint_source
from scic.compiler.source import Source

Advise = Callable[..., dict[str, Diagnostic]]
Table = Callable[..., None]
Pictures = Callable[..., None]

PARTS = {
    "data": "data sample { set: iris }",
    "model": "model mlp",
    "task": "task classification { predict: sample.species }",
    "method": "method supervised",
    "interpret": "",
    "validate": "validate baselines\nvalidate seeds",
}


@pytest.fixture
def advise(tmp_path: Path) -> Advise:
    """The findings by code of the iris experiment with some of its parts replaced; it must be a whole one."""

    def findings(**parts: str) -> dict[str, Diagnostic]:
        text = "\n".join(["experiment study { seed: 1 }", *(PARTS | parts).values(), ""])
        checked = lint_source(Source(tmp_path / "study.sci", text), tmp_path)
        assert checked.experiment is not None, [d.message() for d in checked.report.diagnostics]
        return {d.code: d for d in checked.report.diagnostics}

    return findings


@pytest.fixture
def table(tmp_path: Path) -> Table:
    """Writes `table.csv`, a column for each keyword, beside a measured `width` of its own."""

    def write(**columns: Sequence[object]) -> None:
        rows = list(zip(*columns.values(), strict=True))
        lines = [",".join([*columns, "width"])]
        lines += [",".join([*map(str, row), f"{index % 7 + 0.5}"]) for index, row in enumerate(rows)]
        (tmp_path / "table.csv").write_text("\n".join(lines) + "\n")

    return write


@pytest.fixture
def pictures(tmp_path: Path) -> Pictures:
    """Writes small pictures into folders, some for each."""

    def write(*folders: str, each: int = 40) -> None:
        for folder in folders:
            (tmp_path / folder).mkdir(parents=True)
            for index in range(each):
                Image.new("L", (8, 8), index).save(tmp_path / folder / f"{index}.png")

    return write
