from __future__ import annotations

from pathlib import Path

import pytest

from scic.backends.components.data.text.component import Text
from scic.backends.components.data.text.shared import read_new_text, read_text
from scic.backends.components.split.spans.component import Spans
from scic.backends.shared.errors import DataError
from scic.compiler.catalogue.component import DataFault
from scic.compiler.catalogue.discovery import load
from scic.compiler.catalogue.ports import Tokens

LETTERS = "Emma Woodhouse,\nhandsome, clever"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "book.txt"
    path.write_text(f"\ufeff{LETTERS}", encoding="utf-8")
    return path


def test_records_are_the_text_cut_in_order_and_named_by_where_they_begin(path: Path) -> None:
    records = read_text(path, context=10)
    assert "".join(records["text"]) == LETTERS[:30]
    assert list(records.index) == ["character 0", "character 10", "character 20"]
    assert list(records["tile"]) == [(0,), (1,), (2,)]
    assert read_new_text(path)["text"].iloc[0] == LETTERS


def test_lint_counts_the_records_that_the_project_reads(path: Path) -> None:
    schema = Text(path=path.name, context=10).describe(path.parent)
    assert schema.records == len(read_text(path, context=10)) == 3
    assert schema.fields == {"text": Tokens(alphabet="characters", length=10)}


def test_neighbours_are_not_parted_at_random(path: Path) -> None:
    assert isinstance(Text(path=path.name).split, Spans)
    with pytest.raises(DataFault, match="tell of each other") as caught:
        Text(path=path.name, context=10, split=load("split", "random")()).describe(path.parent)
    assert caught.value.setting == "split"


@pytest.mark.parametrize(
    ("content", "said"), [(b"Emma", "4 characters, a record has 10"), (b"\xff\xfe\x00E", "is not UTF-8 text")]
)
def test_what_is_no_text_is_refused_by_lint_and_by_the_project(path: Path, content: bytes, said: str) -> None:
    path.write_bytes(content)
    with pytest.raises(DataFault, match=said):
        Text(path=path.name, context=10).describe(path.parent)
    with pytest.raises(DataError, match=said):
        read_text(path, context=10)


def test_a_text_that_is_not_there_is_named(path: Path) -> None:
    with pytest.raises(DataError, match="does not exist"):
        read_new_text(path.parent / "other.txt")
    with pytest.raises(DataError, match="is a folder"):
        read_new_text(path.parent)
