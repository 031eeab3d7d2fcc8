"""Molecules as padded graphs of codes, and as fingerprints."""

from __future__ import annotations

import warnings
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from rdkit.Chem import rdFingerprintGenerator

from scic.backends.shared.cells import ordered
from scic.backends.shared.errors import DataError
from scic.backends.shared.molecules import listed, molecules

KNOWN = 2
"""The code of the first known value: 0 is no atom or bond at all, 1 one whose value no training molecule has."""

ATOM: Mapping[str, Callable[[Any], Any]] = {
    "element": lambda atom: atom.GetSymbol(),
    "neighbors": lambda atom: atom.GetDegree(),
    "hydrogens": lambda atom: atom.GetTotalNumHs(),
    "charge": lambda atom: atom.GetFormalCharge(),
    "hybridization": lambda atom: str(atom.GetHybridization()).lower(),
    # R or S: what rdkit calls the chiral tag depends on the order in which the atoms are written
    "chirality": lambda atom: atom.GetProp("_CIPCode") if atom.HasProp("_CIPCode") else "none",
    "aromatic": lambda atom: "yes" if atom.GetIsAromatic() else "no",
    "ring": lambda atom: "yes" if atom.IsInRing() else "no",
}
"""What is said of an atom."""

BOND: Mapping[str, Callable[[Any], Any]] = {
    "order": lambda bond: str(bond.GetBondType()).lower(),
    "conjugated": lambda bond: "yes" if bond.GetIsConjugated() else "no",
    "ring": lambda bond: "yes" if bond.IsInRing() else "no",
    "stereo": lambda bond: str(bond.GetStereo()).removeprefix("STEREO").lower(),
}
"""What is said of a bond."""


def measure_smiles(column: pd.Series, *, radius: int, bits: int) -> dict[str, Any]:
    """The values of each property of atoms and bonds in the training molecules, and the largest number of atoms.

    Raises DataError for molecules that cannot be read.
    """
    if not len(column):
        raise DataError(f"there is no training record with `{column.name}`", "give the training part a larger share")
    found = molecules(column)
    atoms = [_said(ATOM, molecule.GetAtoms()) for molecule in found]
    bonds = [_said(BOND, molecule.GetBonds()) for molecule in found]
    sizes = [molecule.GetNumAtoms() for molecule in found]
    values = _values(ATOM, atoms)
    return {
        "atoms": max(sizes),
        "atom": values,
        "bond": _values(BOND, bonds),
        "radius": radius,
        "bits": bits,
        "summary": f"molecules of {min(sizes)} to {max(sizes)} atoms: {', '.join(values['element'])}",
    }


def encode_smiles(column: pd.Series, facts: Mapping[str, Any]) -> np.ndarray:
    """The graphs of molecules as codes, uint8 (B, A, atom properties + A * bond properties).

    A row is an atom: the codes of its properties, then those of its bond to each of the A atoms, all 0 where there
    is none. A is that of the largest training molecule, or of a larger one among these. What no training molecule
    has is told in a warning. Raises DataError for molecules that cannot be read.
    """
    found = molecules(column)
    room = max([facts["atoms"], *(molecule.GetNumAtoms() for molecule in found)])
    atoms = np.zeros((len(found), room, len(ATOM)), dtype=np.uint8)
    bonds = np.zeros((len(found), room, room, len(BOND)), dtype=np.uint8)
    strange: dict[str, list[Any]] = defaultdict(list)
    for row, (record, molecule) in enumerate(zip(column.index, found, strict=True)):
        codes = _codes(_said(ATOM, molecule.GetAtoms()), facts["atom"], "atom", record, strange)
        atoms[row, : len(codes)] = codes
        joined = _codes(_said(BOND, molecule.GetBonds()), facts["bond"], "bond", record, strange)
        for bond, code in zip(molecule.GetBonds(), joined, strict=True):
            first, second = bond.GetBeginAtomIdx(), bond.GetEndAtomIdx()
            bonds[row, first, second] = bonds[row, second, first] = code
    if strange:
        words = "; ".join(f"{what} in {listed(dict.fromkeys(records))}" for what, records in strange.items())
        warnings.warn(f"`{column.name}` has what no training molecule has: {words}", stacklevel=2)
    return np.concatenate([atoms, bonds.reshape(len(found), room, -1)], axis=2)


def features_smiles(column: pd.Series, facts: Mapping[str, Any]) -> np.ndarray:
    """What simple models read: the counts of a Morgan fingerprint, float32 (B, bits) (Rogers & Hahn 2010)."""
    generator = rdFingerprintGenerator.GetMorganGenerator(
        radius=facts["radius"], fpSize=facts["bits"], includeChirality=True
    )
    prints = [generator.GetCountFingerprintAsNumPy(molecule) for molecule in molecules(column)]
    return np.asarray(prints, dtype=np.float32).reshape(len(column), facts["bits"])


def _said(properties: Mapping[str, Callable[[Any], Any]], parts: Iterable[Any]) -> list[list[str]]:
    """The value of every property of each atom or bond, as text."""
    return [[str(tell(part)) for tell in properties.values()] for part in parts]


def _values(properties: Mapping[str, Any], said: Sequence[Sequence[Sequence[str]]]) -> dict[str, list[str]]:
    """The values of each property that occur, in order."""
    return {
        name: ordered(part[place] for parts in said for part in parts)
        for place, name in enumerate(properties)
    }  # fmt: skip


def _codes(
    said: Sequence[Sequence[str]],
    values: Mapping[str, Sequence[str]],
    what: str,
    record: Any,
    strange: dict[str, list[Any]],
) -> np.ndarray:
    """The codes of atoms or bonds, (parts, properties); adds the record to each value in it that nobody knows."""
    codes = np.empty((len(said), len(values)), dtype=np.uint8)
    for place, (name, known) in enumerate(values.items()):
        code = {value: number for number, value in enumerate(known, KNOWN)}
        for row, part in enumerate(said):
            codes[row, place] = code.get(part[place], 1)
            if part[place] not in code:
                strange[f"{name} `{part[place]}` of {'an' if what[0] in 'aeiou' else 'a'} {what}"].append(record)
    return codes
