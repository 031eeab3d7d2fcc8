from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Advise, Table

TASK = "task classification { predict: sample.kind }"
DATA = """data csv as sample {
  path: "table.csv", ignore: [width], fields { letters: sequence(alphabet: dna) }, split: random(stratify: kind)
}"""
WINDOWS = ["ACGTACGT", "TTGTACGA"] * 50


@pytest.mark.parametrize(
    ("settings", "letters", "found"),
    [
        ("", WINDOWS, True),
        ("", [*WINDOWS[1:], "ACGT"], False),
        ("{ positions: true }", WINDOWS, False),
        ("{ positions: false }", WINDOWS, False),
    ],
)
def test_windows_are_what_has_one_length(
    advise: Advise, table: Table, settings: str, letters: list[str], found: bool
) -> None:
    table(kind=["a", "b"] * 50, letters=letters)
    assert ("SCI523" in advise(data=DATA, model=f"model lstm {settings}", task=TASK)) is found


def test_a_fasta_file_is_read_for_it_too(advise: Advise, tmp_path: Path) -> None:
    entries = [f">{number} {'ab'[number % 2]}\n{'ACGT' * 3}\n" for number in range(90)]
    (tmp_path / "genes.fasta").write_text("".join(entries))
    fasta = """data fasta as sample {
      path: "genes.fasta", header: "(?P<kind>a|b)$", alphabet: dna, split: random(stratify: kind)
    }"""
    found = advise(data=fasta, model="model lstm as reader", task=TASK)["SCI523"]
    assert found.message() == "every `sequence` has 12 letters, and `reader` does not know where one stands"
