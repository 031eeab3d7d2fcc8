from __future__ import annotations

from pathlib import Path

import pytest

from scic.compiler.lint import lint_source
from scic.compiler.source import Source

from .conftest import Advise

TABLE = "name,text,calc,logp\n" + "".join(f"m{n},{'C' * (n % 20 + 1)},{n}.5,{n}.25\n" for n in range(300))


@pytest.fixture(autouse=True)
def table(tmp_path: Path) -> None:
    (tmp_path / "drugs.csv").write_text(TABLE)


def drugs(settings: str, model: str = "model gcn") -> dict[str, str]:
    return {
        "data": f'data molecules {{ path: "drugs.csv", smiles: text, {settings} }}',
        "model": model,
        "task": "task regression { predict: molecules.logp }",
    }


@pytest.mark.parametrize("split", ["random", "random(stratify: logp)"])
def test_molecules_at_random_are_told_of_scaffolds(advise: Advise, split: str) -> None:
    found = advise(**drugs(f"ignore: [name, calc], split: {split}"))
    assert set(found) == {"SCI580"}
    assert "`split: scaffold`" in found["SCI580"].help()


@pytest.mark.parametrize("split", ["", "split: scaffold", "split: random(group: calc)"])
def test_scaffolds_and_groups_are_sound(advise: Advise, split: str) -> None:
    ignored = "name" if "group" in split else "[name, calc]"
    assert advise(**drugs(f"ignore: {ignored}, {split}")) == {}


def test_a_calculated_column_may_give_the_answer_away(advise: Advise) -> None:
    found = advise(**drugs("ignore: name", "model mlp { inputs: [molecules.calc] }"))
    assert set(found) == {"SCI581"}
    assert "`calc` reads as if calculated, and may give `logp` away" in found["SCI581"].message()
    assert "`ignore: calc`" in found["SCI581"].help()


def test_symbols_are_not_mixed(tmp_path: Path) -> None:
    text = "\n".join(
        [
            "experiment study { seed: 1 }",
            *drugs("ignore: [name, calc], augment: [mixup]").values(),
            "method supervised",
            "validate baselines",
            "validate seeds",
        ]
    )
    (error,) = lint_source(Source(tmp_path / "study.sci", text + "\n"), tmp_path).report.errors
    assert error.message() == "`mixup` mixes numbers and pixels, the network reads a molecule"


def test_without_ignore_the_molecule_is_named_as_a_choice(tmp_path: Path) -> None:
    text = "\n".join(["experiment study { seed: 1 }", *drugs("ignore: name").values(), "method supervised"])
    (error,) = lint_source(Source(tmp_path / "study.sci", text + "\n"), tmp_path).report.errors
    assert error.code == "SCI304"
    assert "molecules.text" in error.help()
