from __future__ import annotations

import importlib
from functools import partial
from math import nan
from typing import Any

import keras
import numpy as np
import pytest
import torch
from equivalence import array, copy_weights, tensors
from gradients import fit
from keras import ops

CLASSES = {"classes": ["a", "b", "c"], "counts": [60, 30, 10]}
NUMBERS = {"names": ["mass", "age"], "mean": [4000.0, 10.0], "std": [800.0, 0.0]}
ENTROPY, DICE, MSE = ("cross_entropy", {"label_smoothing": 0.1}), ("dice", {"smooth": 1.0}), ("mse", {})
LABELS = np.array([[1, 1, 0], [nan] * 3, [1, 0, 1], [0, 0, 0]], dtype="float32")
MASK = np.random.default_rng(3).integers(-1, 3, size=(4, 5, 6))
MASK[1] = -1
CASES: dict[str, tuple[str, dict[str, Any], list[Any], dict[str, Any], np.ndarray]] = {
    "class": ("classification", CLASSES, [ENTROPY], {"class_weights": None}, np.array([0, -1, 2, 1])),
    "weighed class": ("classification", CLASSES, [ENTROPY], {"class_weights": "balanced"}, np.array([0, -1, 2, 1])),
    "labels": ("classification", CLASSES, [ENTROPY], {"class_weights": "balanced", "multilabel": True}, LABELS),
    "number": (
        "regression",
        {key: values[:1] for key, values in NUMBERS.items()},
        [MSE],
        {},
        np.array([[4000], [nan], [5000], [3000]], dtype="float32"),
    ),
    "numbers": (
        "regression",
        NUMBERS,
        [MSE],
        {},
        np.array([[4000, 9], [nan, nan], [nan, 11], [3000, 10]], dtype="float32"),
    ),
    "mask": ("segmentation", CLASSES, [ENTROPY, DICE], {"space": (5, 6)}, MASK),
    "mask of a coarse map": ("segmentation", CLASSES, [ENTROPY, DICE], {"space": (5, 6)}, MASK),
}
SIZE = 4


def made(case: str, framework: str) -> Any:
    name, facts, losses, settings, _ = CASES[case]
    module = importlib.import_module(f"scic.backends.components.task.{name}.{framework}")
    weighted = []
    for loss, options in losses:
        function = getattr(importlib.import_module(f"scic.backends.components.loss.{loss}.{framework}"), loss)
        weighted.append((0.5 + len(weighted), partial(function, **options)))
    return getattr(module, name.title())(SIZE, facts, field="target", losses=weighted, **settings)


def representation(case: str) -> np.ndarray:
    target = CASES[case][4]
    grid = () if "mask" not in case else (3, 3) if "coarse" in case else target.shape[1:]
    return np.random.default_rng(0).normal(size=(4, *grid, SIZE), scale=2).astype("float32")


@pytest.mark.parametrize("case", CASES)
def test_a_task_is_that_of_pytorch(case: str) -> None:
    original, task = made(case, "pytorch"), made(case, "keras")
    copy_weights(original, task)
    values, target = representation(case), CASES[case][4]
    given = original(torch.from_numpy(np.moveaxis(values, -1, 1).copy()))
    output = task(values)
    np.testing.assert_allclose(array(output), array(given, channels_first=True), rtol=1e-5, atol=1e-4)

    batch = {"target": ops.convert_to_tensor(target)}
    expected = original.loss(given, tensors({"target": target}))
    assert float(ops.convert_to_numpy(task.loss(output, batch))) == pytest.approx(expected.item(), rel=1e-4)
    np.testing.assert_allclose(array(task.explained(output)), array(original.explained(given)), rtol=1e-4, atol=1e-3)
    np.testing.assert_array_equal(task.truth(batch), target)
    decoded = task.decode(output)
    assert decoded.keys() == original.decode(given).keys()
    for name, expected in original.decode(given).items():
        np.testing.assert_allclose(decoded[name], expected, rtol=1e-4, atol=1e-4)
        assert decoded[name].dtype == expected.dtype


@pytest.mark.parametrize("case", CASES)
def test_a_batch_without_any_target_costs_nothing(case: str) -> None:
    target = CASES[case][4]
    nothing = np.full_like(target, -1 if target.dtype.kind == "i" else nan)
    task = made(case, "keras")
    assert float(task.loss(task(representation(case)), {"target": ops.convert_to_tensor(nothing)})) == 0


def test_classes_are_learnt() -> None:
    keras.utils.set_random_seed(0)
    task, target = made("class", "keras"), np.array([0, 1, 2, -1])
    fit(task, np.eye(4, dtype="float32"), {"target": target}, steps=60)
    assert task.decode(task(np.eye(4)))["probabilities"][:3].argmax(axis=1).tolist() == [0, 1, 2]


def test_values_are_learnt_in_the_units_of_the_data() -> None:
    keras.utils.set_random_seed(0)
    task, target = made("number", "keras"), np.array([[3000.0], [5000.0], [nan], [4000.0]], dtype="float32")
    fit(task, np.eye(4, dtype="float32"), {"target": target}, steps=150)
    np.testing.assert_allclose(task.decode(task(np.eye(4)))["values"][[0, 1, 3]], target[[0, 1, 3]], atol=10)


def test_half_precision_stays_out_of_the_heads() -> None:
    keras.config.set_dtype_policy("mixed_bfloat16")
    try:
        for case in CASES:
            output = made(case, "keras")(ops.cast(representation(case), "bfloat16"))
            assert keras.backend.standardize_dtype(output.dtype) == "float32"
    finally:
        keras.config.set_dtype_policy("float32")
