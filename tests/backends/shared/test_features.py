from __future__ import annotations

import numpy as np
import pytest

from scic.backends.shared.features import feature_matrix, image_features, pixel_features

FACTS = {
    "table": {
        "numeric": ["mass", "length"],
        "mean": [3.0, 10.0],
        "std": [1.0, 1.0],
        "missing": [0.5, 0.0],
        "categories": {"island": ["Biscoe", "Dream"]},
    }
}


def test_a_table_is_filled_flagged_and_spread_over_its_categories() -> None:
    batch = {
        "numeric": np.array([[1, 10], [np.nan, 12]], dtype=np.float32),
        "categories": np.array([[2], [0]]),
    }
    # mass, length, mass is missing, Biscoe, Dream
    expected = [[1, 10, 0, 0, 1], [3, 12, 1, 0, 0]]
    assert feature_matrix(batch, ["numeric", "categories"], FACTS).tolist() == expected
    assert feature_matrix(batch, ["table"], FACTS).tolist() == expected


def test_a_large_image_is_averaged_down_and_a_small_one_kept() -> None:
    small = np.random.default_rng(0).random((2, 8, 8, 3)).astype(np.float32)
    np.testing.assert_array_equal(image_features(small), small.reshape(2, -1))
    large = np.kron(np.arange(32 * 32).reshape(32, 32), np.ones((3, 2)))[None, ..., None]
    np.testing.assert_allclose(image_features(large), [np.arange(32 * 32)])


@pytest.mark.parametrize("shape", [(1, 50, 33, 1), (1, 17, 40, 21, 1)])
def test_sizes_that_do_not_divide_lose_no_pixel(shape: tuple[int, ...]) -> None:
    features = image_features(np.ones(shape))
    assert features.shape[1] <= 1024
    np.testing.assert_allclose(features, 1)


def test_table_and_image_stand_side_by_side() -> None:
    batch: dict[str, np.ndarray] = {
        "numeric": np.zeros((2, 2), dtype=np.float32),
        "categories": np.zeros((2, 1), dtype=np.int64),
        "scan": np.ones((2, 4, 4, 1), dtype=np.float32),
    }
    assert feature_matrix(batch, ["scan", "numeric", "categories"], FACTS).shape == (2, 5 + 16)
    with pytest.raises(ValueError, match="at least one input"):
        feature_matrix(batch, [], FACTS)


@pytest.mark.parametrize("space", [(12, 9), (5, 8, 7)])
def test_a_pixel_knows_its_intensity_and_the_edges_around_it(space: tuple[int, ...]) -> None:
    image = np.zeros((*space, 2), dtype=np.float32)
    image[space[0] // 2 :, ..., 0] = 1
    features = pixel_features(image)
    assert features.shape == (*space, 2 * 10)
    np.testing.assert_array_equal(features[..., 0], image[..., 0])
    edges = features[..., 2].mean(axis=tuple(range(1, len(space))))
    assert edges.argmax() in (space[0] // 2 - 1, space[0] // 2)
    assert not features[..., 10:].any()
