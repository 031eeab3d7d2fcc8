from __future__ import annotations

import numpy as np
import pytest
import torch
from scipy import ndimage

from scic.backends.components.model.voxelmorph.pytorch import warp
from scic.backends.shared.warping import jacobian, warped

RNG = np.random.default_rng(3)


def smooth(*shape: int) -> np.ndarray:
    return 60 * ndimage.gaussian_filter(RNG.normal(size=shape), (*[5] * (len(shape) - 1), 0))


@pytest.mark.parametrize("space", [(20, 24), (12, 14, 16)])
def test_arrays_are_moved_as_the_network_moves_its_maps(space: tuple[int, ...]) -> None:
    picture, displacement = RNG.normal(size=(*space, 2)).astype(np.float32), smooth(*space, len(space))
    assert np.abs(displacement).max() > 1
    maps, moves = (torch.from_numpy(each).float().movedim(-1, 0)[None] for each in (picture, displacement))
    np.testing.assert_allclose(
        warped(picture, displacement), warp(maps, moves)[0].movedim(0, -1).numpy(), rtol=0, atol=1e-3
    )


def test_a_pixel_is_taken_from_where_the_displacement_points() -> None:
    picture = np.zeros((8, 9, 1), dtype=np.float32)
    picture[5, 6] = 1
    moved = warped(picture, np.broadcast_to([2.0, 1.0], (8, 9, 2)))
    assert np.argwhere(moved[..., 0]).tolist() == [[3, 5]]


def test_labels_keep_their_numbers() -> None:
    labels = RNG.choice([0, 7, 300], size=(20, 24, 1)).astype(np.uint16)
    moved = warped(labels, smooth(20, 24, 2), labels=True)
    assert moved.dtype == np.uint16
    assert set(np.unique(moved)) <= {0, 7, 300}


def test_the_jacobian_tells_stretching_from_folding() -> None:
    rows, columns = np.indices((10, 12)).astype(float)
    np.testing.assert_allclose(jacobian(np.stack([0.5 * rows, 0 * columns], axis=-1)), 1.5)
    np.testing.assert_allclose(jacobian(np.stack([-2 * rows, 0 * columns], axis=-1)), -1)
    np.testing.assert_allclose(jacobian(np.zeros((4, 5, 6, 3))), 1)
