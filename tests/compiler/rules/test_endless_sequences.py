from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Advise, Table

PARTS = {
    "model": "model transformer_decoder { inputs: [sample.letters] }",
    "task": "task language_modelling { predict: sample.letters }",
}


def data(settings: str = "") -> str:
    return f"""data csv as sample {{
      path: "table.csv", ignore: [width], fields {{ letters: sequence(alphabet: dna{settings}) }}, split: random
    }}"""


@pytest.mark.parametrize(
    ("settings", "last", "found"), [("", "ACG", True), (", end: true", "ACG", False), ("", "ACGT", False)]
)
def test_what_varies_in_length_ends_somewhere(
    advise: Advise, table: Table, settings: str, last: str, found: bool
) -> None:
    table(kind=["a", "b"] * 100, letters=["ACGT"] * 199 + [last])
    assert ("SCI524" in advise(data=data(settings), **PARTS)) is found


def test_a_question_that_writes_nothing_needs_no_end(advise: Advise, table: Table) -> None:
    table(kind=["a", "b"] * 100, letters=["ACGT", "ACG"] * 100)
    model = "model lstm { inputs: [sample.letters] }"
    assert "SCI524" not in advise(data=data(), model=model, task="task classification { predict: sample.kind }")


def test_a_text_is_cut_and_does_not_end(advise: Advise, tmp_path: Path) -> None:
    (tmp_path / "book.txt").write_text("to be or not to be " * 100)
    book = 'data text as sample { path: "book.txt", context: 16 }'
    task = "task language_modelling { predict: sample.text }"
    assert "SCI524" not in advise(data=book, model="model transformer_decoder", task=task)


def test_fasta_says_it_of_its_sequences(advise: Advise, tmp_path: Path) -> None:
    (tmp_path / "genes.fasta").write_text("".join(f">{n}\n{'ACGT' * (1 + n % 3)}\n" for n in range(90)))
    fasta = 'data fasta as sample { path: "genes.fasta", alphabet: dna%s, split: random }'
    parts = {
        "model": "model transformer_decoder { inputs: [sample.sequence] }",
        "task": "task language_modelling { predict: sample.sequence }",
    }
    assert "SCI524" in advise(data=fasta % "", **parts)
    assert "SCI524" not in advise(data=fasta % ", end: true", **parts)
