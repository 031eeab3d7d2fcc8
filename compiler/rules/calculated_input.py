"""SCI581: what was calculated among the inputs, where a measurement is predicted."""

from __future__ import annotations

from collections.abc import Iterable

from scic.compiler.catalogue.ports import Number
from scic.compiler.diagnostics.base import Diagnostic, Warning_
from scic.compiler.ir import Experiment
from scic.compiler.rules._names import words, written

CALCULATED = {"calc", "calculated", "computed", "pred", "predicted", "prediction", "simulated"}


class CalculatedInput(Warning_):
    """What was calculated among the inputs, where a measurement is predicted.

    Tables of measurements often hold what a program has made of the same quantity, for comparison. To a network that
    column is the answer with some noise: it scores well, and has learnt nothing of what the other columns say. The
    survey (§9) warns of such spurious short cuts. Where the difference from the calculation is what is sought, the
    input is meant.

    Example:
        experiment solvation { seed: 1 }
        data molecules { path: "freesolv.csv", smiles: smiles, ignore: iupac }
        model mlp { inputs: [molecules.calc] }
        task regression { predict: molecules.expt }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment solvation { seed: 1 }
        data molecules { path: "freesolv.csv", smiles: smiles, ignore: [iupac, calc] }
        model gcn
        task regression { predict: molecules.expt }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI581"
    field: str
    target: str

    def message(self) -> str:
        return f"`{self.field}` reads as if calculated, and may give `{self.target}` away"

    def help(self) -> str:
        name = written(self.field)
        return f"leave it out with `ignore: {name}`, unless it will be known of new records before `{self.target}` is"


def check(experiment: Experiment) -> Iterable[Diagnostic]:
    """Look among the inputs for numbers whose names say so."""
    measured = [task for task in experiment.tasks if isinstance(task.target, Number)]
    for trunk in experiment.trunks:
        fields = experiment.block_of_data(trunk.data).record.fields
        for name in trunk.fields:
            if measured and isinstance(fields.get(name), Number) and CALCULATED & set(words(name)):
                yield CalculatedInput(span=trunk.place("inputs"), field=name, target=measured[0].targets[0])
