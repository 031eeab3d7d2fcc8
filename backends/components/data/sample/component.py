"""The sample component."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import Field

from scic.backends.components.data.record import fit_split, merged, overlaid
from scic.compiler.catalogue.component import Data
from scic.compiler.catalogue.ports import Category, FieldType, Image, Number, Schema


class _Set(NamedTuple):
    """One data set: its number columns (those of whole numbers named again), and its target."""

    numbers: str
    whole: str
    target: str
    classes: Mapping[str, int] | None
    records: int


_CELL = "radius texture perimeter area smoothness compactness concavity concave_points symmetry fractal_dimension"
_SETS = {
    "iris": _Set(
        "sepal_length sepal_width petal_length petal_width",
        "",
        "species",
        {"setosa": 50, "versicolor": 50, "virginica": 50},
        150,
    ),
    "wine": _Set(
        "alcohol malic_acid ash alcalinity_of_ash magnesium total_phenols flavanoids nonflavanoid_phenols "
        "proanthocyanins color_intensity hue od280_per_od315_of_diluted_wines proline",
        "magnesium proline",
        "cultivar",
        {"class_0": 59, "class_1": 71, "class_2": 48},
        178,
    ),
    "breast_cancer": _Set(
        " ".join(
            [f"mean_{name}" for name in _CELL.split()]
            + [f"{name}_error" for name in _CELL.split()]
            + [f"worst_{name}" for name in _CELL.split()]
        ),
        "",
        "diagnosis",
        {"benign": 357, "malignant": 212},
        569,
    ),
    "diabetes": _Set("age sex bmi bp s1 s2 s3 s4 s5 s6", "age sex s1 s6", "progression", None, 442),
}
_DIGITS = {str(digit): count for digit, count in enumerate((178, 182, 177, 183, 181, 182, 181, 179, 174, 180))}


class Sample(Data):
    """One of the small real data sets that come with scikit-learn, without any download.

    Use it to try a spec before your own data are at hand. `iris` (150 flowers, 4 lengths, `species`), `wine`
    (178 wines, 13 analyses, `cultivar`), `breast_cancer` (569 biopsies, 30 measures of nuclei, `diagnosis`),
    `diabetes` (442 patients, 10 measures, `progression` after a year, a number) and `digits` (1797 images of
    8x8 pixels in `image`, `digit`).

    They are small and nearly solved: a linear baseline is hard to beat on any of them, so read the baselines
    before praising a network.

    Example:
        experiment iris { seed: 1 }
        data sample as flowers { set: iris, split: random(stratify: species) }
        model mlp { hidden: [64, 64] }
        task classification { predict: flowers.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    set: Literal["digits", "iris", "wine", "breast_cancer", "diabetes"] = Field(description="which data set")

    def describe(self, folder: Path) -> Schema:
        """The record type, from the spec and from the data where it is there."""
        fit_split(self)
        known, records = _known(self.set)

        def typed(field: str, column: str, declared: FieldType) -> FieldType:
            return merged(known[column], declared)

        return Schema(overlaid(known, self.fields, typed), records)


def _category(classes: Mapping[str, int]) -> Category:
    return Category(tuple(classes), tuple(classes.values()))


def _known(name: str) -> tuple[dict[str, FieldType], int]:
    """The fields of a data set and how many records it has."""
    if name == "digits":
        return {"image": Image(size=(8, 8), channels=1), "digit": _category(_DIGITS)}, sum(_DIGITS.values())
    table = _SETS[name]
    fields: dict[str, FieldType] = {
        column: Number(integer=column in table.whole.split()) for column in table.numbers.split()
    }
    fields[table.target] = Number(integer=True) if table.classes is None else _category(table.classes)
    return fields, table.records
