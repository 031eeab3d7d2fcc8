"""Explanations find what the data were made to hold."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import numpy as np
import pandas as pd
import pytest
from PIL import Image

Command = Callable[..., CompletedProcess[str]]
Build = Callable[[str, Path], Path]
Home = Callable[[str], Path]

COLUMNS = """experiment planted {{ seed: 3 }}
data csv as made {{ path: "made.csv", split: random(train: 60%, validation: 15%, test: 25%) }}
model mlp {{ hidden: [64, 64], dropout: 0% }}
task {task} {{ predict: made.y }}
method supervised {{ epochs: 40, batch: 64, optimizer: adamw(lr: 5e-3) }}
interpret integrated_gradients {{ examples: 150 }}
validate baselines
"""
PLACES = """experiment patches { seed: 2 }
data folder as made { path: "made", split: random(train: 60%, validation: 20%, test: 20%, stratify: class) }
model cnn { widths: [8, 16] }
task classification { predict: made.class }
method supervised { epochs: 12, batch: 32, optimizer: adamw(lr: 1e-2) }
interpret occlusion { window: 4x4, stride: 2x2, examples: 20 }
interpret integrated_gradients { examples: 20 }
validate baselines
"""
PATCH = (slice(4, 8), slice(9, 13))
"""Where one of the two classes is brighter."""


def explained(home: Path, script: Command) -> Path:
    """Train and explain; where the numbers are."""
    for name in ("train", "interpret"):
        done = script(home, name)
        assert done.returncode == 0, done.stderr
    return home / "runs/main/figures"


@pytest.mark.slow
@pytest.mark.parametrize("task", ["regression", "classification"])
def test_integrated_gradients_rank_the_two_columns_that_matter(
    build: Build, script: Command, tmp_path: Path, task: str
) -> None:
    """One acts by itself, the other only together with it."""
    draw = np.random.default_rng(0)
    values = draw.normal(size=(800, 10))
    y = 2 * values[:, 3] + 2 * values[:, 3] * values[:, 7] + 0.1 * draw.normal(size=800)
    table = pd.DataFrame(values, columns=[f"x{n}" for n in range(10)]).round(4)
    table.assign(y=y.round(4) if task == "regression" else np.where(y > 0, "up", "down")).to_csv(
        tmp_path / "made.csv", index=False
    )
    figures = explained(build(COLUMNS.format(task=task), tmp_path), script)
    strength = np.abs(np.load(figures / "integrated_gradients.npz")["mlp"]).mean(axis=0)
    first, second, third = np.argsort(strength)[::-1][:3]
    assert {int(first), int(second)} == {3, 7}
    assert strength[second] > 2 * strength[third]


@pytest.mark.slow
def test_attributions_lie_where_the_class_was_drawn(build: Build, script: Command, tmp_path: Path) -> None:
    draw = np.random.default_rng(1)
    for number in range(200):
        image = draw.integers(0, 120, (16, 16))
        label = ("plain", "patched")[number % 2]
        if label == "patched":
            image[PATCH] += 100
        folder = tmp_path / "made" / label
        folder.mkdir(parents=True, exist_ok=True)
        Image.fromarray(image.astype(np.uint8)).save(folder / f"{number:03}.png")
    figures = explained(build(PLACES, tmp_path), script)
    around = np.zeros((16, 16), bool)
    around[2:10, 7:15] = True  # the patch and what a window that touches it covers
    occlusion = np.abs(np.load(figures / "occlusion.npz")["cnn"])
    assert occlusion[:, around].sum() / occlusion.sum() > 2 * around.mean()
    inside = np.zeros((16, 16), bool)
    inside[PATCH] = True
    gradients = np.abs(np.load(figures / "integrated_gradients.npz")["cnn"])
    assert gradients[:, inside].sum() / gradients.sum() > 4 * inside.mean()


@pytest.mark.slow
@pytest.mark.xdist_group("digits")
def test_occlusion_of_digits_lies_on_the_strokes(finished: Home, importable: Callable[[Path], None]) -> None:
    home = finished("digits")
    importable(home)
    data = importlib.import_module("digits.data")
    found = data.build_data(importlib.import_module("digits.config").Config())
    mass = np.load(home / "runs/main/figures/occlusion.npz")["cnn"].clip(min=0)
    ink = data.encode(found.test.iloc[: len(mass)], found.facts)["image"][..., 0] > 0
    assert mass[ink].sum() / mass.sum() > ink.mean() + 0.1
