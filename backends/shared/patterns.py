"""Finds the files of records: what the wildcards of a pattern stand for is the name of the record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from scic.backends.shared.errors import DataError
from scic.backends.shared.suffixes import without_suffix

_WILDCARD = re.compile(r"(\*\*/|\*\*|\*|\?|\[[^]]+\])")
_SHOWN = 5


def _expression(pattern: str, opening: str) -> str:
    """The regular expression of a pattern; `opening` is that of the group around each wildcard."""
    wildcards = {"**/": f"(?:{opening}.*)/)?", "**": f"{opening}.*)", "*": f"{opening}[^/]*)"}
    parts = []
    for part in _WILDCARD.split(pattern):
        if part.startswith("[") and part.endswith("]"):
            parts.append(f"{opening}[{part[1:-1].replace('!', '^', 1)}])")
        elif part == "?":
            parts.append(f"{opening}[^/])")
        else:
            parts.append(wildcards.get(part) or re.escape(part))
    return "".join(parts)


def divided(pattern: str) -> tuple[str, str]:
    """The folder that a pattern begins with, and the rest from its first wildcard on."""
    parts = Path(pattern).parts
    first = next((place for place, part in enumerate(parts) if _WILDCARD.search(part)), len(parts) - 1)
    return Path(*parts[:first]).as_posix(), Path(*parts[first:]).as_posix()


def match(pattern: str, root: Path) -> dict[str, str]:
    """The files that a pattern finds below `root`: the record's name to the absolute path, sorted.

    The name is what the wildcards stand for: `masks/*_mask.tif` names `masks/a1_mask.tif` `a1`. The end of a
    file's name is no part of it. Without wildcards the name is empty. Raises DataError where two files get
    one name.
    """
    top, below = divided(pattern)
    folder, slash, name = below.rpartition("/")
    stem, dot, ending = name.rpartition(".")
    if not dot:
        stem, ending = name, ""
    expression = re.compile(
        _expression(folder + slash + stem, "(") + re.escape(dot) + _expression(ending, "(?:"), re.DOTALL
    )
    found: dict[str, str] = {}
    for path in sorted((root / top).glob(below)):
        inner = path.relative_to(root / top)
        hit = expression.fullmatch(inner.as_posix())
        hidden = any(part.startswith(".") for part in inner.parts)
        if hit is None or hidden or not path.is_file():
            continue
        key = without_suffix("/".join(group for group in hit.groups() if group))
        if key in found:
            raise DataError(
                f"`{pattern}` finds two files for the record `{key}`: `{found[key]}` and `{path.absolute()}`",
                "make the pattern narrower, or rename one of the files",
            )
        found[key] = str(path.absolute())
    return dict(sorted(found.items()))


def join(found: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """The records that the files of all fields make up: name to the path for each field.

    `found` is field to what `match` gave. Raises DataError where a record lacks the file of a field.
    """
    names = sorted(set().union(*found.values()))
    single = [field for field, files in found.items() if "" in files]
    if single and len(names) > 1:
        other = next(field for field, files in found.items() if set(files) != {""})
        raise DataError(
            f"the pattern of `{single[0]}` is the name of one file, that of `{other}` stands for records by name",
            "write `*` in every pattern where the names of the records stand, or in none",
        )
    orphans = {
        field: [name for name in names if name not in files]
        for field, files in found.items()
        if len(files) < len(names)
    }
    if orphans:
        said = " and ".join(f"no {field} for {_some(missing)}" for field, missing in orphans.items())
        raise DataError(
            f"{len(set().union(*orphans.values()))} of {len(names)} records lack a file: {said}",
            "the files of one record share what the wildcards stand for; add, rename or remove files until "
            "every record has all",
        )
    first = next(iter(found.values()))
    return {
        name or without_suffix(Path(first[name]).name): {field: files[name] for field, files in found.items()}
        for name in names
    }


def _some(names: Iterable[str]) -> str:
    """The first few names, and how many there are."""
    every = [f"`{name}`" for name in names]
    more = f" and {len(every) - _SHOWN} more" if len(every) > _SHOWN else ""
    return ", ".join(every[:_SHOWN]) + more
