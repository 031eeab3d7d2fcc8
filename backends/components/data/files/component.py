"""The files component."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil, prod
from pathlib import Path

from pydantic import Field

from scic.backends.components.data.pixel_facts import by, pixel_type, read_headers
from scic.backends.components.data.record import fault, fit_split, pattern_of, refuse_misspelt
from scic.backends.shared.errors import DataError
from scic.backends.shared.headers import Header
from scic.backends.shared.patterns import divided, join, match
from scic.compiler.catalogue.component import Data, DataFault
from scic.compiler.catalogue.ports import FieldType, Id, Mask, Pixels, Schema
from scic.compiler.catalogue.settings import PixelSize

Headers = Mapping[str, Mapping[str, Header]]
"""Field to path to header."""


class Files(Data):
    """Records that are files: images, volumes and masks, one file for each field.

    Use it when every record is an image with its mask, or several images of one thing. Each field names its
    files by a pattern; what the wildcards stand for is the record's name and joins its files, so that
    `"ct/*.nii.gz"` and `"labels/*_seg.nii.gz"` belong together. `**` crosses folders.

    Large images are cut with `tile`. Then keep the tiles of a record together with `random(group: record)`, or
    divide a single large volume along an axis with `spans`; else a network is tested on the neighbours of what
    it has learnt.

    Example:
        experiment nuclei { seed: 1 }
        data files as cells {
          fields {
            image: image("data/nuclei/images/*.tif")
            mask: mask("data/nuclei/masks/*.tif", classes: [background, nucleus])
          }
          split: random(train: 70%, validation: 15%, test: 15%)
        }
        model unet { depth: 3, width: 16 }
        task segmentation { predict: cells.mask }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    tile: PixelSize | None = Field(None, description="size of the tiles that each record is cut into, in pixels")

    def paths(self) -> Mapping[str, str]:
        """The files and patterns it names, by setting."""
        patterns = {f"fields.{name}": pattern_of(kind) for name, kind in self.fields.items()}
        return {setting: pattern for setting, pattern in patterns.items() if pattern}

    def describe(self, folder: Path) -> Schema:
        """The record type, from the spec and from the data where it is there."""
        fit_split(self, tiled=self.tile is not None)
        types = {name: kind.type() for name, kind in self.fields.items()}
        self._check_fields(types)
        found: dict[str, dict[str, str]] = {}
        for setting, pattern in self.paths().items():
            top = folder / divided(pattern)[0]
            refuse_misspelt(setting, top)
            # without the folder the data are elsewhere, and their facts stay open
            if not top.is_dir():
                return Schema(self._tiled(types))
            found[setting.removeprefix("fields.")] = _matched(setting, pattern, folder)
        try:
            records = join(found)
        except DataError as error:
            raise fault("fields", error) from None
        rank = max((type_.rank for type_ in types.values() if isinstance(type_, Pixels)), default=2)
        headers = {
            name: read_headers(
                f"fields.{name}", (files[name] for files in records.values()), getattr(type_, "rank", rank)
            )
            for name, type_ in types.items()
        }
        for name, type_ in types.items():
            if isinstance(type_, Pixels):
                types[name] = pixel_type(f"fields.{name}", type_, headers[name], tiles=self.tile is not None)
        self._check_sizes(types, records, headers)
        self._check_spans(types, records, headers)
        count = len(records) if self.tile is None else self._tiles(types, records, headers)
        return Schema(self._tiled(types), count)

    def _check_fields(self, types: Mapping[str, FieldType]) -> None:
        if not types:
            raise DataFault(
                "fields",
                "`files` has no fields",
                'add `fields { image: image("images/*.tif") }` with your pattern',
            )
        for name, kind in self.fields.items():
            if not pattern_of(kind):
                raise DataFault(
                    f"fields.{name}",
                    f"`{name}` names no files",
                    f'give a pattern, as in `{name}: {kind.named()}("{name}/*.tif")`'
                    if isinstance(types[name], Pixels | Mask)
                    else f"`files` reads images, volumes and masks; a {kind.named()} stands in a table, `data csv`",
                )
            if self.tile is None:
                continue
            if name in ("tile", "record"):
                raise DataFault(f"fields.{name}", f"tiles have a `{name}` of their own", "use another name")
            type_ = types[name]
            if isinstance(type_, Pixels) and type_.size is not None:
                raise DataFault(
                    "tile", f"`{name}` has a `size` and would be cut into tiles too", "keep `size` or `tile`"
                )
            if isinstance(type_, Pixels) and type_.rank != len(self.tile):
                raise DataFault(
                    "tile",
                    f"the tile has {len(self.tile)} axes, {type_.phrase()} has {type_.rank}",
                    f"write {type_.rank} numbers, as in `tile: {by((64,) * type_.rank)}`",
                )

    def _check_sizes(
        self, types: Mapping[str, FieldType], records: Mapping[str, Mapping[str, str]], headers: Headers
    ) -> None:
        """Raise DataFault where a mask, or any field of a record to be tiled, is not as large as its image."""
        for files in records.values():
            sizes = {name: headers[name][path].size for name, path in files.items() if path in headers[name]}
            image = next((name for name in sizes if isinstance(types[name], Pixels)), None)
            for name, size in sizes.items():
                bound = isinstance(types[name], Mask) or self.tile is not None
                if image is not None and bound and size != sizes[image]:
                    raise DataFault(
                        f"fields.{name}",
                        f"`{files[name]}` is {by(size)} pixels, `{files[image]}` is {by(sizes[image])}",
                        "save both at the same size",
                    )

    def _check_spans(
        self, types: Mapping[str, FieldType], records: Mapping[str, Mapping[str, str]], headers: Headers
    ) -> None:
        """Raise DataFault where a record has fewer rows of tiles than there are parts to divide them into."""
        axis = getattr(self.split, "axis", None)
        name = next((name for name, type_ in types.items() if isinstance(type_, Pixels)), None)
        if axis is None or self.tile is None or name is None:
            return
        if axis >= len(self.tile):
            raise DataFault("split.axis", f"tiles have {len(self.tile)} axes, none is number {axis}", "count from 0")
        parts = sum(share > 0 for share in self.split.shares().values())
        for files in records.values():
            header = headers[name].get(files[name])
            rows = _rows(header.size, self.tile) if header is not None else []
            if rows and rows[axis] < parts:
                raise DataFault(
                    "split",
                    f"`{files[name]}` has {rows[axis]} row{'s' * (rows[axis] > 1)} of tiles along axis {axis}, "
                    f"{parts} parts need one each",
                    f"divide along `axis: {rows.index(max(rows))}`, which has {max(rows)}"
                    if max(rows) >= parts
                    else "use smaller tiles",
                )

    def _tiles(
        self, types: Mapping[str, FieldType], records: Mapping[str, Mapping[str, str]], headers: Headers
    ) -> int | None:
        """How many tiles there are; None where not every file's size is known."""
        name = next((name for name, type_ in types.items() if isinstance(type_, Pixels)), None)
        if name is None or self.tile is None or any(files[name] not in headers[name] for files in records.values()):
            return None
        return sum(prod(_rows(headers[name][files[name]].size, self.tile)) for files in records.values())

    def _tiled(self, types: Mapping[str, FieldType]) -> dict[str, FieldType]:
        """The fields of a tile: its images have its size, and `record` names what it was cut from."""
        if self.tile is None:
            return dict(types)
        cut = {name: t.replace(size=self.tile) if isinstance(t, Pixels) else t for name, t in types.items()}
        return {**cut, "record": Id()}


def _rows(size: tuple[int, ...], tile: tuple[int, ...]) -> list[int]:
    """How many tiles of a record lie in a row along each axis."""
    return [ceil(n / step) for n, step in zip(size, tile, strict=True)]


def _matched(setting: str, pattern: str, folder: Path) -> dict[str, str]:
    try:
        found = match(pattern, folder)
    except DataError as error:
        raise fault(setting, error) from None
    if not found:
        raise DataFault(setting, f"`{pattern}` finds no file", f"correct the pattern; it is read from `{folder}`")
    return found
