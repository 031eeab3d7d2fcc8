"""The lock: what a build has read from the data, kept beside the spec for when the data is elsewhere.

`penguins.sci` has `penguins.lock`. A lint in CI, or on a colleague's machine, then knows the fields without the data.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from scic.compiler.catalogue.component import Data
from scic.compiler.catalogue.ports import FieldType, Schema
from scic.compiler.ir import Experiment

SUFFIX = ".lock"


def lock_of(spec: Path) -> Path:
    """Where a spec's lock is."""
    return spec.with_suffix(SUFFIX)


def locked(experiment: Experiment) -> str:
    """The text of an experiment's lock: every data block whose fields are all known."""
    known = {
        block.name: {"settings": digest(block.component), **_written(block.record)}
        for block in experiment.data
        if block.record.complete
    }
    return json.dumps(known, indent=2, ensure_ascii=False) + "\n"


def keep_lock(experiment: Experiment) -> None:
    """Write the lock beside the spec, where it says something else than before; leave it where that is not allowed."""
    from scic.compiler.write.disk import replace_text  # a lint writes nothing, and starts without it

    path, text = lock_of(experiment.spec), locked(experiment)
    with suppress(OSError):
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            replace_text(path, text)


def read_lock(spec: Path) -> Mapping[str, Any]:
    """What the lock holds, by data block; empty when there is none, or none that can be read."""
    try:
        found = json.loads(lock_of(spec).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def recalled(entry: Any, data: Data) -> Schema | None:
    """The record type that was read before; None when the block has been changed since, or the entry is damaged."""
    if not isinstance(entry, dict) or entry.get("settings") != digest(data):
        return None
    types = {cls.noun: cls for cls in _types(FieldType)}
    try:
        record = {name: _type(types, dict(found)) for name, found in entry["fields"].items()}
    except (KeyError, TypeError, AttributeError):
        return None
    return Schema(record, entry.get("records"))


def digest(data: Data) -> str:
    """A fingerprint of a block's settings: another file, or another field, is another lock."""
    text = f"{data.named()} {data.model_dump_json(fallback=vars)}"
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _written(record: Schema) -> dict[str, Any]:
    return {
        "records": record.records,
        "fields": {name: type_.written() for name, type_ in record.fields.items()},
    }


def _type(types: Mapping[str, type[FieldType]], found: dict[str, Any]) -> FieldType:
    cls = types[found.pop("type")]
    return cls(**{name: tuple(value) if isinstance(value, list) else value for name, value in found.items()})


def _types(cls: type[FieldType]) -> Iterator[type[FieldType]]:
    for inner in cls.__subclasses__():
        yield inner
        yield from _types(inner)
