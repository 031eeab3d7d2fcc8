"""Several heads on one network, and several networks under one head, on real data."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from printed import metric

from scic.compiler.catalogue.discovery import BACKENDS

Build = Callable[..., Path]
Train = Callable[..., list[str]]

HEADS = """experiment two_heads { seed: 1 }
data csv as birds { path: "birds.csv", ignore: [year], split: random(train: 60%, test: 40%) }
model mlp { hidden: [64, 64], dropout: 10% }
task classification as species { predict: birds.species }
task regression as mass { predict: birds.body_mass_g }
method supervised { epochs: 60, batch: 32, balance: uncertainty, optimizer: adamw(lr: 3e-3) }
"""
HALVES = """experiment {name} {{ seed: 1 }}
data csv as scans {{
  path: "{table}"
  fields {{ upper: image, digit: category }}
  split: random(train: 60%, test: 40%)
}}
{models}
task classification as digit {{ predict: scans.digit }}
method supervised {{ epochs: 25, batch: 32, optimizer: adamw(lr: 3e-3) }}
"""
INK = ", ".join(f"scans.ink_{column}" for column in range(8))
EYE = "model cnn as eye { inputs: [scans.upper], widths: [16, 32] }"
SCALE = f"model mlp as scale {{ inputs: [{INK}], hidden: [32] }}"
BOTH = f"{EYE}\n{SCALE}\nmodel fusion {{ of: [eye, scale] }}"
SEEDS = (1, 2, 3)


@pytest.mark.slow
@pytest.mark.parametrize("backend", BACKENDS)
def test_two_heads_learn_though_many_targets_are_missing(
    build: Build, train: Train, specs: Path, tmp_path: Path, backend: str
) -> None:
    """A third of the birds lacks its species, another third its mass; each still teaches the other head."""
    birds = pd.read_csv(specs / "data/penguins.csv").dropna(subset=["species", "body_mass_g"])
    lacking = np.random.default_rng(0).integers(0, 3, len(birds))
    birds["species"] = birds["species"].where(lacking != 0)
    birds["body_mass_g"] = birds["body_mass_g"].where(lacking != 1)
    birds.to_csv(tmp_path / "birds.csv", index=False)
    home = build(HEADS, tmp_path, backend)
    for printed in train(home, *SEEDS):
        assert metric(printed, "species", "accuracy") > 0.93
        assert metric(printed, "mass", "r2") > 0.6


@pytest.mark.slow
@pytest.mark.parametrize("backend", BACKENDS)
def test_a_picture_and_numbers_say_more_than_either(
    build: Build, train: Train, specs: Path, tmp_path: Path, backend: str
) -> None:
    found: dict[str, list[float]] = {}
    for name, models in {"upper_half": EYE, "lower_half": SCALE, "both_halves": BOTH}.items():
        table = (specs / "data/digit_halves.csv").resolve().as_posix()
        home = build(HALVES.format(name=name, table=table, models=models), tmp_path, backend)
        found[name] = [metric(printed, "digit", "accuracy") for printed in train(home, *SEEDS)]
    best = [max(upper, lower) for upper, lower in zip(found["upper_half"], found["lower_half"], strict=True)]
    gains = [both - alone for both, alone in zip(found["both_halves"], best, strict=True)]
    assert min(gains) > 0, found
    assert sum(gains) / len(gains) > 0.03, found
