"""What the name of a column says about it."""

from __future__ import annotations

import re

_CODE = {"barcode", "code", "id", "identifier", "key", "label", "name", "no", "nr", "num", "number", "uid"}


def words(name: str) -> list[str]:
    """The words of a name in lower case, `scan_date` and `scanDate` alike."""
    apart = re.sub(r"(?<=[^\W\d_])(?=[A-Z][a-z])|(?<=[a-z])(?=[A-Z])", " ", name)
    return [word.lower() for word in re.split(r"[\W_]+", apart) if word]


def bare(name: str, qualifiers: frozenset[str] = frozenset()) -> str:
    """The name without the words that only say it is a code, nor the `qualifiers`: `Patient ID` is `patient`."""
    return "_".join(word for word in words(name) if word not in _CODE | qualifiers)


def written(name: str) -> str:
    """A field's name as a spec has it, in quotes where it is not a single word."""
    return name if name.isidentifier() else f'"{name}"'


def reference(data: str, field: str) -> str:
    """A reference to a field as a spec has it: `birds.species`, `birds."Body Mass (g)"`."""
    return f"{data}.{written(field)}"
