"""What an `.h5ad` file holds, read from its HDF5 groups without its matrix being loaded whole."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from scic.backends.shared.errors import DataError
from scic.compiler.catalogue.ports import Category, FieldType, Id, Number, Profile
from scic.compiler.frozen import Frozen

_VALUES = 200_000
"""Most values of the matrix that are looked at for fractions."""
_NAMES = 20


class Contents(Frozen):
    """The matrix that is read, the columns of `obs`, and the number of cells."""

    profile: Profile
    columns: dict[str, FieldType]
    records: int


def read_contents(path: Path, layer: str | None) -> Contents:
    """Look into a file.

    Raises DataError for a file that is no AnnData or lacks the layer, ImportError where h5py is not installed.
    """
    import h5py  # only data of this kind needs it

    try:
        file = h5py.File(path, "r")
    except OSError:
        raise DataError(f"`{path}` is no HDF5 file", "write it with `adata.write_h5ad(...)`") from None
    with file:
        if "obs" not in file or "X" not in file:
            raise DataError(f"`{path}` is no AnnData file", "write it with `adata.write_h5ad(...)`")
        matrix = _matrix(file, path, layer)
        shape = tuple(map(int, matrix.attrs["shape"] if hasattr(matrix, "keys") else matrix.shape))
        profile = Profile(size=shape[1], whole=_whole(matrix))
        columns = _columns(file["obs"]) if hasattr(file["obs"], "keys") else _old_columns(file)
    return Contents(profile, columns, shape[0])


def _matrix(file: Any, path: Path, layer: str | None) -> Any:
    if layer is None:
        return file["X"]
    layers = file.get("layers", {})
    if layer in layers:
        return layers[layer]
    raw = next((name for name in ("raw/X", "raw.X") if name in file), None)
    if layer == "raw" and raw is not None:
        return file[raw]
    present = [*layers, *(["raw"] if raw is not None else [])]
    listed = ", ".join(f"`{name}`" for name in present)
    help = f"name one of {listed}, or leave it out to read X" if present else "leave it out to read X"
    raise DataError(f"`{path}` has no layer `{layer}`", help)


def _whole(matrix: Any) -> bool:
    """Whether the first values are whole numbers and none is below 0."""
    if hasattr(matrix, "keys"):
        values = matrix["data"][:_VALUES]
    else:
        values = matrix[: max(1, _VALUES // max(1, matrix.shape[1]))]
    return bool((values >= 0).all() and (values == values.round()).all())


def _columns(obs: Any) -> dict[str, FieldType]:
    index = _text(obs.attrs.get("_index", "_index"))
    names = [_text(name) for name in obs.attrs.get("column-order", ())]
    return {name: _column(obs[name]) for name in names if name != index}


def _old_columns(file: Any) -> dict[str, FieldType]:
    """The columns of a file from before version 0.7: one table, with the names of the categories in `uns`."""
    table = file["obs"][:]
    found = {}
    for name in table.dtype.names:
        if name == "index":
            continue
        key = f"uns/{name}_categories"
        if key in file:
            counts = Counter(table[name].tolist())
            found[name] = _category({_text(text): counts[code] for code, text in enumerate(file[key][:])})
        else:
            found[name] = _values(table[name])
    return found


def _column(column: Any) -> FieldType:
    """The type of a column of obs."""
    if hasattr(column, "keys"):
        if "codes" not in column:
            values = column.get("values")
            return Number() if values is not None and values.dtype.kind in "iuf" else Id()
        classes = [_text(name) for name in column["categories"][:]]
        counts = Counter(int(code) for code in column["codes"][:])
        return _category({name: counts[code] for code, name in enumerate(classes)})
    return _values(column[:])


def _values(values: Any) -> FieldType:
    if values.dtype.kind in "iu":
        return Number(integer=True, distinct=len(set(values.tolist())))
    if values.dtype.kind == "f":
        return Number()
    return _category(Counter(_text(value) for value in values))


def _category(counts: dict[str, int] | Counter[str]) -> FieldType:
    """A category, or an id where nearly all texts differ."""
    if len(counts) > _NAMES and len(counts) > sum(counts.values()) / 2:
        return Id()
    names = tuple(sorted(counts))
    return Category(names, tuple(counts[name] for name in names))


def _text(value: Any) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)
