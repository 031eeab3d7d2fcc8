"""Third pass: what reading the data shows, and where the spec is marked when it cannot be read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

TASK = "task classification { predict: birds.kind }"


def test_an_unreadable_file_is_marked_at_its_path(fault: Any, tmp_path: Path) -> None:
    (tmp_path / "birds.csv").write_text("")
    fault("SCI401", folder=tmp_path, data='data csv as birds { path: ‹"birds.csv"› }', task=TASK)


def test_shares_that_do_not_add_up_are_marked_at_the_split(check: Any) -> None:
    found = check(data="data sample as flowers { set: iris, split: random(train: 90%, validation: 20%, test: 20%) }")
    assert [d.code for d in found.report.errors] == ["SCI210"]


def test_a_path_out_of_the_folder_is_pointed_out_and_still_read(check: Any, tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    rows = "\n".join(f"{i},{'ab'[i % 2]}" for i in range(60))
    (tmp_path / "birds.csv").write_text(f"mass,kind\n{rows}\n")
    found = check(inner, data='data csv as birds { path: "../birds.csv" }', task=TASK)
    assert "SCI402" in [d.code for d in found.report.diagnostics]
    assert found.experiment.data[0].record.records == 60


def test_without_the_data_a_declared_spec_is_sound(check: Any, tmp_path: Path) -> None:
    data = 'data csv as birds { path: "later.csv", fields { mass: number, kind: category } }'
    found = check(tmp_path, data=data, task=TASK)
    assert found.sound
    assert found.experiment.models[0].fields == ("mass",)
