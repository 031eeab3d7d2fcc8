"""The molecules component."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import Field

from scic.backends.components.data.columns import read_columns
from scic.backends.components.data.record import fault, fit_split, merged, overlaid, refuse_misspelt
from scic.backends.shared.errors import DataError
from scic.compiler.catalogue.component import Data, DataFault, Split, default
from scic.compiler.catalogue.ports import FieldType, Molecule, Schema
from scic.compiler.catalogue.settings import Count, Names
from scic.compiler.diagnostics.base import did_you_mean


class Molecules(Data):
    """A table of molecules: one a row, written as SMILES, with what was measured of each.

    The column `smiles` is read through rdkit into graphs of atoms and bonds; the other columns are numbers,
    categories and names, as in `data csv`. Put into `ignore` what was calculated rather than measured: a program's
    estimate of the target is the answer with noise on it. By default the molecules are divided by their scaffolds.

    A SMILES that cannot be read ends the run with its row and its fault; with `unreadable: skip` such rows are
    counted, named and left out.

    Example:
        experiment solvation { seed: 1 }
        data molecules { path: "data/freesolv.csv", smiles: smiles, ignore: [iupac, calc] }
        model mpnn { pool: sum }
        task regression { predict: molecules.expt }
        method supervised { epochs: 20 }
        validate baselines { use: [mean, random_forest] }
        validate seeds { count: 3 }
    """

    path: str = Field(description="the file, from the folder of the spec: CSV or TSV with a header line")
    smiles: str = Field(description="the column that holds the SMILES")
    ignore: Names = Field((), description="columns that are left out")
    unreadable: Literal["stop", "skip"] = Field("stop", description="what to do about a SMILES that cannot be read")
    radius: int = Field(2, ge=0, description="bonds around an atom that its part of the fingerprint reaches")
    bits: Count = Field(2048, description="length of the fingerprint that simple models read")
    split: Split = default("scaffold", "split")

    def paths(self) -> Mapping[str, str]:
        """The files and patterns it names, by setting."""
        return {"path": self.path}

    def describe(self, folder: Path) -> Schema:
        """The record type, from the spec and from the data where it is there."""
        fit_split(self)
        path = folder / self.path
        refuse_misspelt("path", path)
        if not path.exists():
            declared = {name: kind.type() for name, kind in self.fields.items()}
            return Schema({self.smiles: Molecule(), **declared}, complete=False)
        try:
            table = read_columns(path)
        except DataError as error:
            raise fault("path", error) from None
        for setting, name in (("smiles", self.smiles), *((f"ignore.{name}", name) for name in self.ignore)):
            if name not in table.columns:
                help = did_you_mean(name, table.columns, "column")
                raise DataFault(setting, f"`{self.path}` has no column `{name}`", help)
        if table.columns[self.smiles].text is None:
            raise DataFault(
                "smiles", f"`{self.smiles}` holds numbers, SMILES were expected", "name the column of the SMILES"
            )
        known = {name: column.type() for name, column in table.columns.items() if name not in self.ignore}
        known[self.smiles] = Molecule()

        def typed(field: str, column: str, declared: FieldType) -> FieldType:
            return merged(known[column], declared)

        return Schema(overlaid(known, self.fields, typed), table.records)
