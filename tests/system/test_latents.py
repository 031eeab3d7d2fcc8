"""Latents of counts: what is planted is found, on both backends, and what is no count is named."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import anndata
import numpy as np
import onnxruntime
import pandas as pd
import pytest

Build = Callable[[str, Path], Path]
Command = Callable[..., CompletedProcess[str]]

SPEC = """experiment planted {{ seed: {seed}, backend: {backend} }}
data anndata as cells {{ path: "cells.h5ad", layer: "counts" }}
model vae {{ latent: 2, hidden: [32] }}
task reconstruction {{ predict: cells.expression, likelihood: negative_binomial }}
method elbo {{ epochs: 25, batch: 32, optimizer: adamw(lr: 5e-3) }}
interpret embed {{ layer: latent, by: cells.kind, methods: [pca] }}
interpret traversal {{ genes: 5 }}
validate baselines {{ use: [pca] }}
"""


def write_cells(folder: Path) -> anndata.AnnData:
    """Three kinds of cells, each with ten genes of its own."""
    rng = np.random.default_rng(0)
    kinds = rng.integers(3, size=300)
    rates = np.full((3, 40), 0.5)
    for kind in range(3):
        rates[kind, 10 * kind : 10 * kind + 10] = 6.0
    counts = rng.poisson(rates[kinds]).astype(np.float32)
    obs = pd.DataFrame({"kind": [f"kind{kind}" for kind in kinds]}, index=[f"c{number}" for number in range(300)])
    var = pd.DataFrame(index=[f"gene{number}" for number in range(40)])
    cells = anndata.AnnData(np.log1p(counts), obs=obs, var=var, layers={"counts": counts})
    cells.write_h5ad(folder / "cells.h5ad")
    return cells


@pytest.mark.slow
@pytest.mark.parametrize(("backend", "seed"), [("pytorch", 1), ("pytorch", 2), ("pytorch", 3), ("keras", 1)])
def test_the_kinds_of_cells_are_found_in_counts(
    build: Build, script: Command, tmp_path: Path, backend: str, seed: int
) -> None:
    cells = write_cells(tmp_path)
    home = build(SPEC.format(seed=seed, backend=backend if backend == "pytorch" else "keras, engine: torch"), tmp_path)
    for name in ("train", "evaluate", "interpret", "export"):
        done = script(home, name)
        assert done.returncode == 0, f"{name}: {done.stderr}"
    run = home / "runs/main"
    found = json.loads((run / "evaluation.json").read_text())["tasks"]["reconstruction"]
    assert found["metrics"]["r2"]["value"] > 0.4
    with np.load(run / "figures/traversal.npz") as arrays:
        marked = {name for top in arrays["top"] for name in arrays["names"][top]}
        assert marked <= {f"gene{number}" for number in range(30)}
        assert np.corrcoef(arrays["drawn"].mean(axis=0), arrays["real"].mean(axis=0))[0, 1] > 0.7
    done = script(home, "predict", str(tmp_path / "cells.h5ad"))
    assert done.returncode == 0, done.stderr
    told = anndata.read_h5ad(run / "predictions/cells.h5ad").obsm["predicted"]
    latents = told[["reconstruction_latent_1", "reconstruction_latent_2"]].to_numpy()
    session = onnxruntime.InferenceSession(run / "model.onnx", providers=["CPUExecutionProvider"])
    (answer,) = session.run(None, {"expression": cells.layers["counts"]})
    np.testing.assert_allclose(answer[:, :2], latents, atol=1e-3)


def test_a_count_likelihood_over_logarithms_is_refused(scic: Command, tmp_path: Path) -> None:
    write_cells(tmp_path)
    text = SPEC.format(seed=1, backend="pytorch").replace(', layer: "counts"', "")
    (tmp_path / "planted.sci").write_text(text)
    done = scic("lint", tmp_path / "planted.sci")
    assert done.returncode == 1
    assert "SCI341" in done.stderr
    assert "`cells.expression` holds fractions" in done.stderr


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('layer: "counts"', 'layer: "count"', "has no layer `count`"),
        ("by: cells.kind", "by: cells.kinds", "did you mean `kind`"),
        ("latent: 2", "latent: 0", "latent"),
        ("latent: 2", "latent: 40", "40 latents stand for 40 genes"),
        (
            "task reconstruction { predict: cells.expression, likelihood: negative_binomial }",
            "task classification { predict: cells.kind }",
            "use a task that reads a latent: `reconstruction`",
        ),
    ],
)
def test_what_does_not_fit_is_said(scic: Command, tmp_path: Path, old: str, new: str, said: str) -> None:
    write_cells(tmp_path)
    text = SPEC.format(seed=1, backend="pytorch")
    assert old in text
    (tmp_path / "planted.sci").write_text(text.replace(old, new))
    done = scic("lint", tmp_path / "planted.sci")
    assert done.returncode == 1
    assert said in done.stdout + done.stderr
