"""Adaptation on real digits: what was learnt on clean scans holds for a camera that shifts and adds noise."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from scic.compiler.catalogue.discovery import BACKENDS

Build = Callable[..., Path]
Train = Callable[..., list[str]]
Importable = Callable[[Path], None]

SPEC = """experiment {name} {{ seed: 1 }}
data sample as scans {{ set: digits, split: random(train: 60%, test: 40%) }}
data sample as photos {{
  set: digits
  transform: [noise(level: 20%), shift(pixels: 1)]
  labels: none
  split: random(train: 60%, test: 40%)
}}
model cnn {{ widths: [16, 32] }}
task classification as digit {{ predict: scans.digit }}
method {method} {{ {settings}epochs: 12, batch: 64, optimizer: adamw(lr: 3e-3) }}
validate external {{ data: photos }}
"""
METHODS = {"supervised": "", "dann": "source: scans, target: photos, ", "mmd": "source: scans, target: photos, "}
SEEDS = (1, 2, 3)
GAIN = 0.1
"""How much more of the target must be right, of the 0.17 to 0.3 that were measured."""


def accuracies(home: Path, run: str) -> dict[str, float]:
    """The share of test records that a run of the imported project gets right, in both data sets."""
    parts = {name: importlib.import_module(f"{home.name}.{name}") for name in ("data", "inference", "model", "runs")}
    config_class = importlib.import_module(f"{home.name}.config").Config
    where = parts["runs"].Run(home / "runs" / run)
    config, facts = where.config(config_class), where.facts()
    data = parts["data"].build_data(config)
    model = parts["inference"].restore(parts["model"].Model(config, facts), where.folder)
    found = {}
    for name, records in (("scans", data.test), ("photos", data.photos.test)):
        decoded = parts["inference"].decode(model, records, parts["data"].encode, facts, accelerator="cpu", chunk=999)
        answers = np.array(facts["digit"]["classes"])[decoded["digit"]["probabilities"].argmax(axis=1)]
        found[name] = float((answers == records["digit"].to_numpy()).mean())
    return found


@pytest.mark.slow
@pytest.mark.parametrize("backend", BACKENDS)
def test_the_target_is_read_better_for_having_been_seen(
    build: Build, train: Train, importable: Importable, tmp_path: Path, backend: str
) -> None:
    found: dict[str, list[dict[str, float]]] = {}
    for method, settings in METHODS.items():
        home = build(SPEC.format(name=f"by_{method}", method=method, settings=settings), tmp_path, backend)
        train(home, *SEEDS)
        importable(home)
        found[method] = [accuracies(home, f"s{seed}") for seed in SEEDS]
    for method in ("dann", "mmd"):
        for plain, adapted in zip(found["supervised"], found[method], strict=True):
            assert adapted["photos"] > plain["photos"] + GAIN, (method, found)
            assert adapted["scans"] > 0.93, (method, found)


@pytest.mark.slow
def test_nothing_of_the_training_sees_a_label_of_the_target(
    build: Build, importable: Importable, tmp_path: Path
) -> None:
    home = build(SPEC.format(name="blind", method="dann", settings=METHODS["dann"]), tmp_path)
    importable(home)
    data = importlib.import_module("blind.data").build_data(importlib.import_module("blind.config").Config())
    assert "digit" not in data.photos.train and "digit" in data.photos.test
    assert "digit" not in importlib.import_module("blind.data").encode(data.photos.train, data.facts)
    assert set(data.train.index) & set(data.photos.test.index) == set(), "the parts of both are the same records"
