from __future__ import annotations

import warnings

import numpy as np
import pandas as pd
import pytest
from rdkit import Chem

from scic.backends.components.field.smiles.shared import (
    ATOM,
    BOND,
    KNOWN,
    encode_smiles,
    features_smiles,
    measure_smiles,
)
from scic.backends.shared.errors import DataError

COLUMN = pd.Series(["CC(=O)O", "c1ccccc1Cl", "C", "C#N"], name="smiles", index=["acid", "ring", "methane", "cyanide"])
FACTS = measure_smiles(COLUMN, radius=2, bits=512)


def test_what_occurs_is_measured() -> None:
    assert FACTS["atoms"] == 7
    assert FACTS["atom"]["element"] == ["C", "Cl", "N", "O"]
    assert FACTS["bond"]["order"] == ["aromatic", "double", "single", "triple"]
    assert FACTS["summary"] == "molecules of 1 to 7 atoms: C, Cl, N, O"


def test_a_graph_is_atoms_and_the_bonds_between_them() -> None:
    codes = encode_smiles(COLUMN, FACTS)
    assert codes.dtype == np.uint8
    assert codes.shape == (4, 7, len(ATOM) + 7 * len(BOND))
    atoms, bonds = codes[..., : len(ATOM)], codes[..., len(ATOM) :].reshape(4, 7, 7, len(BOND))
    elements = FACTS["atom"]["element"]
    assert [elements[code - KNOWN] for code in atoms[0, :4, 0]] == ["C", "C", "O", "O"]
    assert not atoms[0, 4:].any()
    np.testing.assert_array_equal(bonds, bonds.swapaxes(1, 2))
    orders = FACTS["bond"]["order"]
    assert {(i, j): orders[code - KNOWN] for (i, j), code in np.ndenumerate(bonds[0, ..., 0]) if i < j and code} == {
        (0, 1): "single",
        (1, 2): "double",
        (1, 3): "single",
    }


def test_an_atom_alone_is_a_graph_without_edges() -> None:
    methane = encode_smiles(COLUMN[["methane"]], FACTS)[0]
    assert methane[0, 0] >= KNOWN
    assert not methane[0, len(ATOM) :].any()
    facts = measure_smiles(COLUMN[["methane"]], radius=2, bits=512)
    assert encode_smiles(COLUMN[["methane"]], facts).shape == (1, 1, len(ATOM) + len(BOND))


def test_what_training_never_had_is_told_and_seen_as_unknown() -> None:
    new = pd.Series(["CBr", "CO"], name="smiles", index=["odd", "known"])
    with pytest.warns(UserWarning, match="element `Br` of an atom in `odd`"):
        codes = encode_smiles(new, FACTS)
    assert codes[0, 1, 0] == 1
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        encode_smiles(COLUMN, FACTS)


def test_a_molecule_larger_than_any_in_training_has_room() -> None:
    large = pd.Series(["CCCCCCCCCC"], name="smiles")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        codes = encode_smiles(large, FACTS)
    assert codes.shape == (1, 10, len(ATOM) + 10 * len(BOND))


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("C1CC", r"record `b` `C1CC` \(this is no SMILES\)"),
        ("CC(C)(C)(C)C", r"record `b` `.*` \(Explicit valence for atom # 1 C"),
        ("", "record `b` is empty"),
        (None, "record `b` is empty"),
    ],
)
def test_what_cannot_be_read_is_counted_and_named(cell: str | None, words: str) -> None:
    column = pd.Series(["C", cell, "CC"], index=["a", "b", "c"], name="smiles")
    with pytest.raises(DataError, match=f"1 of 3 molecules of `smiles` cannot be read: {words}"):
        encode_smiles(column, FACTS)


def test_many_bad_ones_are_counted_and_the_first_named() -> None:
    with pytest.raises(DataError, match=r"9 of 9 .* and 4 more"):
        measure_smiles(pd.Series(["no"] * 9, name="smiles"), radius=2, bits=512)


def test_fingerprints_do_not_depend_on_how_a_molecule_is_written() -> None:
    found = features_smiles(COLUMN, FACTS)
    assert found.shape == (4, 512)
    other = [Chem.MolToSmiles(Chem.MolFromSmiles(text), doRandom=True) for text in COLUMN]
    np.testing.assert_array_equal(found, features_smiles(pd.Series(other, name="smiles"), FACTS))
    assert len(np.unique(found, axis=0)) == 4
