"""Every experiment of the gallery, from the spec to the report, with the numbers it is committed with."""

from __future__ import annotations

import ast
import importlib
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import pandas as pd
import pytest

from scic.compiler.catalogue.discovery import BACKENDS
from scic.compiler.lint import lint

Home = Callable[..., Path]

TASKS = {
    "penguins": "species",
    "diabetes": "progression",
    "digits": "digit",
    "nuclei": "segmentation",
    "boxes": "detection",
    "nuclei3d": "segmentation",
    "domains": "digit",
    "penguins_two": "species",
    "halves": "digit",
    "freesolv": "regression",
    "few_labels": "digit",
    "mixmatch": "digit",
    "denoise": "denoising",
    "registration": "registration",
    "cells": "reconstruction",
    "splice": "classification",
}
"""What is learnt from records, and its task."""
ELSEWHERE = {"cartpole", "emma", "gan", "pixelcnn"}
"""What acts, makes pictures or writes; `test_control.py`, `test_generation.py` and `test_language.py` look at it."""
LEAST = {
    "penguins": ("accuracy", 0.95),
    "diabetes": ("r2", 0.25),
    "digits": ("accuracy", 0.97),
    "nuclei": ("dice", 0.80),
    "boxes": ("map50", 0.75),
    "nuclei3d": ("dice", 0.75),
    "domains": ("accuracy", 0.93),
    "penguins_two": ("accuracy", 0.93),
    "halves": ("accuracy", 0.85),
    "freesolv": ("r2", 0.2),
    "few_labels": ("accuracy", 0.85),
    "mixmatch": ("accuracy", 0.90),
    "denoise": ("psnr", 25.6),
    "registration": ("correlation", 0.91),
    "cells": ("r2", 0.11),
    "splice": ("accuracy", 0.93),
}
"""What the network reaches on the test records, with room for another machine's rounding."""
MARGINS = {"registration": 0.07}
"""By how much it must beat what learns nothing, where that is not 0.2: two pictures of the same cells are alike."""

PYTORCH_ONLY = {"boxes"}
"""What Keras has no components for."""
EVERY = [
    pytest.param(name, backend, marks=pytest.mark.xdist_group(name if backend == "pytorch" else f"{name}-{backend}"))
    for name in TASKS
    for backend in BACKENDS
    if backend == "pytorch" or name not in PYTORCH_ONLY
]
PYTORCH = [each for each in EVERY if each.values[1] == "pytorch"]


def evaluation(home: Path) -> dict[str, Any]:
    return dict(json.loads((home / "runs/main/evaluation.json").read_text()))


def test_knows_the_whole_gallery(specs: Path) -> None:
    checked = {path.stem: lint(path) for path in specs.glob("*.sci")}
    experiments = {name: each.experiment for name, each in checked.items()}
    assert all(experiments.values()), "a spec of the gallery does not compile"
    assert set(experiments) == set(TASKS) | ELSEWHERE


@pytest.mark.parametrize(("name", "backend"), EVERY)
def test_a_project_imports_nothing_of_scic(built: Home, name: str, backend: str) -> None:
    for path in built(name, backend).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            modules = [node.module] if isinstance(node, ast.ImportFrom) else []
            modules += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            assert "scic" not in {str(module).split(".")[0] for module in modules}, path


@pytest.mark.slow
@pytest.mark.parametrize(("name", "backend"), EVERY)
def test_learns_what_it_is_for(finished: Home, name: str, backend: str) -> None:
    home = finished(name, backend)
    metric, least = LEAST[name]
    found = evaluation(home)
    assert all(found["records"].values())
    task = found["tasks"][TASKS[name]]
    assert task["metrics"][metric]["value"] >= least
    for each in task["metrics"].values():
        assert each["low"] <= each["value"] <= each["high"]
    stages = [pd.read_csv(path) for path in (home / "runs/main").glob("*/metrics.csv")]
    assert stages
    for history in stages:
        assert history["epoch"].tolist() == list(range(len(history)))
        assert history.notna().all(axis=None)
        assert history["train_loss"].iloc[-1] < history["train_loss"].iloc[0]
    assert (home / "train.out").read_text().count(f"test {TASKS[name]}: {metric} ") == 1


@pytest.mark.slow
@pytest.mark.parametrize(("name", "backend"), EVERY)
def test_says_plainly_whether_it_beats_the_simple_models(finished: Home, name: str, backend: str) -> None:
    home = finished(name, backend)
    metric, _ = LEAST[name]
    task = evaluation(home)["tasks"][TASKS[name]]
    own = task["metrics"][metric]["value"]
    others = {model: scores[metric] for model, scores in task["baselines"].items()}
    floors = [model for model in ("mean", "majority", "unfiltered", "unmoved", "typical_boxes") if model in others]
    # a reconstruction has no model that learns nothing beside it
    assert floors or "pca" in others
    assert all(own > others[floor] + MARGINS.get(name, 0.2) for floor in floors[:1])
    _, _, after = (home / "evaluate.out").read_text().partition(f"{TASKS[name]}: {metric} ")
    said = re.split(r"\n(?! )", after)[0]  # what is said of this task
    beaten = own > max(others.values())
    assert ("the network beats them all" in said) == beaten
    assert ("the network does not beat them all" in said) != beaten
    assert all(f"{model}: {value:.3f}" in said for model, value in others.items())


@pytest.mark.slow
@pytest.mark.xdist_group("domains")
def test_another_data_set_is_scored_beside_the_test_records(finished: Home) -> None:
    """Without adaptation, less than half of the noisy photographs are read."""
    home = finished("domains")
    found = evaluation(home)["tasks"]["digit"]["elsewhere"]["photos"]
    right = found["metrics"]["accuracy"]
    assert found["records"] == 449 and right["low"] <= right["value"] <= right["high"]
    assert right["value"] > 0.55
    assert f"on photos: {right['value']:.3f}" in (home / "evaluate.out").read_text()
    assert "On other data" in (home / "runs/main/report.html").read_text()
    assert (home / "runs/main/figures/photos_digit.png").stat().st_size


class Page(HTMLParser):
    """What a page loads, and how it describes its pictures."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.pictures: list[dict[str, str | None]] = []
        self.loaded: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "img":
            self.pictures.append(values)
        elif tag != "a":
            self.loaded += [str(values[name]) for name in ("src", "href", "srcset", "data") if values.get(name)]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "backend"), EVERY)
def test_the_report_is_one_page_that_needs_nothing_else(finished: Home, name: str, backend: str) -> None:
    home = finished(name, backend)
    text = (home / "runs/main/report.html").read_text()
    page = Page(text)
    assert page.loaded == []
    assert "url(" not in text and "@import" not in text
    assert all(str(picture["src"]).startswith("data:image/") for picture in page.pictures)
    assert all(picture["alt"] for picture in page.pictures)
    assert len(page.pictures) >= len(list((home / "runs/main/figures").glob("*.png")))
    for task in evaluation(home)["tasks"]:
        assert task in text


@pytest.mark.slow
@pytest.mark.parametrize(("name", "backend"), EVERY)
def test_every_explanation_has_its_numbers_and_its_picture(
    finished: Home, specs: Path, name: str, backend: str
) -> None:
    figures = finished(name, backend) / "runs/main/figures"
    experiment = lint(specs / f"{name}.sci").experiment
    assert experiment is not None
    tasks = [f"_{task.name}" for task in experiment.tasks] if len(experiment.tasks) > 1 else [""]
    for each in (f"{block.name}{task}" for block in experiment.interprets for task in tasks):
        assert (figures / f"{each}.png").stat().st_size
        with np.load(figures / f"{each}.npz") as arrays:
            for key, values in arrays.items():
                if values.dtype.kind == "U":  # the names of genes
                    assert values.size and all(values)
                    continue
                # a target may be missing, and what pads a molecule to the size of the largest was not explained
                known = values[~np.isnan(values)] if key == "truth" or name == "freesolv" else values
                assert known.size and np.isfinite(known).all()


@pytest.mark.slow
@pytest.mark.parametrize(("name", "backend"), EVERY)
def test_exploring_finds_something_to_say(finished: Home, name: str, backend: str) -> None:
    home = finished(name, backend)
    findings = json.loads((home / "runs/main/exploration.json").read_text())["findings"]
    assert findings
    assert all(finding in (home / "explore.out").read_text() for finding in findings)
    assert list((home / "runs/main/figures").glob(f"data_{TASKS[name]}_*.png"))


@pytest.mark.slow
@pytest.mark.parametrize(("name", "backend"), PYTORCH)
def test_onnx_gives_the_network_s_numbers(
    finished: Home, importable: Callable[[Path], None], name: str, backend: str
) -> None:
    """On the test records, in another number than it was exported with."""
    home = finished(name, backend)
    importable(home)
    data, inference, loaders, model, runs, config = (
        importlib.import_module(f"{name}.{part}")
        for part in ("data", "inference", "loaders", "model", "runs", "config")
    )
    run = runs.Run(home / "runs/main")
    numbers, facts = run.config(config.Config), run.facts()
    network = inference.restore(model.Model(numbers, facts), run.folder).eval()
    records = data.build_data(numbers).test.iloc[:3]
    inputs = {key: values for key, values in data.encode(records, facts).items() if key in network.inputs}
    outputs = network(loaders.as_tensors(inputs))
    session = onnxruntime.InferenceSession(run.folder / "model.onnx", providers=["CPUExecutionProvider"])
    answers = dict(zip(outputs, session.run(list(outputs), inputs), strict=True))
    for task, output in outputs.items():
        expected = output.detach().numpy()
        assert len(expected) == len(records)
        np.testing.assert_allclose(answers[task], expected, rtol=1e-3, atol=1e-3 * np.abs(expected).max())
