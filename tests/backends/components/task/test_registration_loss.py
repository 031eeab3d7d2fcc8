from __future__ import annotations

import torch

from scic.backends.components.loss.mse.pytorch import mse
from scic.backends.components.task.registration.pytorch import Registration, roughness

FACTS = {"channels": 1, "mean": [100.0], "std": [20.0]}


def task(smoothness: float) -> Registration:
    return Registration(3, FACTS, field="pair", losses=[(1.0, mse)], smoothness=smoothness)


def test_pictures_come_in_their_own_unit_and_the_motion_in_pixels() -> None:
    representation = torch.stack([torch.full((2, 5, 6), value) for value in (0.5, 3.0, -2.0)], dim=1)
    answer = task(0.0).decode(task(0.0)(representation))
    assert answer["pictures"].shape == (2, 5, 6, 1)
    assert (answer["pictures"] == 110).all()
    assert (answer["displacement"] == [3.0, -2.0]).all()


def test_the_loss_is_how_unlike_the_pictures_are_and_how_rough_the_motion_is() -> None:
    ramp = torch.arange(6.0).expand(2, 5, 6)
    output = torch.stack([torch.full((2, 5, 6), 140.0), ramp, 0 * ramp], dim=-1)
    labelled = torch.cat([torch.full((2, 5, 6, 1), 120.0), torch.ones(2, 5, 6, 2)], dim=-1)
    plain, smooth = (float(task(weight).loss(output, {"pair": labelled})) for weight in (0.0, 2.0))
    assert plain == 1.0
    # one of two components grows by 1 a pixel along one of two axes
    assert smooth == 1.0 + 2 * 0.25


def test_a_shift_is_not_rough() -> None:
    assert roughness(torch.full((1, 4, 5, 6, 3), 7.0)) == 0
