"""What the image files of a field hold, read from their headers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from pathlib import Path

from scic.backends.components.data.record import fault
from scic.backends.components.data.stated_spacing import stated_spacing
from scic.backends.shared.errors import DataError
from scic.backends.shared.headers import Header, read_header
from scic.compiler.catalogue.component import DataFault
from scic.compiler.catalogue.ports import Pixels, Volume

_FILES = 500


def read_headers(setting: str, paths: Iterable[str], rank: int) -> dict[str, Header]:
    """The headers of the first 500 files by path, without those that only a full reader knows.

    Raises DataFault at the setting for a file that cannot be read.
    """
    try:
        found = {path: read_header(Path(path), rank) for path in islice(paths, _FILES)}
    except DataError as error:
        raise fault(setting, error) from None
    return {path: header for path, header in found.items() if header is not None}


def pixel_type(setting: str, declared: Pixels, headers: Mapping[str, Header], *, tiles: bool = False) -> Pixels:
    """The type of a field of images: what is declared, then what all its files agree on.

    Raises DataFault at the setting where they differ in size (unless cut into `tiles`) or in channels.
    """
    if not headers:
        return declared
    first_path, first = next(iter(headers.items()))
    for path, header in headers.items():
        if declared.size is None and not tiles and header.size != first.size:
            raise DataFault(
                setting,
                f"`{first_path}` is {by(first.size)} pixels and `{path}` is {by(header.size)}",
                f"set the size that all are brought to, such as `size: {by(first.size)}`",
            )
        if declared.channels is None and header.channels != first.channels:
            raise DataFault(
                setting,
                f"`{first_path}` and `{path}` differ in channels, {first.channels} and {header.channels}",
                "set the channels that all are brought to, such as `channels: 1`",
            )
    size = declared.size if declared.size is not None or tiles else first.size
    known = declared.replace(size=size, channels=declared.channels or first.channels)
    return known.replace(stated=stated_spacing(Path(first_path))) if isinstance(known, Volume) else known


def by(size: Iterable[int]) -> str:
    """A size as a spec has it, `128x128`."""
    return "x".join(str(length) for length in size)
