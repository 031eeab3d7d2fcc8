"""The split by a column."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, model_validator

from scic.compiler.catalogue.component import Split
from scic.compiler.catalogue.settings import Ref, expected


def _listed(value: Any) -> Any:
    return value if isinstance(value, tuple) else (value,)


Values = Annotated[tuple[str | int | float, ...], BeforeValidator(_listed)]
"""One value of a column, or several."""


class Column(Split):
    """Divide records by the values of a column: these sites to train on, that one to test on.

    Use it when the data say themselves what belongs where, or to ask the question that counts: does it work
    in a hospital, a year or a species that it has never seen? Without `train`, all other values train.

    The score on one site left out depends on the site. Leave out another in turn before you believe it.

    Example:
        experiment penguins { seed: 1 }
        data csv as birds {
          path: "data/penguins.csv"
          split: column(year, validation: 2008, test: 2009)
        }
        model mlp { hidden: [64, 64] }
        task classification { predict: birds.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    section = "9"

    column: Ref = Field(description="the field that says where a record belongs")
    train: Values = Field((), description="its values to train on; all others when none are given")
    validation: Values = Field((), description="its values to choose the best epoch by")
    test: Values = Field(description="its values to test on, once, at the end")

    @model_validator(mode="after")
    def _apart(self) -> Self:
        every = [str(value) for value in (*self.train, *self.validation, *self.test)]
        twice = next((value for value in every if every.count(value) > 1), None)
        if twice is not None:
            raise expected(f"`{twice}` in one part only")
        return self

    def columns(self) -> Mapping[str, str]:
        """The fields it reads that are no inputs."""
        return {"column": self.column.parts[-1]}
