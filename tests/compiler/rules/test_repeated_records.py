from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Advise

TASK = "task classification { predict: sample.kind }"


def data(settings: str) -> str:
    return f'data csv as sample {{ path: "table.csv", {settings} }}'


def write(folder: Path, rows: list[tuple[object, ...]], *names: str) -> None:
    lines = [",".join(names), *(",".join(map(str, row)) for row in rows)]
    (folder / "table.csv").write_text("\n".join(lines) + "\n")


@pytest.mark.parametrize(
    ("copies", "settings", "found"),
    [
        (4, "split: random", True),
        (1, "split: random", False),
        (4, "repeats: drop", False),
        (4, "split: random(group: batch)", False),
        (4, "split: time(column: batch)", False),
    ],
)
def test_one_in_a_hundred_is_the_bound_where_records_are_divided_one_by_one(
    advise: Advise, tmp_path: Path, copies: int, settings: str, found: bool
) -> None:
    rows = [(number, number % 7, "ab"[number % 2]) for number in range(200)]
    write(tmp_path, [*rows, *rows[:copies]], "width", "batch", "kind")
    assert ("SCI511" in advise(data=data(settings), task=TASK)) is found


def test_rows_of_a_few_grades_are_equal_by_chance(advise: Advise, tmp_path: Path) -> None:
    write(tmp_path, [(number % 9, "ab"[number % 2]) for number in range(200)], "grade", "kind")
    assert "SCI511" not in advise(data=data("split: random"), task=TASK)


def test_a_number_that_is_left_out_makes_no_row_another_one(advise: Advise, tmp_path: Path) -> None:
    rows = [(number, number % 190, "ab"[number % 190 % 2]) for number in range(200)]
    write(tmp_path, rows, "row", "width", "kind")
    assert "SCI511" not in advise(data=data("split: random"), task=TASK)
    found = advise(data=data("ignore: row"), task=TASK)["SCI511"]
    assert found.message() == "10 of 200 records of `sample` equal an earlier one in everything"
