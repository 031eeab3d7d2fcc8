from __future__ import annotations

import numpy as np
import pytest
import torch

from scic.backends.components.method.noise2self.pytorch import hidden_places, neighbours


def pictures(*shape: int) -> np.ndarray:
    return np.random.default_rng(3).normal(size=shape).astype(np.float32)


@pytest.mark.parametrize("space", [(6, 7), (4, 5, 6)])
def test_a_pixel_has_no_part_in_the_mean_of_its_neighbours(space: tuple[int, ...]) -> None:
    before = pictures(1, *space, 2)
    for place in ((0,) * len(space), tuple(length // 2 for length in space), tuple(length - 1 for length in space)):
        after = before.copy()
        after[(0, *place)] += 100
        means = [neighbours(torch.tensor(each)).numpy()[(0, *place)] for each in (before, after)]
        np.testing.assert_allclose(*means, atol=1e-4)


@pytest.mark.parametrize("space", [(6, 7), (4, 5, 6)])
def test_the_mean_of_a_ramp_is_the_ramp(space: tuple[int, ...]) -> None:
    ramp = np.indices(space).sum(axis=0)[None, ..., None].astype(np.float32)
    inner = (0, *(slice(1, -1) for _ in space))
    np.testing.assert_allclose(neighbours(torch.tensor(ramp)).numpy()[inner], ramp[inner], atol=1e-4)


@pytest.mark.parametrize("grid", [2, 3])
def test_hidden_pixels_stand_apart_and_every_pixel_has_its_turn(grid: int) -> None:
    torch.manual_seed(1)
    found = [hidden_places(torch.zeros(2, 12, 12, 1), grid).numpy() for _ in range(100)]
    for where in found:
        assert where.shape == (12, 12, 1)
        rows, columns = (np.unique(each) for each in np.nonzero(where[..., 0]))
        assert where.sum() == len(rows) * len(columns) == (12 // grid) ** 2
        assert (np.diff(rows) == grid).all()
        assert (np.diff(columns) == grid).all()
    assert np.any(found, axis=0).all()
