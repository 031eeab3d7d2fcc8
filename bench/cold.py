"""How long a command takes from a cold start, beside the start of the libraries that it stands on."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from bench.ratio import Ratio, interleaved

ROUNDS = 9
SPEC = Path("specs/penguins.sci")
IMPORTS = "import lark, jinja2, typer; from pydantic import BaseModel, TypeAdapter"
"""pydantic imports its parts when they are first named; without a name it would cost next to nothing."""

LINT_LIMIT, BUILD_LIMIT = 2.4, 4.0


def cold_starts() -> list[Ratio]:
    """Lint and build the penguins, each in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        scic = str(Path(sys.executable).with_name("scic"))
        times = interleaved(
            {
                "imports": _process(sys.executable, "-c", IMPORTS),
                "lint": _process(scic, "lint", str(SPEC)),
                "build": _process(scic, "build", str(SPEC), "--out", f"{folder}/penguins"),
            },
            ROUNDS,
        )
    return [
        Ratio("scic lint", times["lint"], "its imports", times["imports"], LINT_LIMIT),
        Ratio("scic build", times["build"], "its imports", times["imports"], BUILD_LIMIT),
    ]


def _process(*command: str) -> Callable[[], float]:
    # an environment that forbids compiled modules would measure the compiler of Python
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}

    def run() -> float:
        start = perf_counter()
        subprocess.run(command, env=environment, check=True, capture_output=True)
        return perf_counter() - start

    return run
