"""What holds on an engine that has to be chosen before keras is imported, each in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
PARTS = sorted([*ROOT.glob("backends/components/*/*/keras.py"), *ROOT.glob("backends/keras/*.py")])


def run(engine: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A Python process whose keras computes on an engine."""
    environment = {**os.environ, "KERAS_BACKEND": engine}
    return subprocess.run([sys.executable, *arguments], env=environment, cwd=ROOT, capture_output=True, text=True)


def test_a_project_on_jax_imports_neither_pytorch_nor_tensorflow() -> None:
    names = [".".join(("scic", *path.relative_to(ROOT).with_suffix("").parts)) for path in PARTS]
    program = (
        "import importlib, sys\n"
        f"for name in {names}: importlib.import_module(name)\n"
        "print(sorted({'torch', 'tensorflow'} & set(sys.modules)))"
    )
    done = run("jax", "-c", program)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "chosen"),
    [
        (
            "test_equivalence.py",
            "same_weights and (mlp-0d-3 or cnn-3d-9 or unet-2d-11)",
        ),
        ("test_inputs.py", ""),
        ("components/test_losses.py", "teaches"),
        ("components/test_pixelcnn.py", "same_weights or exported"),
        ("components/test_augmentations.py", "draws_anew or looked_up or seed or mixup"),
    ],
)
def test_jax_computes_the_same(file: str, chosen: str) -> None:
    done = run("jax", "-m", "pytest", str(HERE / file), "-k", chosen, "-q")
    assert done.returncode == 0, done.stdout
