"""The record type of a container: its own fields, with those declared laid over them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from scic.backends.shared.errors import DataError
from scic.compiler.catalogue.component import Data, DataFault, FieldKind
from scic.compiler.catalogue.ports import FieldType
from scic.compiler.diagnostics.base import did_you_mean, nearest


def fault(setting: str, error: DataError) -> DataFault:
    """An error of reading as a fault of the data, at a setting."""
    return DataFault(setting, error.problem, error.remedy)


def column_of(field: str, kind: FieldKind) -> str:
    """The column that a declared field is read from: its own name when it names none."""
    named: str | None = getattr(kind, "column", None)
    return named or field


def pattern_of(kind: FieldKind) -> str | None:
    """The pattern that a declared field's files are found by, if any."""
    pattern: str | None = getattr(kind, "pattern", None)
    return pattern


def merged(known: FieldType, declared: FieldType) -> FieldType:
    """The declared type, with what it leaves open taken from the known one where both are of a kind."""
    if type(known) is not type(declared):
        return declared
    return known.replace(
        **{name: value for name, value in vars(declared).items() if value not in (None, False, "", ())}
    )


def overlaid(
    known: Mapping[str, FieldType],
    declared: Mapping[str, FieldKind],
    typed: Callable[[str, str, FieldType], FieldType],
) -> dict[str, FieldType]:
    """The fields of a container in order, each declared one in the place of the column that it is read from.

    `typed` gives the type of a declared field from its name, its column and its declared type. Raises
    DataFault for a column that is not there.
    """
    readers: dict[str, list[str]] = {}
    for name, kind in declared.items():
        column = column_of(name, kind)
        if pattern_of(kind) is not None:
            raise DataFault(
                f"fields.{name}",
                f"`{name}` names files by a pattern, here fields are read from columns",
                f"write `{name}: {kind.named()}(column: ...)`, or use `data files`",
            )
        if column not in known:
            raise DataFault(
                f"fields.{name}",
                f"there is no column `{column}` to read `{name}` from",
                did_you_mean(column, known, "column"),
            )
        readers.setdefault(column, []).append(name)
    laid: dict[str, FieldType] = {}
    for column, type_ in known.items():
        names = readers.get(column)
        if names is None and column not in declared:
            laid[column] = type_
        for name in names or ():
            laid[name] = typed(name, column, declared[name].type())
    return laid


def refuse_misspelt(setting: str, path: Path) -> None:
    """Raise DataFault where a path that is not there has a neighbour of nearly its name.

    Without one, the data are taken to be on another machine.
    """
    if path.exists() or not path.parent.is_dir():
        return
    alike = [entry.name for entry in path.parent.iterdir() if entry.suffix == path.suffix]
    near = nearest(path.name, alike)
    if near is not None:
        raise DataFault(setting, f"`{path}` does not exist", f"did you mean `{near}`?")


def fit_split(data: Data, *, tiled: bool = False, parted: bool = False) -> None:
    """Raise DataFault where the split needs tiles or folders that the records do not have."""
    split = data.split.named()
    if split == "spans" and not tiled:
        raise DataFault("split", "`spans` divides tiles, these records have none", "split with `random` or `time`")
    if split == "folder" and not parted:
        raise DataFault(
            "split",
            "the records are not in folders named train and test",
            "split with `random`, or sort them so",
        )
