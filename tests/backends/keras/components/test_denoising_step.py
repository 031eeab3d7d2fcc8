from __future__ import annotations

import keras
import numpy as np
import pytest
import torch

from scic.backends.components.method.noise2self import pytorch as on_pytorch
from scic.backends.components.method.noise2self.keras import hidden_places, neighbours


@pytest.mark.parametrize("space", [(6, 7), (4, 5, 6)])
def test_both_backends_fill_in_the_same(space: tuple[int, ...]) -> None:
    given = np.random.default_rng(3).normal(size=(2, *space, 1)).astype(np.float32)
    one = on_pytorch.neighbours(torch.tensor(given)).numpy()
    other = keras.ops.convert_to_numpy(neighbours(keras.ops.convert_to_tensor(given)))
    np.testing.assert_allclose(one, other, atol=1e-5)


@pytest.mark.parametrize("grid", [2, 3])
def test_hidden_pixels_stand_apart_and_every_pixel_has_its_turn(grid: int) -> None:
    seed = keras.random.SeedGenerator(1)
    given = keras.ops.zeros((2, 12, 12, 1))
    found = [keras.ops.convert_to_numpy(hidden_places(given, grid, seed)) for _ in range(100)]
    for where in found:
        assert where.shape == (12, 12, 1)
        rows, columns = (np.unique(each) for each in np.nonzero(where[..., 0]))
        assert where.sum() == len(rows) * len(columns) == (12 // grid) ** 2
        assert (np.diff(rows) == grid).all()
        assert (np.diff(columns) == grid).all()
    assert np.any(found, axis=0).all()
