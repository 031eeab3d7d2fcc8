"""How long a step of an emitted training takes, beside a loop in plain PyTorch with the same network and data."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.ratio import Ratio

LIMITS = {"digits": 1.3, "penguins": 2.5}
"""A small table leaves little to do in a step, so that the trainer's own half millisecond shows."""


def training_steps() -> list[Ratio]:
    """Build each project and time it in a process of its own, since every project has a module `train`."""
    return [_project(name, limit) for name, limit in LIMITS.items()]


def _project(name: str, limit: float) -> Ratio:
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / name
        scic = str(Path(sys.executable).with_name("scic"))
        subprocess.run(
            [scic, "build", f"specs/{name}.sci", "--out", str(project)], check=True, capture_output=True
        )
        timer = Path(__file__).with_name("step_timer.py")
        environment = os.environ | {"PYTHONPATH": str(project), "OMP_NUM_THREADS": "1"}
        done = subprocess.run(
            [sys.executable, str(timer), name, folder], env=environment, check=True, stdout=subprocess.PIPE, text=True
        )
    times = json.loads(done.stdout.splitlines()[-1])
    return Ratio(f"a step of {name}", times["emitted"], "a plain loop", times["plain"], limit)
