"""The multilabel field."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from scic.compiler.catalogue.component import FieldKind
from scic.compiler.catalogue.ports import Multilabel


class MultilabelField(FieldKind):
    """Any number of several classes, in one cell: `fever; cough`.

    Use it where classes do not exclude each other: findings in a scan, functions of a protein. A cell that
    holds the separator alone says that no class applies; an empty cell says that nobody has looked, and the
    record then teaches nothing.

    Each class is predicted for itself, so look at the scores class by class: the rare ones hide in the mean.

    Example:
        experiment findings { seed: 1 }
        data csv as scans {
          path: "data/labels.csv"
          fields { findings: multilabel, age: number }
        }
        model mlp { hidden: [64, 64] }
        task classification { predict: scans.findings }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    column: str | None = Field(None, description="the column it is read from; that of its own name when none")
    separator: Annotated[str, Field(min_length=1)] = Field(";", description="what stands between two classes")

    def type(self) -> Multilabel:
        """The type of what is read, with what is declared of it."""
        return Multilabel()
