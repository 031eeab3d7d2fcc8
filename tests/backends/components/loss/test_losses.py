from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial

import pytest
import torch
from torch import Tensor
from torch.nn import functional

from scic.backends.components.loss.cross_entropy.pytorch import cross_entropy
from scic.backends.components.loss.dice.pytorch import dice
from scic.backends.components.loss.focal.pytorch import focal
from scic.backends.components.loss.huber.pytorch import huber
from scic.backends.components.loss.mae.pytorch import mae
from scic.backends.components.loss.mse.pytorch import mse
from scic.backends.pytorch.objective import objective

NAN = math.nan
CLASSES: dict[str, Callable[..., Tensor]] = {
    "cross_entropy": partial(cross_entropy, class_weights=None, label_smoothing=0.1),
    "focal": partial(focal, class_weights=None, gamma=0.5),
}
NUMBERS: dict[str, Callable[..., Tensor]] = {"mse": mse, "mae": mae, "huber": partial(huber, delta=1.0)}
WEIGHABLE: dict[str, Callable[..., Tensor]] = {
    "cross_entropy": partial(cross_entropy, label_smoothing=0.0),
    "focal": partial(focal, gamma=2.0),
}
SEGMENTING: dict[str, Callable[..., Tensor]] = {**CLASSES, "dice": partial(dice, class_weights=None, smooth=1.0)}


def gradient(loss: Callable[..., Tensor], output: Tensor, target: Tensor) -> Tensor:
    output = output.clone().requires_grad_()
    torch.autograd.backward(loss(output, target).sum())
    assert output.grad is not None
    return output.grad


@pytest.mark.parametrize("name", CLASSES)
def test_a_missing_class_costs_and_teaches_nothing(name: str) -> None:
    output, target = torch.randn(3, 4), torch.tensor([2, -1, 0])
    each = CLASSES[name](output, target)
    assert each.shape == (3,)
    assert each[1] == 0 and each[0] > 0 and each[2] > 0
    learnt = gradient(CLASSES[name], output, target)
    assert learnt.isfinite().all() and not learnt[1].any() and learnt[0].any()


@pytest.mark.parametrize("name", CLASSES)
def test_missing_labels_cost_and_teach_nothing(name: str) -> None:
    output, target = torch.randn(2, 3), torch.tensor([[1.0, 0.0, 1.0], [NAN, NAN, NAN]])
    each = CLASSES[name](output, target)
    assert each[0] > 0 and each[1] == 0
    learnt = gradient(CLASSES[name], output, target)
    assert learnt.isfinite().all() and not learnt[1].any()


@pytest.mark.parametrize("name", NUMBERS)
def test_missing_numbers_cost_and_teach_nothing(name: str) -> None:
    output = torch.tensor([[1.0, 5.0], [2.0, 2.0]])
    target = torch.tensor([[3.0, NAN], [NAN, NAN]])
    each = NUMBERS[name](output, target)
    assert each[0] == NUMBERS[name](output[:1, :1], target[:1, :1])[0] and each[1] == 0
    learnt = gradient(NUMBERS[name], output, target)
    assert learnt.isfinite().all() and learnt.count_nonzero() == 1


@pytest.mark.parametrize("space", [(4, 6), (2, 4, 3)])
@pytest.mark.parametrize("name", SEGMENTING)
def test_ignored_pixels_cost_and_teach_nothing(name: str, space: tuple[int, ...]) -> None:
    output, target = torch.randn(2, 3, *space), torch.randint(3, (2, *space))
    target[0, 0] = -1
    target[1] = -1
    each = SEGMENTING[name](output, target)
    assert each.shape == (2,) and each[0] > 0
    assert each[1] == pytest.approx(0.0)
    learnt = gradient(SEGMENTING[name], output, target)
    assert learnt.isfinite().all()
    assert not learnt[0, :, 0].any() and not learnt[1].any() and learnt[0, :, 1].any()


@pytest.mark.parametrize("name", SEGMENTING)
def test_a_sure_and_right_answer_costs_least(name: str) -> None:
    target = torch.randint(3, (1, 5, 5))
    right = 9.0 * functional.one_hot(target, 3).movedim(-1, 1)
    losses = [SEGMENTING[name](scale * right, target).item() for scale in (-1.0, 0.0, 0.2)]
    assert losses == sorted(losses, reverse=True)
    assert SEGMENTING[name](0.2 * right, target) < 0.7


@pytest.mark.parametrize("name", WEIGHABLE)
def test_a_weighted_class_weighs_so_much_more(name: str) -> None:
    output, target = torch.zeros(2, 2), torch.tensor([0, 1])
    each = WEIGHABLE[name](output, target, class_weights=torch.tensor([1.0, 3.0]))
    assert each[1] == pytest.approx(3 * each[0].item())


def test_a_rare_label_weighs_where_it_is_present() -> None:
    output, target = torch.zeros(2, 1), torch.tensor([[0.0], [1.0]])
    each = cross_entropy(output, target, class_weights=torch.tensor([3.0]), label_smoothing=0.0)
    assert each.tolist() == pytest.approx([math.log(2), 3 * math.log(2)])


def test_focal_loss_without_focus_is_cross_entropy() -> None:
    output, target = torch.randn(5, 3), torch.tensor([0, 1, 2, 1, -1])
    expected = cross_entropy(output, target, class_weights=None, label_smoothing=0.0)
    torch.testing.assert_close(focal(output, target, class_weights=None, gamma=0.0), expected)


def test_focal_loss_looks_away_from_easy_records() -> None:
    output, target = torch.tensor([[4.0, 0.0], [0.0, 4.0]]), torch.tensor([0, 0])
    easy, hard = focal(output, target, class_weights=None, gamma=2.0)
    plain_easy, plain_hard = cross_entropy(output, target, class_weights=None, label_smoothing=0.0)
    assert easy / plain_easy < 0.001
    assert hard / plain_hard > 0.9


def test_dice_counts_the_overlap() -> None:
    target = torch.tensor([[[1, 1, 0, 0]]])
    said = torch.tensor([[[0, 1, 1, 0]]])
    output = 50.0 * functional.one_hot(said, 2).movedim(-1, 1)
    # one pixel of two and two is shared; the smoothing is made small enough to forget
    assert dice(output, target, class_weights=None, smooth=1e-6).item() == pytest.approx(0.5)


def test_dice_does_not_count_the_background() -> None:
    target = torch.zeros(1, 8, 8, dtype=torch.int64)
    target[0, 0, 0] = 1
    nothing_found = torch.stack([torch.full((8, 8), 50.0), torch.zeros(8, 8)])[None]
    assert dice(nothing_found, target, class_weights=None, smooth=1e-9).item() == pytest.approx(1.0)


def test_a_class_neither_there_nor_predicted_is_no_loss() -> None:
    target = torch.zeros(1, 4, 4, dtype=torch.int64)
    output = torch.stack([torch.full((4, 4), 50.0), torch.zeros(4, 4)])[None]
    assert dice(output, target, class_weights=None, smooth=1.0).item() == pytest.approx(0.0, abs=1e-6)


def test_huber_is_squared_near_and_linear_far() -> None:
    output = torch.tensor([[0.5], [10.0]])
    each = huber(output, torch.zeros(2, 1), delta=1.0)
    assert each.tolist() == pytest.approx([0.125, 9.5])


def test_the_objective_averages_over_records_with_a_target() -> None:
    output, target = torch.tensor([[1.0], [2.0], [7.0]]), torch.tensor([[0.0], [0.0], [NAN]])
    present = torch.tensor([True, True, False])
    total = objective([(1.0, mse), (0.5, mae)], output, target, present)
    assert total.item() == pytest.approx((1 + 4) / 2 + 0.5 * (1 + 2) / 2)


def test_the_objective_of_a_batch_without_targets_is_nothing() -> None:
    output = torch.randn(2, 1, requires_grad=True)
    total = objective([(1.0, mse)], output, torch.full((2, 1), NAN), torch.tensor([False, False]))
    torch.autograd.backward(total)
    assert total.item() == 0 and output.grad is not None and not output.grad.any()
