from __future__ import annotations

import importlib
from collections.abc import Callable
from functools import partial
from math import nan
from typing import Any

import numpy as np
import pytest
import torch
from equivalence import array, settings_of
from gradients import gradient
from keras import ops

from scic.backends.keras.objective import objective
from scic.backends.pytorch.objective import objective as original_objective
from scic.compiler.catalogue.component import Loss
from scic.compiler.catalogue.discovery import load, names
from scic.compiler.catalogue.ports import Category, Image, Mask, Multilabel, Number, Volume

RNG = np.random.default_rng(0)
WEIGHTS = np.array([1.0, 3.0, 0.5], dtype="float32")


def described(name: str) -> Loss:
    component = load("loss", name)()
    assert isinstance(component, Loss)
    return component


def scored(name: str, kind: type) -> bool:
    return kind in described(name).targets


def cases() -> list[Any]:
    """Each loss with each kind of target that it is for."""
    rng = np.random.default_rng(0)
    classes = np.array([2, -1, 0, 1])
    labels = np.array([[1, 0, 1], [nan, nan, nan], [0, 0, 0], [1, 1, 1]], dtype="float32")
    numbers = np.array([[1, nan], [nan, nan], [0.2, -4], [3, 0]], dtype="float32")
    image, volume = rng.integers(-1, 3, size=(4, 5, 6)), rng.integers(-1, 3, size=(4, 2, 5, 3))
    image[1], volume[1] = -1, -1
    picture, stack = (rng.normal(size=(4, *shape)).astype("float32") for shape in ((11, 14, 2), (9, 10, 12, 1)))
    picture[1], stack[1] = nan, nan
    picture[0, :3], stack[0, 2] = nan, nan
    targets: list[tuple[str, type, np.ndarray]] = [
        ("classes", Category, classes),
        ("labels", Multilabel, labels),
        ("numbers", Number, numbers),
        ("mask", Mask, image),
        ("volume", Mask, volume),
        ("picture", Image, picture),
        ("stack", Volume, stack),
    ]
    return [
        pytest.param(name, target, id=f"{name}-{words}")
        for name in names("loss")
        for words, kind, target in targets
        if scored(name, kind)
    ]


def output_for(target: np.ndarray) -> np.ndarray:
    shape = target.shape if target.dtype.kind == "f" else (*target.shape, 3)
    return np.random.default_rng(1).normal(size=shape, scale=2.0).astype("float32")


def losses(name: str, target: np.ndarray, weights: np.ndarray | None) -> tuple[Callable[..., Any], Callable[..., Any]]:
    """The loss in both frameworks, with its default settings."""
    found = []
    for framework in ("pytorch", "keras"):
        module = importlib.import_module(f"scic.backends.components.loss.{name}.{framework}")
        options: dict[str, Any] = settings_of(described(name))
        if any(scored(name, kind) for kind in (Category, Multilabel, Mask)):
            options["class_weights"] = (
                torch.from_numpy(weights) if weights is not None and framework == "pytorch" else weights
            )
        found.append(partial(getattr(module, name), **options))
    return found[0], found[1]


def has_maps(target: np.ndarray) -> bool:
    """Whether the output for a target has a map of each class, which PyTorch has in front of the space."""
    return target.dtype.kind != "f" and target.ndim > 1


def for_pytorch(output: np.ndarray, target: np.ndarray) -> torch.Tensor:
    return torch.from_numpy((np.moveaxis(output, -1, 1) if has_maps(target) else output).copy())


@pytest.mark.parametrize("weights", [None, WEIGHTS], ids=["plain", "weighted"])
@pytest.mark.parametrize(("name", "target"), cases())
def test_a_loss_is_that_of_pytorch(name: str, target: np.ndarray, weights: np.ndarray | None) -> None:
    original, loss = losses(name, target, weights)
    output = output_for(target)
    expected = original(for_pytorch(output, target), torch.from_numpy(target))
    found = array(loss(ops.convert_to_tensor(output), ops.convert_to_tensor(target)))
    np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-6)
    assert found[1] == pytest.approx(0, abs=1e-6) and (found[[0, 2, 3]] > 0).all()


@pytest.mark.parametrize(("name", "target"), cases())
def test_a_loss_teaches_what_that_of_pytorch_teaches(name: str, target: np.ndarray) -> None:
    original, loss = losses(name, target, None)
    output = output_for(target)
    learnt = gradient(lambda prediction, batch: ops.sum(loss(prediction, batch["target"])), output, {"target": target})
    given = for_pytorch(output, target).requires_grad_()
    original(given, torch.from_numpy(target)).sum().backward()
    expected = array(given.grad)
    np.testing.assert_allclose(learnt, np.moveaxis(expected, 1, -1) if has_maps(target) else expected, atol=1e-6)
    assert not learnt[1].any() and learnt[0].any()


@pytest.mark.parametrize("present", [[True, False, True], [False, False, False]])
def test_losses_are_summed_by_weight_and_averaged_over_records_with_a_target(present: list[bool]) -> None:
    output, target = RNG.normal(size=(2, 3, 1)).astype("float32")

    def absolute(values: Any, truth: Any) -> Any:
        return abs(values - truth)[:, 0]

    def squared(values: Any, truth: Any) -> Any:
        return ((values - truth) ** 2)[:, 0]

    weighted = [(2.0, absolute), (0.5, squared)]
    found = objective(weighted, *map(ops.convert_to_tensor, (output, target, np.array(present))))
    expected = original_objective(weighted, *map(torch.from_numpy, (output, target, np.array(present))))
    assert float(found) == pytest.approx(float(expected), rel=1e-6)
