"""Sequences: the two letters that mark a border of an exon count most, and batches are cut where lengths vary."""

from __future__ import annotations

import importlib
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from scic.compiler.catalogue.discovery import BACKENDS

Home = Callable[..., Path]

VARIED = """experiment varied {{ backend: {backend}, seed: 1 }}
data fasta {{
  path: "varied.fasta", header: "(?P<kind>rich|poor)", alphabet: dna
  split: random(train: 70%, validation: 15%, test: 15%)
}}
model lstm {{ width: 8 }}
task classification {{ predict: fasta.kind }}
method supervised {{ epochs: 2, batch: 8, optimizer: adamw(lr: 1e-2) }}
"""

MARKS = {"exon_intron": {30, 31}, "intron_exon": {28, 29}}
"""Where an intron begins, with GT, and where one ends, with AG; places count from 0."""


@pytest.mark.slow
@pytest.mark.parametrize(
    "backend",
    [
        pytest.param("pytorch", marks=pytest.mark.xdist_group("splice")),
        pytest.param("keras", marks=pytest.mark.xdist_group("splice-keras")),
    ],
)
def test_the_letters_that_mark_a_border_count_most(
    finished: Home, importable: Callable[[Path], None], backend: str
) -> None:
    home = finished("splice", backend)
    importable(home)
    data, config = (importlib.import_module(f"splice.{part}") for part in ("data", "config"))
    with np.load(home / "runs/main/figures/integrated_gradients.npz") as arrays:
        (found,) = (values for values in arrays.values() if values.ndim == 2 and values.shape[1] == 60)
    explained = data.build_data(config.Config()).test["junction"].iloc[: len(found)].to_numpy()
    for junction, marks in MARKS.items():
        strength = np.abs(found[explained == junction]).mean(axis=0)
        assert set(np.argsort(strength)[-3:].tolist()) >= marks, "a letter of the mark is not among the first three"
        assert strength[sorted(marks)].mean() > 10 * np.median(strength)


def varied(folder: Path) -> Path:
    """Sequences of 5 to 90 letters, rich in C and G or poor in them."""
    random = np.random.default_rng(0)
    entries = []
    for number in range(160):
        kind = ("rich", "poor")[number % 2]
        shares = [0.15, 0.35, 0.35, 0.15] if kind == "rich" else [0.35, 0.15, 0.15, 0.35]
        letters = "".join(random.choice(list("ACGT"), random.integers(5, 91), p=shares))
        entries.append(f">record{number} {kind}\n{letters}\n")
    (folder / "varied.fasta").write_text("".join(entries), encoding="utf-8")
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("backend", BACKENDS)
def test_where_lengths_vary_a_project_passes_its_own_tests(
    build: Home, plain_environment: dict[str, str], tmp_path: Path, backend: str
) -> None:
    """Among them: a run that is taken up again ends as one without a break, ONNX gives the network's numbers."""
    home = build(VARIED.format(backend=backend), varied(tmp_path), backend)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"]
    done = subprocess.run(command, cwd=home, env=plain_environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-6000:]


@pytest.mark.parametrize("backend", BACKENDS)
def test_training_batches_differ_in_length_and_no_others_do(
    build: Home, importable: Callable[[Path], None], tmp_path: Path, backend: str
) -> None:
    home = build(VARIED.format(backend=backend), varied(tmp_path), backend)
    importable(home)
    script, data, config = (importlib.import_module(name) for name in ("train", "varied.data", "varied.config"))
    settings = config.Config()
    parts = data.build_data(settings)
    longest = parts.facts["sequence"]["length"]

    def widths(loader: Any) -> list[int]:
        getattr(loader, "sampler", loader).set_epoch(0)
        return [batch["sequence"].shape[1] for batch in loader]

    training = widths(script.bucketed(parts.train, parts, settings, batch=8))
    assert len(training) == 14
    assert len(set(training)) > 4 and np.mean(training) < 0.7 * longest
    assert min(widths(script.held_out(parts, settings, batch=8))) >= longest
