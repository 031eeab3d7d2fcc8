"""The scaffold split."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from scic.backends.components.split.shares import ByShares, Test, Train, Validation
from scic.compiler.catalogue.ports import Molecule
from scic.compiler.diagnostics.base import Diagnostic

if TYPE_CHECKING:
    from scic.compiler.resolve.context import Context


class NoScaffolds(Diagnostic):
    """A scaffold split of records without a molecule.

    A scaffold is what is left of a molecule without its side chains; nothing else has one.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris, split: scaffold }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment iris { seed: 1 }
        data sample { set: iris, split: random(stratify: species) }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI360"
    data: str

    def message(self) -> str:
        """Say whose records have none."""
        return f"`scaffold` divides molecules, the records of `{self.data}` have none"

    def help(self) -> str:
        """Name the splits of other records, and how a molecule is declared."""
        return "split with `random`, or declare the molecule with `fields { NAME: smiles(column: COLUMN) }`"


class Scaffold(ByShares):
    """Divide molecules by their scaffolds: rings and linkers without the side chains (Bemis & Murcko).

    Molecules of one scaffold stay together, the most frequent scaffolds train, and the rare ones test. This asks what
    a new project asks: what of a chemistry that nobody has measured? A random split puts close relatives on both
    sides and flatters every network. Molecules without a ring count as one scaffold.

    The shares are met as far as whole scaffolds allow. Nothing is random, so the seed changes nothing.

    Example:
        experiment solvation { seed: 1 }
        data molecules {
          path: "data/freesolv.csv"
          smiles: smiles
          ignore: [iupac, calc]
          split: scaffold(train: 80%, validation: 10%, test: 10%)
        }
        model gcn
        task regression { predict: molecules.expt }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    section = "9"
    paper = "Bemis & Murcko, The properties of known drugs. 1. Molecular frameworks, 1996"

    train: Train = 0.7
    validation: Validation = 0.15
    test: Test = 0.15

    def check(self, context: Context) -> Iterable[Diagnostic]:
        """Refuse records that hold no molecule."""
        record = context.data.record
        if record.complete and not any(isinstance(type_, Molecule) for type_ in record.fields.values()):
            yield NoScaffolds(span=context.span(), data=context.data.name)
