"""Any model serves any task whose ports fit; the catalogue says which, and every other pair is refused."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess
from types import ModuleType
from typing import cast

import pytest
import torch

from scic.compiler.catalogue.component import Model, Task
from scic.compiler.catalogue.discovery import BACKENDS, backends, load, names
from scic.compiler.catalogue.ports import Boxes, Category, FieldType, Image, Mask, Number, Table, Volume
from scic.compiler.lint import lint_source
from scic.compiler.source import Source

Build = Callable[[str, Path], Path]
Importable = Callable[[Path], None]
Command = Callable[..., CompletedProcess[str]]

ROOT = Path(__file__).resolve().parents[2]
CELLS = f"""data files as records {{ fields {{
    image: image("{ROOT}/specs/data/nuclei/images/*.tif", size: 32x32)
    target: mask("{ROOT}/specs/data/nuclei/masks/*.tif", classes: [background, nucleus])
}} }}"""
NUCLEI = f"""data coco as records {{
    path: "{ROOT}/specs/data/nuclei/boxes.json", images: "{ROOT}/specs/data/nuclei/images", size: 32x32
}}"""
EMBRYO = f"""data files as records {{ fields {{
    image: volume("{ROOT}/specs/data/nuclei3d/image.tif", spacing: 1x1x1)
    target: mask("{ROOT}/specs/data/nuclei3d/mask.tif", classes: [background, nucleus])
  }}
  tile: 16x16x16, split: spans(axis: 2, train: 50%, validation: 25%, test: 25%)
}}"""
SMALL = {
    "cnn": ["widths: [4, 8]"],
    "faster_rcnn": ["levels: 2", "width: 16", "hidden: 16", "proposals: 50"],
    "mlp": ["hidden: [8]"],
    "resnet": ["small_images: true"],
    "unet": ["depth: 2", "width: 4"],
}
"""Settings that suit small pictures; a model that is not here is built as it comes."""
ENGINES = {"pytorch": "backend: pytorch", "keras": "backend: keras, engine: torch"}
"""Both compute with PyTorch, so that one process can try them all."""


@dataclass(frozen=True)
class Source_:
    """Real data, what a network reads of it, and the field to predict."""

    data: str
    reads: FieldType
    target: str
    predicts: FieldType


SOURCES = {
    "iris": Source_("data sample as records { set: iris }", Table(), "species", Category()),
    "diabetes": Source_("data sample as records { set: diabetes }", Table(), "sex", Number(integer=True)),
    "digits": Source_("data sample as records { set: digits }", Image(size=(8, 8), channels=1), "digit", Category()),
    "cells": Source_(CELLS, Image(size=(32, 32), channels=1), "target", Mask()),
    "nuclei": Source_(NUCLEI, Image(size=(32, 32), channels=1), "boxes", Boxes()),
    "embryo": Source_(EMBRYO, Volume(size=(16, 16, 16), channels=1), "target", Mask()),
}


@dataclass(frozen=True)
class Pair:
    """A model with its settings, a task and data."""

    model: str
    settings: tuple[str, ...]
    task: str
    source: str
    backend: str

    def __str__(self) -> str:
        return "-".join([self.backend, self.source, self.task, self.model, *self.settings[-1:]])

    @property
    def fits(self) -> bool:
        """Whether the ports fit, by what the components say of themselves."""
        source, model = SOURCES[self.source], cast(type[Model], load("model", self.model))
        task = cast(type[Task], load("task", self.task))
        if not isinstance(source.reads, model.takes) or not isinstance(source.predicts, task.predicts):
            return False
        pool = next((each.removeprefix("pool: ") for each in self.settings if each.startswith("pool")), None)
        made = model() if pool is None else model.model_validate({"pool": None if pool == "none" else pool})
        return isinstance(made.gives(source.reads), task.reads)

    @property
    def spec(self) -> str:
        """An experiment of its own name, so that all can be imported into one process."""
        name = f"pair_{self.backend}_{self.source}_{self.task}_{self.model}_{len(self.settings)}"
        name += "_map" if "pool: none" in self.settings else ""
        return "\n".join(
            [
                f"experiment {name} {{ seed: 1, {ENGINES[self.backend]} }}",
                SOURCES[self.source].data,
                f"model {self.model} {{ {', '.join(self.settings)} }}",
                f"task {self.task} {{ predict: records.{SOURCES[self.source].target} }}",
                "method supervised { epochs: 1, batch: 4 }",
                "",
            ]
        )


def pairs(backend: str) -> list[Pair]:
    """Every model, with a pooled end and with a map where it has the choice, and every task, on all data.

    What reads molecules or sequences, joins other networks or acts in an environment has data of its own, and tests beside it.
    """
    reads, predicts = ([getattr(each, what) for each in SOURCES.values()] for what in ("reads", "predicts"))
    found = []
    for model in names("model"):
        takes = cast(type[Model], load("model", model)).takes
        if backend not in backends(load("model", model)) or not any(isinstance(each, takes) for each in reads):
            continue
        ends = ["pool: mean", "pool: none"] if "pool" in load("model", model).model_fields else []
        variants = [(*SMALL.get(model, []), end) for end in ends] or [tuple(SMALL.get(model, []))]
        tasks = [
            task
            for task in names("task")
            if backend in backends(load("task", task))
            and any(isinstance(each, cast(type[Task], load("task", task)).predicts) for each in predicts)
        ]
        found += [Pair(model, each, task, source, backend) for each in variants for task in tasks for source in SOURCES]
    return found


PAIRS = [pair for backend in BACKENDS for pair in pairs(backend)]


def package(home: Path, part: str) -> ModuleType:
    return importlib.import_module(f"{home.name}.{part}")


def assert_learns(home: Path) -> None:
    """One step: a finite loss, and a gradient for every weight."""
    config = package(home, "config").Config()
    data = package(home, "data").build_data(config)
    network = package(home, "model").Model(config, data.facts)
    batch = package(home, "data").encode(data.train.iloc[:4], data.facts)
    if hasattr(network, "trainable_weights"):  # of Keras
        weights = {weight.path: weight.value for weight in network.trainable_weights}
        loss = network.total_loss(network(batch, training=True), batch)
    else:
        weights = dict(network.named_parameters())
        tensors = package(home, "loaders").as_tensors(batch)
        loss = network.loss(network(tensors), tensors)
    assert torch.isfinite(loss)
    loss.backward()
    for name, weight in weights.items():
        assert weight.grad is not None and torch.isfinite(weight.grad).all(), name
    assert any(weight.grad.abs().sum() for weight in weights.values())
    before = [weight.detach().clone() for weight in weights.values()]
    torch.optim.SGD(list(weights.values()), lr=1e-2).step()
    assert any(not torch.equal(old, new) for old, new in zip(before, weights.values(), strict=True))


@pytest.mark.slow
@pytest.mark.parametrize("pair", [pair for pair in PAIRS if pair.fits], ids=str)
def test_what_fits_trains(build: Build, importable: Importable, tmp_path: Path, pair: Pair) -> None:
    home = build(pair.spec, tmp_path)
    importable(home)
    assert_learns(home)


@pytest.mark.parametrize("pair", [pair for pair in PAIRS if not pair.fits], ids=str)
def test_what_does_not_fit_is_refused(tmp_path: Path, pair: Pair) -> None:
    """With an error of the ports, at the model or at the task."""
    checked = lint_source(Source(tmp_path / "pair.sci", pair.spec), tmp_path)
    assert not checked.sound
    errors = [each for each in checked.report.errors if each.code.startswith("SCI3")]
    assert errors
    assert all(each.message() and each.help() for each in errors)


def test_both_kinds_of_pairs_are_tried() -> None:
    served = {(pair.backend, pair.model, pair.task) for pair in PAIRS if pair.fits}
    assert {each[:2] for each in served} == {(pair.backend, pair.model) for pair in PAIRS}, "no data suits a model"
    assert {each[::2] for each in served} == {(pair.backend, pair.task) for pair in PAIRS}, "no data suits a task"
    assert any(not pair.fits for pair in PAIRS)


TWO_HEADS = """experiment two_heads { seed: 1 }
data sample as flowers { set: iris, split: random(stratify: species) }
model mlp { hidden: [8] }
task classification as kind { predict: flowers.species }
task regression as petals { predict: [flowers.petal_length, flowers.petal_width], weight: 0.3 }
method supervised { epochs: 2, batch: 32 }
validate baselines
"""


@pytest.mark.slow
def test_two_tasks_are_heads_of_one_network(
    build: Build, importable: Importable, script: Command, tmp_path: Path
) -> None:
    home = build(TWO_HEADS, tmp_path)
    for name in ("train", "evaluate"):
        done = script(home, name)
        assert done.returncode == 0, done.stderr
        assert "kind" in done.stdout and "petals" in done.stdout
    importable(home)
    assert_learns(home)
