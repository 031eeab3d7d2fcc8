"""The command line as a user has it: a process with its exit code and its two streams."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
SOUND = """\
experiment iris { seed: 1 }

data sample as flowers { set: iris }
model mlp { hidden: [16] }
task classification { predict: flowers.species }
method supervised { epochs: 20 }
validate baselines
validate seeds { count: 3 }
"""

Scic = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def scic(tmp_path: Path) -> Scic:
    """Runs `scic` in an empty folder that holds `iris.sci` (sound) and `broken.sci` (two errors, one warning)."""
    (tmp_path / "iris.sci").write_text(SOUND)
    (tmp_path / "broken.sci").write_text(SOUND.replace("mlp {", "mpl {").replace("count: 3", "count: 0"))

    def run(*arguments: str, code: str = "") -> subprocess.CompletedProcess[str]:
        program = f"{code}\nimport sys\nfrom scic.compiler.cli import main\nsys.argv[0] = 'scic'\nmain()"
        environment = {key: value for key, value in os.environ.items() if key != "FORCE_COLOR"}
        return subprocess.run(
            [sys.executable, "-c", program, *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    return run
