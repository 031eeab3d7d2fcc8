from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Advise, Table

PARTS = {"model": "model lstm { width: 8 }", "task": "task classification { predict: sample.kind }"}


def data(length: str) -> str:
    return f"""data csv as sample {{
      path: "table.csv", ignore: [width], fields {{ letters: sequence(alphabet: dna{length}) }}
      split: random(stratify: kind)
    }}"""


@pytest.mark.parametrize(("long", "found"), [(10, False), (12, True)])
def test_one_in_twenty_is_the_bound(advise: Advise, table: Table, long: int, found: bool) -> None:
    letters = ["ACGTACGT"] * long + ["ACGT"] * (200 - long)
    table(kind=["a", "b"] * 100, letters=letters)
    assert ("SCI522" in advise(data=data(", length: 6"), **PARTS)) is found
    assert "SCI522" not in advise(data=data(""), **PARTS)


def test_the_share_is_in_the_message(advise: Advise, table: Table) -> None:
    table(kind=["a", "b"] * 100, letters=["ACGTACGT"] * 50 + ["ACGT"] * 150)
    assert "25% of `letters` are longer than 6 letters" in advise(data=data(", length: 6"), **PARTS)["SCI522"].message()


def test_a_fasta_file_is_read_for_it_too(advise: Advise, tmp_path: Path) -> None:
    entries = [f">{number} {'ab'[number % 2]}\n{'ACGT' * (1 + number % 3)}\n" for number in range(90)]
    (tmp_path / "genes.fasta").write_text("".join(entries))
    fasta = """data fasta as sample {
      path: "genes.fasta", header: "(?P<kind>a|b)$", alphabet: dna, length: 8, split: random(stratify: kind)
    }"""
    assert "33% of `sequence` are longer than 8" in advise(data=fasta, **PARTS)["SCI522"].message()
