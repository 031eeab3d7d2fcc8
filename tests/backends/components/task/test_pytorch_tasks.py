from __future__ import annotations

import math
from functools import partial
from typing import Any

import numpy as np
import pytest
import torch

from scic.backends.components.loss.cross_entropy.pytorch import cross_entropy
from scic.backends.components.loss.dice.pytorch import dice
from scic.backends.components.loss.mse.pytorch import mse
from scic.backends.components.task.classification.pytorch import Classification
from scic.backends.components.task.regression.pytorch import Regression
from scic.backends.components.task.segmentation.pytorch import Segmentation

NAN = math.nan
CROSS_ENTROPY = (1.0, partial(cross_entropy, label_smoothing=0.0))
DICE = (1.0, partial(dice, smooth=1.0))
NUMBERS: dict[str, list[Any]] = {"names": ["mass", "age"], "mean": [4000.0, 10.0], "std": [800.0, 0.0]}


def classification(**settings: Any) -> Classification:
    facts = {"classes": ["a", "b", "c"], "counts": [60, 30, 10]}
    chosen = {"field": "kind", "losses": [CROSS_ENTROPY], "class_weights": None}
    return Classification(4, facts, **{**chosen, **settings})


def fit(task: Any, representation: torch.Tensor, batch: dict[str, torch.Tensor], steps: int = 80) -> None:
    optimizer = torch.optim.Adam(task.parameters(), lr=0.1)
    for _ in range(steps):
        optimizer.zero_grad()
        task.loss(task(representation), batch).backward()
        optimizer.step()


def test_a_class_is_learnt_and_a_record_without_one_passed_over() -> None:
    torch.manual_seed(0)
    task, representation = classification(), torch.eye(4)
    batch = {"kind": torch.tensor([0, 1, 2, -1])}
    fit(task, representation, batch)
    chances = task.decode(task(representation))["probabilities"]
    assert chances.dtype == np.float32
    np.testing.assert_allclose(chances.sum(axis=1), 1, rtol=1e-5)
    assert chances[:3].argmax(axis=1).tolist() == task.truth(batch)[:3].tolist()
    with_nothing = task.loss(task(representation), {"kind": torch.full((4,), -1)})
    assert with_nothing.item() == 0


def test_balanced_classes_weigh_alike() -> None:
    task = classification(class_weights="balanced")
    assert task.class_weights is not None
    weights = task.class_weights
    counts = torch.tensor([60.0, 30.0, 10.0])
    torch.testing.assert_close(weights * counts, torch.full((3,), 100 / 3))
    plain = classification()
    plain.load_state_dict(task.state_dict())
    output = torch.randn(1, 3)
    rare = {"kind": torch.tensor([2])}
    assert task.loss(output, rare).item() == pytest.approx(plain.loss(output, rare).item() * 100 / 30)


def test_several_labels_are_scored_each_on_its_own() -> None:
    torch.manual_seed(0)
    task = classification(multilabel=True)
    representation = torch.eye(4)
    batch = {"kind": torch.tensor([[1.0, 1.0, 0.0], [0.0, 0.0, 0.0], [1.0, 0.0, 1.0], [NAN, NAN, NAN]])}
    fit(task, representation, batch)
    chances = task.decode(task(representation))["probabilities"]
    assert ((chances[:3] > 0.5) == task.truth(batch)[:3].astype(bool)).all()


def test_the_explained_number_is_the_logit_of_the_predicted_class() -> None:
    output = torch.tensor([[1.0, 5.0, 2.0], [0.0, -1.0, -2.0]])
    assert classification().explained(output).tolist() == [5.0, 0.0]


def regression(names: int = 2) -> Regression:
    facts = {key: values[:names] for key, values in NUMBERS.items()}
    return Regression(3, facts, field="numbers", losses=[(1.0, mse)])


def test_values_are_in_the_units_of_the_data() -> None:
    torch.manual_seed(0)
    task, representation = regression(1), torch.eye(3)
    batch = {"numbers": torch.tensor([[3000.0], [5000.0], [NAN]])}
    # an untrained network guesses near the mean
    assert abs(task(torch.zeros(1, 3)).item() - 4000) < 800
    fit(task, representation, batch, steps=200)
    values = task.decode(task(representation))["values"]
    np.testing.assert_allclose(values[:2], task.truth(batch)[:2], atol=5)


def test_the_loss_is_in_units_of_the_spread() -> None:
    output = torch.tensor([[4800.0, 10.0], [4000.0, 12.0]])
    batch = {"numbers": torch.tensor([[4000.0, NAN], [NAN, 10.0]])}
    # a spread of 0 counts as 1: one spread off in the first record, two in the second
    assert regression().loss(output, batch).item() == pytest.approx((1 + 4) / 2)


def test_a_record_without_any_value_is_passed_over() -> None:
    output = torch.tensor([[4800.0, 11.0], [0.0, 0.0]])
    batch = {"numbers": torch.tensor([[4000.0, 10.0], [NAN, NAN]])}
    assert regression().loss(output, batch).item() == pytest.approx(1.0)


def test_one_value_is_explained_as_it_is_and_several_in_their_spreads() -> None:
    assert regression(1).explained(torch.tensor([[4800.0]])).tolist() == [4800.0]
    assert regression(2).explained(torch.tensor([[4800.0, 13.0]])).tolist() == [4.0]


def segmentation(space: tuple[int, ...]) -> Segmentation:
    facts = {"classes": ["background", "cell", "wall"], "values": [0, 1, 2], "counts": [8, 1, 1]}
    return Segmentation(4, facts, field="mask", losses=[CROSS_ENTROPY, DICE], space=space)


@pytest.mark.parametrize("space", [(9, 13), (5, 9, 7)])
@pytest.mark.parametrize("stride", [1, 2, 4])
def test_a_class_for_every_pixel_whatever_the_grid(space: tuple[int, ...], stride: int) -> None:
    task = segmentation(space)
    grid = [math.ceil(length / stride) for length in space]
    output = task(torch.randn(2, 4, *grid))
    decoded = task.decode(output)["classes"]
    batch = {"mask": torch.randint(3, (2, *space))}
    assert decoded.shape == (2, *space) == task.truth(batch).shape
    assert decoded.dtype == np.uint8
    torch.autograd.backward(task.loss(output, batch))
    assert all(parameter.grad is not None and parameter.grad.any() for parameter in task.parameters())


def test_a_mask_is_learnt_and_records_without_one_passed_over() -> None:
    torch.manual_seed(0)
    mask = torch.randint(3, (1, 6, 6))
    representation = torch.nn.functional.one_hot(mask, 4).movedim(-1, 1).float()
    task = segmentation((6, 6))
    batch = {"mask": torch.cat([mask, torch.full_like(mask, -1)])}
    representation = torch.cat([representation, torch.randn_like(representation)])
    fit(task, representation, batch)
    assert (task.decode(task(representation))["classes"][0] == mask[0].numpy()).all()
    alone = task.loss(task(representation[:1]), {"mask": mask})
    assert task.loss(task(representation), batch).item() == pytest.approx(alone.item(), rel=1e-4)


def test_the_explained_number_sums_the_foreground_that_was_predicted() -> None:
    output = torch.tensor([[[[9.0, 0.0, 0.0]], [[0.0, 3.0, 1.0]], [[0.0, 0.0, 4.0]]]])
    assert segmentation((1, 3)).explained(output).tolist() == [3.0 + 4.0]
