"""SCI522: sequences of which many are cut."""

from __future__ import annotations

from collections.abc import Iterable

from scic.compiler.catalogue.ports import Tokens
from scic.compiler.diagnostics.base import Diagnostic, Warning_
from scic.compiler.ir import Experiment

MOST = 0.05


class CutSequences(Warning_):
    """Sequences of which many are cut.

    What lies behind the last letter that is read is as good as not measured, and a network that misses it cannot say
    so. Training batches are padded to the longest of their own sequences alone, so that long ones cost what they are
    worth and no more.

    Example:
        experiment islands { seed: 1 }
        data csv as islands {
          path: "islands.csv"
          fields { sequence: sequence(alphabet: dna, length: 40) }
          split: random(stratify: kind)
        }
        model lstm
        task classification { predict: islands.kind }
        method supervised { epochs: 10 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment islands { seed: 1 }
        data csv as islands {
          path: "islands.csv"
          fields { sequence: sequence(alphabet: dna) }
          split: random(stratify: kind)
        }
        model lstm
        task classification { predict: islands.kind }
        method supervised { epochs: 10 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI522"
    field: str
    length: int
    longer: float

    def message(self) -> str:
        return f"{100 * self.longer:.0f}% of `{self.field}` are longer than {self.length} letters, and are cut"

    def help(self) -> str:
        return "raise `length`, or leave it out: a batch is padded to the longest of its own sequences alone"


def check(experiment: Experiment) -> Iterable[Diagnostic]:
    """Look at the sequences that networks read."""
    for trunk in experiment.trunks:
        tokens = trunk.input
        if isinstance(tokens, Tokens) and tokens.length is not None and (tokens.longer or 0) > MOST:
            data, field = experiment.block_of_data(trunk.data), trunk.fields[0]
            yield CutSequences(
                # a container of sequences alone says it itself
                span=data.place("fields", field, "length") if field in data.component.fields else data.place("length"),
                field=field,
                length=tokens.length,
                longer=tokens.longer or 0,
            )
