"""The SMILES field."""

from __future__ import annotations

from pydantic import Field

from scic.compiler.catalogue.component import FieldKind
from scic.compiler.catalogue.ports import Molecule
from scic.compiler.catalogue.settings import Count


class SmilesField(FieldKind):
    """A molecule, written as SMILES in a column; a network sees the graph of its atoms and bonds.

    An atom is its element, its number of neighbours and hydrogens, its charge, hybridization and chirality, and
    whether it is aromatic and in a ring; a bond is its order and stereo, and whether it is conjugated and in a ring.
    Hydrogens count as a property of their atom. A value that no training molecule has is told, and seen as an atom
    or bond of unknown kind.

    In `data molecules` the column needs no declaration; in `data csv` it is declared so. The simple models beside
    the network read Morgan fingerprints: counts of the neighbourhoods up to `radius` bonds around each atom.

    Example:
        experiment solvation { seed: 1 }
        data csv as drugs {
          path: "data/freesolv.csv"
          fields { structure: smiles(column: smiles) }
          split: scaffold
        }
        model gcn { inputs: [drugs.structure] }
        task regression { predict: drugs.expt }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    column: str | None = Field(None, description="the column it is read from; that of its own name when none")
    radius: int = Field(2, ge=0, description="bonds around an atom that its part of the fingerprint reaches")
    bits: Count = Field(2048, description="length of the fingerprint that simple models read")

    def type(self) -> Molecule:
        """The type of what is read."""
        return Molecule()
