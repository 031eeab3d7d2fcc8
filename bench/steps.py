"""A training step of an emitted project, against a plain loop over the same network and data."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.row import Row

ROOT = Path(__file__).resolve().parents[1]
SPECS = {
    "digits": (
        1.3,
        """experiment digits_step { seed: 1 }
data sample as scans { set: digits, split: random(train: 80%, test: 20%) }
model cnn { widths: [32, 64] }
task classification as answer { predict: scans.digit }
method supervised as learn { epochs: 6, batch: 64 }
""",
    ),
    "penguins": (
        2.5,
        f"""experiment penguins_step {{ seed: 1 }}
data csv as birds {{ path: "{(ROOT / "specs/data/penguins.csv").as_posix()}", split: random(train: 80%, test: 20%) }}
model mlp {{ hidden: [64, 64] }}
task classification as answer {{ predict: birds.species }}
method supervised as learn {{ epochs: 40, batch: 32 }}
""",
    ),
}


def step_ratios() -> Iterator[Row]:
    """Seconds of a step, the two loops in turn in one process of one thread."""
    for name, (bound, spec) in SPECS.items():
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "spec.sci")
            path.write_text(spec, encoding="utf-8")
            project = Path(folder, "project")
            scic = Path(sys.executable).with_name("scic")
            subprocess.run([scic, "build", path, "--out", project], check=True, capture_output=True)
            found = subprocess.run(
                [sys.executable, str(ROOT / "bench" / "in_project.py"), f"{name}_step"],
                cwd=project,
                env={**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(project)},
                check=True,
                capture_output=True,
                text=True,
            )
            emitted, plain = json.loads(found.stdout.splitlines()[-1])
        detail = f"{1000 * emitted:.2f} ms against {1000 * plain:.2f} ms of a plain loop"
        yield Row(f"a step of {name}", emitted / plain, bound, detail)
