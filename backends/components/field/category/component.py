"""The category field."""

from __future__ import annotations

from pydantic import Field

from scic.compiler.catalogue.component import FieldKind
from scic.compiler.catalogue.ports import Category
from scic.compiler.catalogue.settings import Names


class CategoryField(FieldKind):
    """One of several classes, in a column.

    Columns of text are read so by themselves; say it where numbers are the names of classes, such as a grade
    or a year. Whole numbers are called by their digits: `3`, not `3.0`. With `classes` you set their order,
    and what may occur.

    A network sees a category as one input for each class; a class that training never had counts as missing.

    Example:
        experiment penguins { seed: 1 }
        data csv as birds {
          path: "data/penguins.csv"
          fields { year: category }
          split: random(stratify: species)
        }
        model mlp { hidden: [64, 64] }
        task classification { predict: birds.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    column: str | None = Field(None, description="the column it is read from; that of its own name when none")
    classes: Names | None = Field(None, description="the classes in order; those that occur when none")

    def type(self) -> Category:
        """The type of what is read, with what is declared of it."""
        return Category(classes=self.classes)
