from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from scic.backends.components.data.fasta.component import Fasta
from scic.backends.components.data.fasta.shared import read_fasta, read_new_fasta
from scic.backends.components.field.sequence.shared import measure_sequence
from scic.backends.shared.errors import DataError
from scic.compiler.catalogue.component import DataFault
from scic.compiler.catalogue.ports import Category, Id, Tokens

TEXT = ">p1 kind=promoter E. coli\nACGT\nacc\n\n>p2 kind=other\nTTNG\n"
HEADER = "kind=(?P<kind>[a-z]+)"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "some.fasta"
    path.write_text(TEXT)
    return path


def test_records_have_names_letters_and_what_the_header_says(path: Path) -> None:
    records = read_fasta(path, header=HEADER)
    assert list(records.index) == list(records["id"]) == ["p1", "p2"]
    assert list(records["sequence"]) == ["ACGTacc", "TTNG"]
    assert list(records["kind"]) == ["promoter", "other"]
    assert list(read_new_fasta(path).columns) == ["id", "sequence"]


def test_lint_knows_the_fields_and_how_many_of_each_class(path: Path) -> None:
    schema = Fasta(path="some.fasta", header=HEADER, alphabet="dna", unknown="mask").describe(path.parent)
    assert schema.records == 2
    assert isinstance(schema.fields["id"], Id)
    assert schema.fields["sequence"] == Tokens(alphabet="dna")
    assert schema.fields["kind"] == Category(classes=("other", "promoter"), counts=(1, 1))


def test_a_file_on_another_machine_leaves_the_classes_open(tmp_path: Path) -> None:
    schema = Fasta(path="far.fasta", header=HEADER).describe(tmp_path)
    assert not schema.complete
    assert schema.fields["kind"] == Category()


def test_a_strange_letter_is_told_with_its_record_and_place(path: Path) -> None:
    column = read_fasta(path, header=None)["sequence"]
    with pytest.raises(DataError, match="`N` at letter 3 of p2"):
        measure_sequence(column, alphabet="dna", length=None, unknown="refuse", end=False)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "has no records"),
        ("id,letters\n1,ACG\n", "does not begin with `>`"),
        (">a\nAC\n>b\n>c\nGG\n", "line 3 .*`b`, has no letters"),
        (">\nAC\n", "line 1 .* has no name"),
        (">a one\nAC\n>a two\nGG\n", "`a` names two records .* lines 1 and 3"),
    ],
)
def test_what_is_wrong_with_a_file_is_told_by_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "some.fasta"
    path.write_text(text)
    with pytest.raises(DataError, match=said):
        read_fasta(path, header=None)
    with pytest.raises(DataFault, match=said):
        Fasta(path="some.fasta").describe(tmp_path)


def test_a_header_that_does_not_fit_is_told_when_linting_and_when_running(path: Path) -> None:
    with pytest.raises(DataFault, match="line 5"):
        Fasta(path="some.fasta", header="(?P<species>E. coli)").describe(path.parent)
    with pytest.raises(DataError, match="line 5"):
        read_fasta(path, header="(?P<species>E. coli)")


@pytest.mark.parametrize("header", ["(kind", "kind=[a-z]+", "(?P<id>[a-z]+)"])
def test_a_pattern_must_name_something_new(header: str) -> None:
    with pytest.raises(ValidationError):
        Fasta(path="some.fasta", header=header)
