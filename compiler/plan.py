"""The project plan: every file of a project, by path, before anything touches the disk."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol, cast

from scic.compiler.frozen import Frozen
from scic.compiler.ir import Experiment


class Plan(Frozen):
    """Path inside the project to text."""

    files: Mapping[str, str]

    def __str__(self) -> str:
        """A listing: one file a line, with its number of lines."""
        width = max(map(len, self.files))
        return "\n".join(
            f"{path:<{width}}  {text.count(chr(10)):>5} lines" for path, text in sorted(self.files.items())
        )


class Lowering(Protocol):
    """What a backend offers: `scic.backends.<backend>.lowering`."""

    def lower(self, experiment: Experiment, home: Path) -> Mapping[str, str]:
        """Path to text of every file of the project that will stand in the folder `home`."""


def plan(experiment: Experiment, home: Path) -> Plan:
    """The files of an experiment's project; imports the backend's lowering, which imports no framework."""
    lowering = cast(Lowering, importlib.import_module(f"scic.backends.{experiment.settings.backend}.lowering"))
    return Plan(lowering.lower(experiment.completed(), home))
