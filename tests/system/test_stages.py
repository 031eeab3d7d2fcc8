"""Stages on real digits, five labels for each: what was learnt without labels is worth many."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from weights import weights

from scic.compiler.catalogue.discovery import BACKENDS

Build = Callable[..., Path]
Train = Callable[..., list[str]]
Importable = Callable[[Path], None]

DIGITS = """experiment {name} {{ seed: 1 }}
data sample as scans {{
  set: digits
  labels: few(5)
  split: random(train: 60%, validation: 15%, test: 25%, stratify: digit)
}}
model cnn {{ widths: [16, 32, 64], convolutions: 1 }}
task classification as digit {{ predict: scans.digit }}
{stages}
"""
PRETRAIN = """
method simclr as pretrain {
  epochs: 120
  batch: 128
  optimizer: adamw(lr: 1e-2)
  temperature: 0.2
  views: [rotate(degrees: -20..20), crop(padding: 13%), noise(deviation: 0.3)]
}"""
LABELS = "epochs: 60, batch: 25"
PROBE = f"method supervised as probe {{ START freeze: trunk, {LABELS}, optimizer: adamw(lr: 3e-2) }}"
SPECS = {
    "pretrained": [
        PRETRAIN,
        PROBE.replace("START", "start: pretrain,"),
        f"""method supervised as network {{
          start: pretrain, freeze: trunk(epochs: 10), {LABELS}, optimizer: adamw(lr: 1e-2, rates: parts(trunk: 0.3))
        }}""",
    ],
    "fresh": [
        PROBE.replace("START", ""),
        f"method supervised as network {{ {LABELS}, optimizer: adamw(lr: 1e-2) }}",
    ],
}
"""The same labels and the same steps with and without a pretraining; a probe trains the head alone."""
SEEDS = {"pytorch": (1, 2, 3), "keras": (1,)}
"""Keras computes the same steps, so that one seed shows whether its stages pass on what they should."""


def accuracy(home: Path, run: str, stage: str) -> float:
    """The share of test records that a stage of the imported project gets right."""
    parts = {name: importlib.import_module(f"{home.name}.{name}") for name in ("data", "inference", "model", "runs")}
    config_class = importlib.import_module(f"{home.name}.config").Config
    where = parts["runs"].Run(home / "runs" / run)
    config, facts = where.config(config_class), where.facts()
    test = parts["data"].build_data(config).test
    model = parts["inference"].restore(parts["model"].Model(config, facts), where.stage(stage))
    decoded = parts["inference"].decode(model, test, parts["data"].encode, facts, accelerator="cpu", chunk=999)
    answers = np.array(facts["digit"]["classes"])[decoded["digit"]["probabilities"].argmax(axis=1)]
    return float((answers == test["digit"].to_numpy()).mean())


@pytest.mark.slow
@pytest.mark.parametrize("backend", BACKENDS)
def test_what_was_learnt_without_labels_is_worth_many(
    build: Build, train: Train, importable: Importable, tmp_path: Path, backend: str
) -> None:
    found: dict[str, list[float]] = {}
    for name, stages in SPECS.items():
        home = build(DIGITS.format(name=name, stages="\n".join(stages)), tmp_path, backend)
        train(home, *SEEDS[backend])
        importable(home)
        for stage in ("probe", "network"):
            found[f"{name} {stage}"] = [accuracy(home, f"s{seed}", stage) for seed in SEEDS[backend]]
    assert np.mean(found["pretrained network"]) > np.mean(found["fresh network"]) + 0.02, found
    assert all(np.array(found["pretrained network"]) > found["fresh network"]), found
    assert all(np.array(found["pretrained probe"]) > np.array(found["fresh probe"]) + 0.05), found

    folder = tmp_path / "pretrained/runs/s1"
    before, after = weights(folder / "pretrain"), weights(folder / "probe")
    moved = {key for key, value in before.items() if not np.array_equal(value, after[key])}
    assert moved == {key for key in before if key.startswith(("tasks.", "layers/classification/"))}
