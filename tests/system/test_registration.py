"""Registration of bent pictures that nobody has said the motion of: their labels come to lie on each other."""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import numpy as np
import pytest
import tifffile
from scipy import ndimage

from scic.backends.components.field.deform.shared import smooth_displacement
from scic.backends.shared.warping import warped

Build = Callable[[str, Path], Path]
Command = Callable[..., CompletedProcess[str]]

SPEC = """experiment slices { seed: 4 }
data files as scans {
  fields {
    before: image("before/*.tif"), before_mask: mask("before_mask/*.tif", classes: [background, spot])
    after: image("after/*.tif"), after_mask: mask("after_mask/*.tif", classes: [background, spot])
  }
  split: random(train: 70%, validation: 10%, test: 20%)
  augment: [flip, rotate90]
}
model voxelmorph { depth: 3, width: 8, squarings: 3 }
task registration {
  predict: scans.before, fixed: scans.after, labels: [scans.before_mask, scans.after_mask], loss: lncc, smoothness: 0.3
}
method supervised { epochs: 25, batch: 4, optimizer: adamw(lr: 5e-3) }
validate baselines
"""
COUNT, SIDE = 50, 48


def write(folder: Path) -> None:
    """Write pairs of textured pictures with spots, the first of them bent and of other brightness."""
    rng = np.random.default_rng(8)
    for name in ("before", "before_mask", "after", "after_mask"):
        (folder / name).mkdir()
    for number in range(COUNT):
        spots = np.zeros((SIDE, SIDE))
        for _ in range(5):
            far = np.hypot(*(np.indices(spots.shape) - rng.uniform(6, SIDE - 6, (2, 1, 1))))
            spots = np.maximum(spots, far < rng.uniform(3, 6))
        after = 100 * spots + 800 * ndimage.gaussian_filter(rng.normal(size=spots.shape), 4) + 300
        bend = smooth_displacement(spots.shape, amount=0.05, points=3, rng=rng)
        shade = np.linspace(1, 3, SIDE)[:, None]
        for name, picture in (("before", shade * warped(after[..., None], bend)[..., 0]), ("after", after)):
            tifffile.imwrite(folder / f"{name}/{number:02}.tif", picture.clip(0, 60_000).astype(np.uint16))
        before = warped(spots[..., None], bend, labels=True)[..., 0]
        for name, labels in (("before_mask", before), ("after_mask", spots)):
            tifffile.imwrite(folder / f"{name}/{number:02}.tif", labels.astype(np.uint8))


@pytest.mark.slow
def test_bent_slices_are_laid_on_each_other_though_their_brightness_differs(
    build: Build, script: Command, tmp_path: Path
) -> None:
    write(tmp_path)
    home = build(SPEC, tmp_path)
    for seed in (1, 2, 3):
        for name, more in (("train", ("--seed", str(seed))), ("evaluate", ())):
            done = script(home, name, "--run", f"s{seed}", *more)
            assert done.returncode == 0, f"{name}: {done.stderr}"
        task = json.loads((home / f"runs/s{seed}/evaluation.json").read_text())["tasks"]["registration"]
        own, others = {name: each["value"] for name, each in task["metrics"].items()}, task["baselines"]
        assert set(others) == {"unmoved", "best_shift", "optical_flow"}
        for scores in others.values():
            assert own["dice"] > scores["dice"] + 0.05
            assert own["correlation"] > scores["correlation"] + 0.03
        assert own["folds"] < 0.01

    out = tmp_path / "out"
    done = script(home, "predict", tmp_path / "before", tmp_path / "after", "--run", "s3", "--out", out)
    assert done.returncode == 0, done.stderr
    for number in range(COUNT):
        moved = tifffile.imread(out / f"{number:02}_registration.tif")
        found = tifffile.imread(out / f"{number:02}_registration_displacement.tif")
        assert moved.shape == (SIDE, SIDE) and moved.dtype == np.uint16
        assert found.shape == (SIDE, SIDE, 2) and found.dtype == np.float32
        before = tifffile.imread(tmp_path / f"before/{number:02}.tif")
        assert np.abs(warped(before[..., None], found)[..., 0] - moved).max() < 2


VOLUME = """experiment stacks { seed: 1 }
data files as scans {
  fields { after: volume("after/*.npy", spacing: 1x1x1), before: deform(of: after, amount: 5%, points: 2) }
  split: random(train: 50%, validation: 25%, test: 25%)
}
model voxelmorph { depth: 2, width: 4, squarings: 2 }
task registration { predict: scans.before, fixed: scans.after }
method supervised { epochs: 2, batch: 2 }
validate baselines { use: [unmoved, best_shift] }
"""


@pytest.mark.slow
@pytest.mark.parametrize("backend", ["pytorch", "keras, engine: torch"])
def test_volumes_are_registered_and_exported(build: Build, script: Command, tmp_path: Path, backend: str) -> None:
    rng = np.random.default_rng(2)
    for name in ("after", "new"):
        (tmp_path / name).mkdir()
    for number in range(8):
        volume = ndimage.gaussian_filter(rng.normal(size=(12, 16, 20)), 2).astype(np.float32)
        np.save(tmp_path / f"after/{number}.npy", volume)
    np.save(tmp_path / "new/0.npy", volume)
    home = build(VOLUME.replace("seed: 1", f"seed: 1, backend: {backend}"), tmp_path, backend.split(",")[0])
    for name in ("train", "evaluate", "export", "report"):
        done = script(home, name)
        assert done.returncode == 0, f"{name}: {done.stderr}"
    done = script(home, "predict", tmp_path / "new", tmp_path / "after/0.npy")
    assert done.returncode == 0, done.stderr
    assert np.load(home / "runs/main/predictions/0_registration_displacement.npy").shape == (12, 16, 20, 3)
    refused = script(home, "predict", tmp_path / "new", tmp_path / "after")
    assert refused.returncode == 1
    assert "has a file of after and none of before" in refused.stderr


def test_what_a_volume_is_bent_to_lies_as_far_apart(
    build: Build, importable: Callable[[Path], None], tmp_path: Path
) -> None:
    """Its slices wait for the pixels to be as coarse, as lint has counted on."""
    (tmp_path / "after").mkdir()
    for number in range(8):
        np.save(tmp_path / f"after/{number}.npy", np.random.default_rng(number).normal(size=(2, 16, 20)))
    home = build(VOLUME.replace("1x1x1", "4x1x1"), tmp_path)
    importable(home)
    config, data, model = (importlib.import_module(f"stacks.{name}") for name in ("config", "data", "model"))
    facts = data.build_data(config.Config()).facts
    assert facts["before"]["spacing"] == facts["after"]["spacing"] == [4, 1, 1]
    assert model.Model(config.Config(), facts).trunk.multiples == (1, 4, 4)
