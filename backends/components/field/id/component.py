"""The id field."""

from __future__ import annotations

from pydantic import Field

from scic.compiler.catalogue.component import FieldKind
from scic.compiler.catalogue.ports import Id


class IdField(FieldKind):
    """A name of the record, in a column; no network sees it.

    Columns of text that nearly all differ are read so by themselves; say it of numbers that only name, such
    as a patient's or a plate's. They may serve as the `group` of a split.

    A name can give the answer away: cases numbered before controls, a hospital's own range. That is why ids
    are never an input.

    Example:
        experiment penguins { seed: 1 }
        data csv as birds {
          path: "data/penguins.csv"
          fields { year: id }
          split: random(group: year)
        }
        model mlp { hidden: [64, 64] }
        task classification { predict: birds.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    column: str | None = Field(None, description="the column it is read from; that of its own name when none")

    def type(self) -> Id:
        """The type of what is read, with what is declared of it."""
        return Id()
