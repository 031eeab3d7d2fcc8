"""Generation on real digits: what is made looks like digits to a classifier that has never seen made ones."""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import numpy as np
import onnxruntime
import pandas as pd
import pytest
from PIL import Image
from scipy.linalg import sqrtm
from sklearn.datasets import load_digits
from sklearn.neural_network import MLPClassifier

from scic.compiler.catalogue.discovery import BACKENDS
from scic.compiler.lint import lint_source
from scic.compiler.source import Source

Build = Callable[..., Path]
Train = Callable[..., list[str]]
Command = Callable[..., CompletedProcess[str]]
Importable = Callable[[Path], None]

SEED = 1
SHARE = 0.25
"""The distance to true digits, at most, as a share of that of noise."""


def frechet(one: np.ndarray, other: np.ndarray) -> float:
    """The distance of two clouds (n, d) by their means and covariances (Heusel et al. 2017)."""
    left, right = np.cov(one, rowvar=False), np.cov(other, rowvar=False)
    apart = ((one.mean(axis=0) - other.mean(axis=0)) ** 2).sum()
    return float(apart + np.trace(left + right - 2 * np.real(sqrtm(left @ right))))


def samples(home: Path, run: str) -> tuple[np.ndarray, dict[str, np.ndarray], np.ndarray]:
    """Pictures that a run of the imported project makes, and its own training and test records."""
    parts = {name: importlib.import_module(f"{home.name}.{name}") for name in ("data", "inference", "model", "runs")}
    config_class = importlib.import_module(f"{home.name}.config").Config
    where = parts["runs"].Run(home / "runs" / run)
    config, facts = where.config(config_class), where.facts()
    data = parts["data"].build_data(config)
    model = parts["inference"].restore(parts["model"].Model(config, facts), where.folder)
    new = parts["data"].read_new(len(data.test), config)
    decoded = parts["inference"].decode(model, new, parts["data"].encode, facts, accelerator="cpu", chunk=999)
    train = {"image": np.stack(data.train["image"]), "digit": data.train["digit"].to_numpy()}
    return decoded["generation"]["pictures"], train, np.stack(data.test["image"])


@pytest.mark.slow
def test_what_is_made_is_taken_for_digits(
    build: Build, train: Train, importable: Importable, specs: Path, tmp_path: Path
) -> None:
    spec = (specs / "gan.sci").read_text().replace("epochs: 120", "epochs: 80")
    home = build(spec, tmp_path)
    train(home, SEED)
    importable(home)
    made, known, test = samples(home, f"s{SEED}")
    flat = [each.reshape(len(each), -1) / 16 for each in (made, known["image"], test)]
    noise = np.random.default_rng(0).uniform(0, 1, flat[2].shape)
    classifier = MLPClassifier((32,), max_iter=400, random_state=0).fit(flat[1], known["digit"])

    def features(pictures: np.ndarray) -> np.ndarray:
        return np.asarray(np.maximum(pictures @ classifier.coefs_[0] + classifier.intercepts_[0], 0))

    true = features(flat[2])
    assert frechet(features(flat[0]), true) < SHARE * frechet(features(noise), true)
    digits, counts = np.unique(classifier.predict(flat[0]), return_counts=True)
    assert len(digits) >= 8, dict(zip(digits, counts, strict=True))
    assert made.reshape(len(made), -1).std(axis=0).mean() > 0.5 * test.reshape(len(test), -1).std(axis=0).mean()


@pytest.mark.slow
@pytest.mark.parametrize("backend", BACKENDS)
def test_a_digit_costs_fewer_bits_than_its_pixels_by_themselves(
    build: Build, run_all: Callable[..., None], importable: Importable, specs: Path, tmp_path: Path, backend: str
) -> None:
    """In bits a pixel: 17 levels by themselves cost 4.1, each pixel's own histogram of the training digits 2.4."""
    spec = (specs / "pixelcnn.sci").read_text().replace("epochs: 30", "epochs: 15")
    home = build(spec, tmp_path, backend)
    run_all(home, backend, ["train", "evaluate", "report"])
    importable(home)
    made, known, test = samples(home, "main")
    counts = np.stack([(known["image"][..., 0] == level).sum(axis=0) + 1 for level in range(17)])
    shares = counts / counts.sum(axis=0)
    histogram = -np.log2(np.take_along_axis(shares, test[..., 0].astype(int), axis=0)).mean()
    history = pd.read_csv(home / "runs/main/autoregressive/metrics.csv")
    assert history["validation_loss"].min() < histogram - 0.2
    assert np.isin(np.unique(made.round(3)), np.arange(17)).all()


SMALL = """experiment small {{ seed: 1, backend: {backend} }}
data files as scans {{ fields {{ image: image("scans/*.png", size: 4x4) }} }}
model pixelcnn {{ values: 0..16, levels: 17, width: 8, blocks: 2 }}
task generation {{ predict: scans.image }}
method autoregressive {{ epochs: 1 }}
"""


@pytest.mark.slow
@pytest.mark.parametrize("backend", ["pytorch", "keras, engine: torch"])
def test_what_is_drawn_value_by_value_is_exported(build: Build, script: Command, tmp_path: Path, backend: str) -> None:
    """Small pictures from files: PyTorch writes a step for every value."""
    (tmp_path / "scans").mkdir()
    for number, scan in enumerate(load_digits().images[:120]):
        Image.fromarray(scan.astype(np.uint8)).save(tmp_path / f"scans/{number:03}.png")
    home = build(SMALL.format(backend=backend), tmp_path, backend.split(",")[0])
    for name in ("train", "export"):
        done = script(home, name)
        assert done.returncode == 0, done.stderr
    latent = np.random.default_rng(1).standard_normal((3, 16)).astype(np.float32)
    session = onnxruntime.InferenceSession(home / "runs/main/model.onnx", providers=["CPUExecutionProvider"])
    (drawn,) = session.run(None, {"latent": latent})
    assert drawn.shape == (3, 4, 4, 1) and np.isin(drawn.round(3), np.arange(17)).all()


@pytest.mark.slow
@pytest.mark.parametrize("backend", BACKENDS)
def test_every_command_of_a_generator(
    build: Build, script: Command, run_all: Callable[..., None], specs: Path, tmp_path: Path, backend: str
) -> None:
    home = build((specs / "gan.sci").read_text().replace("epochs: 120", "epochs: 6"), tmp_path, backend)
    run_all(home, backend, ["train", "evaluate", "explore", "export", "report"])
    run = home / "runs/main"
    task = json.loads((run / "evaluation.json").read_text())["tasks"]["generation"]
    assert set(task["metrics"]) == {"frechet", "diversity"}
    assert task["baselines"]["uniform"]["frechet"] > 2 * task["baselines"]["gaussian_mixture"]["frechet"]
    assert (run / "figures/growth.png").stat().st_size
    assert "Samples over the training" in (run / "report.html").read_text()

    assert script(home, "predict", "5").returncode == 0
    made = np.load(run / "predictions/samples.npy")
    assert made.shape == (5, 8, 8, 1)
    assert len(np.unique(made.reshape(5, -1), axis=0)) == 5
    assert (run / "predictions/samples.png").stat().st_size
    session = onnxruntime.InferenceSession(run / "model.onnx", providers=["CPUExecutionProvider"])
    (latent,) = session.get_inputs()
    assert session.run(None, {latent.name: np.zeros((3, 32), np.float32)})[0].shape == (3, 8, 8, 1)
    done = script(home, "predict", "0")
    assert done.returncode == 1
    assert "at least 1" in done.stderr


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("model dcgan { latent: 32, width: 32 }", "model unet { depth: 2 }", "random vectors"),
        ("method gan { epochs: 120, batch: 64 }", "method supervised", "method gan"),
        ("model dcgan { latent: 32, width: 32 }", "model pixelcnn", "`pixelcnn` draws them value by value"),
        ("method gan { epochs: 120, batch: 64 }", "method autoregressive", "use `model pixelcnn`"),
        ("validate baselines", "interpret saliency", "makes its own of random vectors"),
        ("task generation { predict: scans.image }", "task classification { predict: scans.digit }", "`generation`"),
    ],
)
def test_what_makes_no_sense_of_a_generator(specs: Path, tmp_path: Path, old: str, new: str, words: str) -> None:
    text = (specs / "gan.sci").read_text()
    assert old in text
    checked = lint_source(Source(tmp_path / "gan.sci", text.replace(old, new)), tmp_path)
    assert any(words in f"{error.message()} {error.help()}" for error in checked.report.errors)
