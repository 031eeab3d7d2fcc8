"""The number field."""

from __future__ import annotations

from pydantic import Field

from scic.compiler.catalogue.component import FieldKind
from scic.compiler.catalogue.ports import Number


class NumberField(FieldKind):
    """A measured number, in a column.

    Columns of numbers are read so by themselves; say it to be told when a cell is not a number, to give the
    unit that figures show, or to give the column another name.

    Numbers reach the network standardised: their mean and deviation are those of the training records, and
    results are in the column's own unit.

    Example:
        experiment penguins { seed: 1 }
        data csv as birds {
          path: "data/penguins.csv"
          ignore: [year]
          fields { mass: number(column: body_mass_g, unit: "g") }
        }
        model mlp { hidden: [64, 64] }
        task regression { predict: birds.mass }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    column: str | None = Field(None, description="the column it is read from; that of its own name when none")
    unit: str = Field("", description="the unit that figures show")

    def type(self) -> Number:
        """The type of what is read, with what is declared of it."""
        return Number(unit=self.unit)
