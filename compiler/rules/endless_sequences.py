"""SCI524: sequences that end, to a network that is to write such sequences and is not told so."""

from __future__ import annotations

from collections.abc import Iterable

from scic.compiler.catalogue.ports import Tokens
from scic.compiler.diagnostics.base import Diagnostic, Warning_
from scic.compiler.ir import Experiment


class EndlessSequences(Warning_):
    """Sequences that end, to a network that is to write such sequences and is not told so.

    A language model writes what it has learnt to expect next. A molecule or a protein is over at its last letter; where
    nothing stands for that, the network never learns when to stop, and what it writes goes on for ever. A mark behind
    the last letter, read as one letter more, is all that it takes.

    Example:
        experiment islands { seed: 1 }
        data csv as islands {
          path: "islands.csv"
          fields { sequence: sequence(alphabet: dna) }
          split: random(stratify: kind)
        }
        model transformer_decoder { inputs: [islands.sequence] }
        task language_modelling { predict: islands.sequence }
        method supervised { epochs: 10 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment islands { seed: 1 }
        data csv as islands {
          path: "islands.csv"
          fields { sequence: sequence(alphabet: dna, end: true) }
          split: random(stratify: kind)
        }
        model transformer_decoder { inputs: [islands.sequence] }
        task language_modelling { predict: islands.sequence }
        method supervised { epochs: 10 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI524"
    field: str

    def message(self) -> str:
        return f"nothing tells the network where a `{self.field}` ends, so it cannot learn to stop"

    def help(self) -> str:
        return "add `end: true` to the sequence: a mark behind its last letter is one letter more"


def check(experiment: Experiment) -> Iterable[Diagnostic]:
    """Look at the sequences that are foreseen letter by letter; windows of one length have no end of their own."""
    home = experiment.records
    for task in experiment.tasks:
        tokens = task.target
        if not task.component.foresees or not isinstance(tokens, Tokens) or home.component.uniform:
            continue
        if not tokens.end and tokens.each is None:
            field = task.targets[0]
            # a container of sequences alone says it itself
            span = home.place("fields", field) if field in home.component.fields else home.at
            yield EndlessSequences(span=span, field=field)
