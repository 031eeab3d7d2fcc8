from __future__ import annotations

import numpy as np
import pytest

from scic.backends.components.baseline.otsu_components.shared import otsu_components_baseline
from scic.backends.components.baseline.typical_boxes.shared import typical_boxes_baseline


def plates(count: int, *, bright: bool) -> tuple[np.ndarray, np.ndarray]:
    """Images with two blocks that stand apart, and their boxes."""
    random = np.random.default_rng(0)
    images, boxes = random.normal(0, 0.1, (count, 40, 60, 1)), np.full((count, 3, 5), -1.0)
    for row in range(count):
        for number, edge in enumerate((2, 32)):
            left, top = edge + random.integers(0, 10), random.integers(2, 20)
            images[row, top : top + 12, left : left + 10] += 3 if bright else -3
            boxes[row, number] = [left, top, left + 10, top + 12, 1]
    return images, boxes


@pytest.mark.parametrize("bright", [True, False])
def test_pieces_on_the_right_side_of_the_threshold(bright: bool) -> None:
    images, boxes = plates(6, bright=bright)
    model = otsu_components_baseline("detection", smoothing=1.0).fit(images[:4], boxes[:4])
    for found, true in zip(model.predict(images[4:]), boxes[4:], strict=True):
        best = found[np.argsort(-found[:, 4])[:2]]
        best = best[np.argsort(best[:, 0])]
        assert np.abs(best[:, :4] - true[:2, :4]).max() <= 2
        assert (best[:, 5] == 1).all() and (best[:, 4] > 0.3).all()


def test_an_even_image_has_no_pieces() -> None:
    images, boxes = plates(4, bright=True)
    (found,) = otsu_components_baseline("detection", smoothing=1.0).fit(images, boxes).predict(np.ones((1, 40, 60, 1)))
    assert found.shape == (0, 6)


def test_typical_boxes_do_not_look() -> None:
    images, boxes = plates(6, bright=True)
    model = typical_boxes_baseline("detection", seed=0, boxes=2).fit(images, boxes)
    first, second = model.predict(np.zeros((2, 40, 60, 1)))
    assert first.shape == (2, 6)
    np.testing.assert_array_equal(first, second)
    np.testing.assert_allclose(np.sort(first[:, 0]), [boxes[:, 0, 0].mean(), boxes[:, 1, 0].mean()])
    assert (first[:, 4] == 1).all() and (first[:, 5] == 1).all()


def test_other_tasks_are_refused() -> None:
    with pytest.raises(ValueError, match="classification"):
        otsu_components_baseline("classification", smoothing=1.0)
    with pytest.raises(ValueError, match="regression"):
        typical_boxes_baseline("regression", seed=0, boxes=2)
