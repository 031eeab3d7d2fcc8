"""A training step of an emitted project, against what one would write by hand for the same data."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.row import Row

ROOT = Path(__file__).resolve().parents[1]
DIGITS = """experiment {name} {{ seed: 1{backend} }}
data sample as scans {{ set: digits, split: random(train: 80%, test: 20%) }}
model cnn {{ widths: [32, 64] }}
task classification as answer {{ predict: scans.digit }}
method supervised as learn {{ epochs: {epochs}, batch: 64 }}
"""
PENGUINS = f"""experiment {{name}} {{{{ seed: 1{{backend}} }}}}
data csv as birds {{{{
  path: "{(ROOT / "specs/data/penguins.csv").as_posix()}"
  split: random(train: 80%, test: 20%)
}}}}
model mlp {{{{ hidden: [64, 64] }}}}
task classification as answer {{{{ predict: birds.species }}}}
method supervised as learn {{{{ epochs: {{epochs}}, batch: 32 }}}}
"""


@dataclass(frozen=True)
class Step:
    """A network whose step is timed, and what it is set against."""

    name: str
    spec: str
    epochs: int
    bound: float
    against: str
    backend: str = ""
    inside: str = "in_project.py"


STEPS = (
    Step("digits", DIGITS, 6, 1.3, "a plain loop"),
    Step("penguins", PENGUINS, 40, 2.5, "a plain loop"),
    Step("digits on Keras", DIGITS, 8, 1.2, "a bare fit", ", backend: keras", "in_keras_project.py"),
)


def step_ratios() -> Iterator[Row]:
    """Seconds of a step, the two loops in turn in one process of one thread."""
    scic = Path(sys.executable).with_name("scic")
    for step in STEPS:
        with tempfile.TemporaryDirectory() as folder:
            path, project = Path(folder, "spec.sci"), Path(folder, "project")
            spec = step.spec.format(name="timed", backend=step.backend, epochs=step.epochs)
            path.write_text(spec, encoding="utf-8")
            subprocess.run([scic, "build", path, "--out", project], check=True, capture_output=True)
            found = subprocess.run(
                [sys.executable, str(ROOT / "bench" / step.inside), "timed"],
                cwd=project,
                env={**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(project)},
                check=True,
                capture_output=True,
                text=True,
            )
            emitted, plain = json.loads(found.stdout.splitlines()[-1])
        detail = f"{1000 * emitted:.2f} ms against {1000 * plain:.2f} ms of {step.against}"
        yield Row(f"a step of {step.name}", emitted / plain, step.bound, detail)
