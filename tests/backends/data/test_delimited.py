from __future__ import annotations

from pathlib import Path

import pytest

from scic.backends.shared.cells import number, number_text, ordered
from scic.backends.shared.delimited import headless, layout, rows
from scic.backends.shared.errors import DataError


def written(folder: Path, data: str | bytes, name: str = "table.csv") -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def cells(path: Path) -> list[list[str]]:
    return [row for _, row in rows(path, layout(path))]


@pytest.mark.parametrize(
    ("text", "separator", "columns"),
    [
        ("a,b\n1,2\n", ",", ("a", "b")),
        ("a;b\n1,5;2,5\n3,5;4,5\n", ";", ("a", "b")),
        ("a\tb\nx, y\tz\n", "\t", ("a", "b")),
        ("a|b|c\n1|2|3\n", "|", ("a", "b", "c")),
        ("a,note\n1,x;y;z\n2,u;v;w\n", ",", ("a", "note")),
        ("only\n1\n2\n", ",", ("only",)),
        ('"a, first",b\n"1, 2",3\n', ",", ("a, first", "b")),
        (" a , b \n1,2\n", ",", ("a", "b")),
    ],
)
def test_finds_the_separator_and_the_columns(
    tmp_path: Path, text: str, separator: str, columns: tuple[str, ...]
) -> None:
    form = layout(written(tmp_path, text))
    assert (form.separator, form.columns) == (separator, columns)


def test_a_byte_order_mark_is_no_part_of_the_first_name(tmp_path: Path) -> None:
    assert layout(written(tmp_path, b"\xef\xbb\xbfa,b\n1,2\n")).columns == ("a", "b")


def test_quoted_newlines_stay_in_their_cell(tmp_path: Path) -> None:
    assert cells(written(tmp_path, 'a,b\n"one\ntwo",3\n\n4,5\n')) == [["one\ntwo", "3"], ["4", "5"]]


def test_a_column_without_a_name_is_called_by_its_place(tmp_path: Path) -> None:
    form = layout(written(tmp_path, ",a\n0,5\n"))
    assert form.columns == ("column 1", "a")
    assert form.unnamed == {"column 1"}


@pytest.mark.parametrize(
    ("data", "problem", "remedy"),
    [
        (b"", "is empty", "header line"),
        (b"\n\n", "is empty", "header line"),
        (b"a,b\n", "has a header but no records", "one line a record"),
        (b"a,b,a\n1,2,3\n", "two columns named `a`: 1 and 3", "rename"),
        (b"a,b\n1,2\n1,2,3\n", "line 3 of .* has 3 cells, the header has 2", "a comma"),
        (b"a,b\n1,2\n1\n", "line 3 of .* has 1 cell, the header has 2", "as many cells"),
        (b"a,b\n1,2\n\xe9,3\n", "not UTF-8 text: byte 0xe9 in line 3", "save it as UTF-8"),
        (b'a,b\n1,"2\n', "line 2 of .* cannot be read", "quotes"),
    ],
)
def test_says_what_is_wrong_with_a_file(tmp_path: Path, data: bytes, problem: str, remedy: str) -> None:
    with pytest.raises(DataError, match=problem) as error:
        cells(written(tmp_path, data))
    assert remedy in error.value.remedy


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="does not exist"):
        layout(tmp_path / "none.csv")
    with pytest.raises(DataError, match="is a folder"):
        layout(tmp_path)


def test_an_unreadable_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, "a\n1\n")

    def refuse(*args: object, **kwargs: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(DataError, match="permission denied"):
        layout(path)


@pytest.mark.parametrize(
    ("columns", "numeric", "fault"),
    [
        (("5.1", "3.5", "setosa"), {"5.1", "3.5"}, True),
        (("length", "width"), {"length", "width"}, False),
        (("site", "2001", "2002"), {"2001", "2002"}, True),
        (("mass", "400", "402"), {"mass", "400", "402"}, False),
        (tuple(str(400 + 2 * step) for step in range(20)), {str(400 + 2 * step) for step in range(20)}, False),
        (("name", "kind"), set(), False),
    ],
)
def test_tells_a_record_from_column_names(columns: tuple[str, ...], numeric: set[str], fault: bool) -> None:
    assert (headless(columns, numeric) is not None) == fault


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("3", 3.0),
        ("-1.5e3", -1500.0),
        (".5", 0.5),
        ("0", 0.0),
        ("0.10", 0.1),
        ("007", None),
        ("1_000", None),
        ("1,5", None),
    ],
)
def test_numbers_are_plain_numbers(cell: str, value: float | None) -> None:
    assert number(cell) == value


def test_a_decimal_comma_counts_where_it_may() -> None:
    assert number("1,5", comma=True) == 1.5


def test_class_names_of_numbers_sort_by_value() -> None:
    assert ordered(["10", "9", "1"]) == ["1", "9", "10"]
    assert ordered(["10", "9", "b"]) == ["10", "9", "b"]
    assert [number_text(3.0), number_text(2.5), number_text(-7.0)] == ["3", "2.5", "-7"]
