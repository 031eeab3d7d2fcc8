"""Methods for few labels on real digits, five for each: unlabelled records must help, on records nobody has seen."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import numpy as np
import pytest

Command = Callable[..., CompletedProcess[str]]
Build = Callable[[str, Path], Path]

DIGITS = """experiment {name} {{ seed: 11 }}
data sample as scans {{
  set: digits
  labels: few(5)
  split: random(train: 60%, validation: 15%, test: 25%, stratify: digit)
  augment: [crop(padding: 12%), rotate(degrees: -15..15)]
}}
model cnn {{ widths: [32, 64] }}
task classification as digit {{ predict: scans.digit }}
method {method} as learn {{ epochs: 25, batch: 64, optimizer: adamw(lr: 1e-2), {settings} }}
"""
METHODS = {
    "supervised": "",
    "pseudo_label": "threshold: 0.95, warmup: 30%, ramp: 30%",
    "mean_teacher": "decay: 0.9, weight: 50, ramp: 50%",
    "mixmatch": "",
}
SEEDS = (11, 12, 13)


@pytest.mark.slow
@pytest.mark.xdist_group("few_labels")
def test_unlabelled_records_help(build: Build, script: Command, tmp_path: Path) -> None:
    found: dict[str, list[float]] = {}
    for method, settings in METHODS.items():
        name = f"few_{method}"
        home = build(DIGITS.format(name=name, method=method, settings=settings), tmp_path)
        for seed in SEEDS:
            done = script(home, "train", "--run", f"s{seed}", "--seed", seed)
            assert done.returncode == 0, done.stderr
            accuracy = next(word for word in done.stdout.split(", ") if "accuracy" in word).split()[-1]
            found.setdefault(method, []).append(float(accuracy))
    print(json.dumps(found))
    alone = np.array(found.pop("supervised"))
    for method, scores in found.items():
        assert np.mean(scores) > alone.mean() + 0.02, (method, scores, alone)
    assert all(np.array(found["mixmatch"]) > alone + 0.03), found
