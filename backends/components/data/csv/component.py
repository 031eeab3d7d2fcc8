"""The csv component."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import Field

from scic.backends.components.data.columns import Column, TextTable, read_columns
from scic.backends.components.data.record import fault, fit_split, overlaid, refuse_misspelt
from scic.backends.shared.errors import DataError
from scic.compiler.catalogue.component import Data, DataFault
from scic.compiler.catalogue.ports import Category, FieldType, Mask, Number, Pixels, Schema, Tokens
from scic.compiler.catalogue.settings import Names
from scic.compiler.diagnostics.base import did_you_mean


class Csv(Data):
    """A table: a CSV, TSV or Parquet file with a header line and one record a row.

    Use it for measurements in columns, and for images whose paths stand in a column. A column whose cells are
    all numbers is read as a number, one of texts as a category, and one whose texts nearly all differ as an
    id, which no network sees. `fields` overrides that: `fields { grade: category }`. Empty cells, `NA`,
    `NaN`, `nan`, `null`, `None`, `N/A` and `?` are missing.

    Put into `ignore` whatever would give the answer away or means nothing: row numbers, dates of entry, a
    second way to write the target. Codes with leading zeros (`007`) stay text. With `repeats: drop`, of rows that are
    equal in all columns that are left only the first is a record.

    Example:
        experiment penguins { seed: 1 }
        data csv as birds {
          path: "data/penguins.csv"
          ignore: [year]
          split: random(train: 70%, validation: 15%, test: 15%, stratify: species)
        }
        model mlp { hidden: [64, 64] }
        task classification { predict: birds.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    path: str = Field(description="the file, from the folder of the spec")
    ignore: Names = Field((), description="columns that are left out")
    repeats: Literal["keep", "drop"] = Field("keep", description="what becomes of rows that equal an earlier one")

    def paths(self) -> Mapping[str, str]:
        """The files and patterns it names, by setting."""
        return {"path": self.path}

    def requirements(self, backend: str) -> tuple[str, ...]:
        """Parquet files are read by a library of their own."""
        return ("pyarrow>=17",) if self.path.lower().endswith(".parquet") else ()

    def describe(self, folder: Path) -> Schema:
        """The record type, from the spec and from the data where it is there."""
        fit_split(self)
        path = folder / self.path
        refuse_misspelt("path", path)
        # the columns of a Parquet file cannot be read without a framework
        if path.suffix.lower() == ".parquet" or not path.exists():
            return Schema({name: kind.type() for name, kind in self.fields.items()}, complete=False)
        try:
            table = read_columns(path, ignore=self.ignore, drop=self.repeats == "drop")
        except DataError as error:
            raise fault("path", error) from None
        for name in self.ignore:
            if name not in table.columns:
                help = did_you_mean(name, table.columns, "column")
                raise DataFault(f"ignore.{name}", f"`{self.path}` has no column `{name}`", help)
        kept = {name: column for name, column in table.columns.items() if name not in self.ignore}

        def typed(field: str, column: str, declared: FieldType) -> FieldType:
            return _typed(f"fields.{field}", column, kept[column], declared, path)

        known = {name: column.type() for name, column in kept.items()}
        fields = overlaid(known, self.fields, typed)
        self._check_finite(fields, table)
        return Schema(fields, table.records, repeated=0 if self.repeats == "drop" else table.repeated)

    def _check_finite(self, fields: Mapping[str, FieldType], table: TextTable) -> None:
        for name, column in table.columns.items():
            if column.infinite is not None and isinstance(fields.get(name), Number):
                raise DataFault(
                    "path",
                    f"`{name}` is infinite in line {column.infinite} of `{self.path}`",
                    f"leave the cell empty, or leave the column out with `ignore: {name}`",
                )


def _typed(setting: str, name: str, column: Column, declared: FieldType, path: Path) -> FieldType:
    """The type of a declared field: what is declared and what its column shows."""
    match declared:
        case Number():
            if column.text is not None:
                line, cell = column.text
                raise DataFault(
                    setting,
                    f"`{name}` holds `{cell}` in line {line} of `{path.name}`, a number was expected",
                    "correct the cell, leave it empty, or declare a category",
                )
            known = column.type()
            seen = known if isinstance(known, Number) else Number()
            return declared.replace(integer=seen.integer, distinct=seen.distinct, skewness=seen.skewness)
        case Tokens():
            return column.tokens(declared)
        case Category():
            strange = [text for text in column.classes or () if text not in (declared.classes or (text,))]
            if strange:
                raise DataFault(
                    setting,
                    f"`{name}` holds `{strange[0]}`, which is none of the classes declared",
                    "add it to `classes`, or leave `classes` out",
                )
            return column.category(declared)
        case Pixels() | Mask():
            return _pictures(setting, name, column, declared, path)
        case _:
            return declared


def _pictures(setting: str, name: str, column: Column, declared: FieldType, path: Path) -> FieldType:
    """The type of a field of images whose paths, taken from the table's folder, stand in a column."""
    from scic.backends.components.data.pixel_facts import pixel_type, read_headers  # needs Pillow

    for cell in column.counts:
        if not (path.parent / cell).is_file():
            raise DataFault(
                setting,
                f"`{name}` names `{cell}`, which is no file in `{path.parent}`",
                "put the file there, or correct the path",
            )
    if not isinstance(declared, Pixels):
        return declared
    paths = (str(path.parent / cell) for cell in column.counts)
    return pixel_type(setting, declared, read_headers(setting, paths, declared.rank))
