"""Molecules from SMILES, through rdkit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd
from rdkit import Chem, rdBase
from rdkit.Chem.Scaffolds import MurckoScaffold

from scic.backends.shared.errors import DataError

_SHOWN = 5


def molecule(smiles: Any) -> Chem.Mol | None:
    """The molecule that a cell describes, its atoms in the order in which they are written; None for no molecule."""
    if not isinstance(smiles, str):
        return None
    with rdBase.BlockLogs():
        found = Chem.MolFromSmiles(smiles.strip())
    return found if found is not None and found.GetNumAtoms() else None


def molecules(column: pd.Series) -> list[Chem.Mol]:
    """The molecule of each record; raises DataError that counts and names those that cannot be read."""
    found = [molecule(cell) for cell in column]
    bad = column[[each is None for each in found]]
    if len(bad):
        raise DataError(
            f"{len(bad)} of {len(column)} molecules of `{column.name}` cannot be read: {named(bad)}",
            "correct their SMILES or remove their rows; `data molecules` leaves them out with `unreadable: skip`",
        )
    return [each for each in found if each is not None]


def named(column: pd.Series) -> str:
    """The first records of a column of unreadable SMILES, each with what is wrong with it."""
    words = [f"record `{record}` {_fault(cell)}" for record, cell in column.head(_SHOWN).items()]
    return ", ".join(words) + (f", and {len(column) - _SHOWN} more" if len(column) > _SHOWN else "")


def scaffold(molecule: Chem.Mol) -> str:
    """The rings of a molecule and what links them, as SMILES (Bemis & Murcko 1996); empty where it has no ring."""
    found: str = MurckoScaffold.MurckoScaffoldSmiles(mol=molecule)  # type: ignore[no-untyped-call]
    return found


def listed(records: Iterable[Any]) -> str:
    """The names of the first records."""
    names = [f"`{record}`" for record in records]
    return ", ".join(names[:_SHOWN]) + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")


def _fault(cell: Any) -> str:
    """What is wrong with a cell that holds no molecule."""
    if not isinstance(cell, str) or not cell.strip():
        return "is empty"
    with rdBase.BlockLogs():
        raw = Chem.MolFromSmiles(cell.strip(), sanitize=False)
        problems = Chem.DetectChemistryProblems(raw) if raw is not None else ()
    why = problems[0].Message().rstrip(".") if problems else "this is no SMILES"
    return f"`{cell}` ({why})"
