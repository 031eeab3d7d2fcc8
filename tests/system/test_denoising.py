"""Denoising without a clean picture: what was planted comes out, and the clean pictures have no part in it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import numpy as np
import pytest
import tifffile
import torch
from scipy import ndimage

Build = Callable[[str, Path], Path]
Command = Callable[..., CompletedProcess[str]]

SPEC = """experiment {name} {{ seed: 4 }}
data files as scans {{
  fields {{ clean: image("{name}_clean/*.tif"), noisy: image("noisy/*.tif") }}
  split: random(train: 60%, validation: 20%, test: 20%)
  augment: [flip, rotate90]
}}
model unet {{ inputs: [scans.noisy], depth: 2, width: 8, normalization: none }}
task denoising {{ predict: scans.noisy, clean: scans.clean }}
method noise2self {{ epochs: {epochs}, batch: 4, grid: 3, optimizer: adamw(lr: 2e-3) }}
validate baselines
"""


def discs(folder: Path, count: int) -> list[np.ndarray]:
    """Write noisy pictures of bright discs, and give the clean ones."""
    rng = np.random.default_rng(8)
    (folder / "noisy").mkdir()
    clean = []
    for number in range(count):
        picture = np.zeros((48, 48))
        for _ in range(3):
            far = np.hypot(*(np.indices(picture.shape) - rng.uniform(6, 42, (2, 1, 1))))
            picture = np.maximum(picture, 100 * (far < rng.uniform(5, 9)))
        picture = ndimage.gaussian_filter(picture, 0.7).astype(np.float32)
        noisy = (picture + rng.normal(0, 40, picture.shape)).astype(np.float32)
        tifffile.imwrite(folder / f"noisy/{number:02}.tif", noisy)
        clean.append(picture)
    return clean


def write(folder: Path, pictures: list[np.ndarray]) -> None:
    folder.mkdir()
    for number, picture in enumerate(pictures):
        tifffile.imwrite(folder / f"{number:02}.tif", picture)


@pytest.mark.slow
def test_discs_come_out_of_their_noise_better_than_by_any_filter(build: Build, script: Command, tmp_path: Path) -> None:
    write(tmp_path / "discs_clean", discs(tmp_path, 40))
    home = build(SPEC.format(name="discs", epochs=40), tmp_path)
    for seed in (1, 2, 3):
        for name, more in (("train", ("--seed", str(seed))), ("evaluate", ())):
            done = script(home, name, "--run", f"s{seed}", *more)
            assert done.returncode == 0, f"{name}: {done.stderr}"
        task = json.loads((home / f"runs/s{seed}/evaluation.json").read_text())["tasks"]["denoising"]
        own, others = task["metrics"]["psnr"]["value"], task["baselines"]
        assert set(others) == {"unfiltered", "median_filter", "gaussian_filter"}
        assert own > max(scores["psnr"] for scores in others.values()) + 1
        assert own > others["unfiltered"]["psnr"] + 8


@pytest.mark.slow
def test_what_the_clean_pictures_show_changes_no_weight(build: Build, script: Command, tmp_path: Path) -> None:
    clean = discs(tmp_path, 20)
    weights = []
    for name, pictures in (("true", clean), ("false", [100 - picture for picture in clean])):
        write(tmp_path / f"{name}_discs_clean", pictures)
        home = build(SPEC.format(name=f"{name}_discs", epochs=2), tmp_path)
        done = script(home, "train")
        assert done.returncode == 0, done.stderr
        weights.append(torch.load(home / "runs/main/model.pt", weights_only=True))
    for name, value in weights[0].items():
        assert torch.equal(value, weights[1][name]), name
