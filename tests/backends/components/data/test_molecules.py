from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from scic.backends.components.data.molecules.component import Molecules
from scic.backends.components.data.molecules.shared import read_molecules, read_new_molecules
from scic.backends.shared.errors import DataError
from scic.compiler.catalogue.component import DataFault
from scic.compiler.catalogue.ports import Molecule, Number

TABLE = "name,smiles,logp\nmethane,C,1.1\nring,C1CC,2.0\nethanol,CCO,-0.3\nnothing,,0.5\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "drugs.csv"
    path.write_text(TABLE)
    return path


def test_the_columns_are_those_of_the_table_and_one_holds_molecules(table: Path) -> None:
    schema = Molecules(path="drugs.csv", smiles="smiles", ignore=("name",)).describe(table.parent)
    assert list(schema.fields) == ["smiles", "logp"]
    assert isinstance(schema.fields["smiles"], Molecule)
    assert isinstance(schema.fields["logp"], Number)
    assert schema.records == 4


@pytest.mark.parametrize(
    ("settings", "setting", "words"),
    [
        ({"smiles": "smile"}, "smiles", "no column `smile`"),
        ({"smiles": "logp"}, "smiles", "`logp` holds numbers"),
        ({"smiles": "smiles", "ignore": ("nmae",)}, "ignore.nmae", "no column `nmae`"),
    ],
)
def test_a_wrong_column_is_pointed_at(table: Path, settings: dict[str, object], setting: str, words: str) -> None:
    with pytest.raises(DataFault, match=words) as raised:
        Molecules(path="drugs.csv", **settings).describe(table.parent)
    assert raised.value.setting == setting


def test_without_the_file_the_molecule_is_known() -> None:
    schema = Molecules(path="elsewhere/drugs.csv", smiles="smiles").describe(Path("nowhere"))
    assert not schema.complete
    assert isinstance(schema.fields["smiles"], Molecule)


def test_bad_rows_stop_or_are_left_out_and_told(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(DataError, match=r"2 of 4 .* record `1` `C1CC` \(this is no SMILES\), record `3` is empty"):
        read_molecules(table, smiles="smiles", ignore=(), unreadable="stop")
    found = read_molecules(table, smiles="smiles", ignore=("name",), unreadable="skip")
    assert found.index.tolist() == [0, 2]
    assert "2 of 4 molecules cannot be read and are left out: record `1` `C1CC`" in capsys.readouterr().err


def test_new_tables_need_the_molecules_alone(tmp_path: Path) -> None:
    pd.DataFrame({"smiles": ["C", "CC"], "other": ["a", "b"]}).to_csv(tmp_path / "new.csv", index=False)
    found = read_new_molecules(tmp_path / "new.csv", smiles="smiles", unreadable="stop")
    assert found["other"].tolist() == ["a", "b"]
    with pytest.raises(DataError, match="no column `structure`"):
        read_new_molecules(tmp_path / "new.csv", smiles="structure", unreadable="stop")
