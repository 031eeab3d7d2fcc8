"""SCI580: molecules divided at random."""

from __future__ import annotations

from collections.abc import Iterable

from scic.compiler.catalogue.ports import Molecule
from scic.compiler.diagnostics.base import Diagnostic, Warning_
from scic.compiler.ir import Experiment
from scic.compiler.rules._records import ungrouped


class ScaffoldLeak(Warning_):
    """Molecules divided at random.

    Chemists make molecules in families: one scaffold with many side chains. A random split puts brothers into
    training and test, and the score tells how well the network fills gaps in families that it knows. It will be used
    for new ones. The survey (§9) asks for a test on data that were collected separately, with some natural shift.

    Example:
        experiment solvation { seed: 1 }
        data molecules { path: "freesolv.csv", smiles: smiles, ignore: [iupac, calc], split: random }
        model gcn
        task regression { predict: molecules.expt }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment solvation { seed: 1 }
        data molecules { path: "freesolv.csv", smiles: smiles, ignore: [iupac, calc], split: scaffold }
        model gcn
        task regression { predict: molecules.expt }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI580"

    def message(self) -> str:
        return "the molecules are divided at random, those of one scaffold fall into different parts"

    def help(self) -> str:
        return "write `split: scaffold`: new molecules will have scaffolds that training has not seen (survey §9)"


def check(experiment: Experiment) -> Iterable[Diagnostic]:
    """Look for molecules whose records are divided at random, each by itself."""
    for data in experiment.data:
        if ungrouped(data) and any(isinstance(type_, Molecule) for type_ in data.record.fields.values()):
            yield ScaffoldLeak(span=data.place("split"))
