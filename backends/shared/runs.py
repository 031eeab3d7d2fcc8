"""A run: the folder that holds everything one training has made, and that every later step reads."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import distributions
from pathlib import Path
from platform import platform, python_version
from typing import Any, TypeVar

from pydantic import TypeAdapter

Config = TypeVar("Config")

FREE = ("evaluation", "hardware")
"""Parts of the configuration that may differ when a run goes on: they say how it is scored and where it runs."""


@dataclass(frozen=True)
class Run:
    """`runs/<name>/` and the files in it."""

    folder: Path

    @property
    def name(self) -> str:
        """The folder's own name."""
        return self.folder.name

    @property
    def figures(self) -> Path:
        """Where pictures go, each with its caption."""
        return self.folder / "figures"

    def stage(self, name: str) -> Path:
        """The folder of one stage of the training."""
        return self.folder / name

    def start(self, config: Any, facts: Mapping[str, Any]) -> None:
        """Record what the run is; a run that has begun with other numbers is refused, with the differences."""
        now = json.loads(json.dumps(asdict(config)))
        path = self.folder / "config.json"
        if path.exists():
            before = json.loads(path.read_text(encoding="utf-8"))
            if found := list(differences(before, now)):
                raise SystemExit(
                    f"{self.folder} was begun with other numbers:\n  "
                    + "\n  ".join(found)
                    + "\ngive this run a name of its own with --run NAME, or go on with the old numbers"
                )
        self.write("config.json", now)
        self.write("facts.json", facts)
        write_text(self.folder / "environment.txt", environment())

    def config(self, kind: type[Config]) -> Config:
        """The numbers that the run was begun with."""
        return TypeAdapter(kind).validate_json(self._text("config.json"))

    def facts(self) -> dict[str, Any]:
        """What was measured on the training records."""
        return dict(json.loads(self._text("facts.json")))

    def read(self, name: str) -> dict[str, Any]:
        """A JSON file of the run; empty when it has not been written."""
        path = self.folder / name
        return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}

    def write(self, name: str, content: Any) -> None:
        """Write a JSON file of the run, whole or not at all."""
        write_text(self.folder / name, json.dumps(content, indent=2, ensure_ascii=False, allow_nan=True) + "\n")

    def _text(self, name: str) -> str:
        path = self.folder / name
        if not path.exists():
            raise SystemExit(f"{self.folder} holds no finished training: run `python train.py --run {self.name}` first")
        return path.read_text(encoding="utf-8")


def write_text(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    waiting = path.with_name(f".{path.name}.{os.getpid()}")
    waiting.write_text(text, encoding="utf-8")
    waiting.replace(path)


def differences(before: Mapping[str, Any], now: Mapping[str, Any], prefix: str = "") -> Iterator[str]:
    """Each number that differs, as `mlp.dropout: 0.1, now 0.2`."""
    for key in dict.fromkeys([*before, *now]):
        if not prefix and key in FREE:
            continue
        old, new = before.get(key), now.get(key)
        if isinstance(old, dict) and isinstance(new, dict):
            yield from differences(old, new, f"{prefix}{key}.")
        elif old != new:
            yield f"{prefix}{key}: {old}, now {new}"


def environment() -> str:
    """The interpreter, the platform and every installed distribution, for whoever repeats the run."""
    installed = sorted({f"{d.metadata['Name']}=={d.version}" for d in distributions()}, key=str.casefold)
    return "\n".join([f"# Python {python_version()} on {platform()}", *installed]) + "\n"
