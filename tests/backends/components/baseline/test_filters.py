from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from scipy import ndimage

from scic.backends.components.baseline.gaussian_filter.shared import DEVIATIONS, gaussian_filter_baseline
from scic.backends.components.baseline.median_filter.shared import SIZES, median_filter_baseline
from scic.backends.shared.filters import TunedFilter

FILTERS: dict[str, tuple[Callable[[], TunedFilter], tuple[float, ...]]] = {
    "median": (lambda: median_filter_baseline("denoising", size=None), SIZES),
    "gaussian": (lambda: gaussian_filter_baseline("denoising", deviation=None), DEVIATIONS),
}


def smooth(count: int) -> np.ndarray:
    """Pictures (count, 48, 48, 1) whose detail is some 4 pixels wide, of spread 1."""
    rng = np.random.default_rng(5)
    blurred = np.stack([ndimage.gaussian_filter(rng.normal(size=(48, 48)), 3) for _ in range(count)])
    return (blurred / blurred.std())[..., None]


def noisy(clean: np.ndarray, deviation: float) -> np.ndarray:
    return (clean + np.random.default_rng(6).normal(0, deviation, clean.shape)).astype(np.float32)


@pytest.mark.parametrize("name", FILTERS)
def test_the_width_that_is_chosen_without_truth_is_near_the_best_for_the_truth(name: str) -> None:
    make, widths = FILTERS[name]
    clean = smooth(6)
    for deviation in (0.3, 1.5):
        given = noisy(clean, deviation)
        model = make().fit(given)
        errors = {width: float(((model._filtered(given, width) - clean) ** 2).mean()) for width in widths}
        chosen = float(((model.predict(given) - clean) ** 2).mean())
        assert chosen <= 1.15 * min(errors.values())
        assert chosen < 0.5 * deviation**2


@pytest.mark.parametrize("name", FILTERS)
def test_more_noise_asks_for_a_wider_filter(name: str) -> None:
    make, _ = FILTERS[name]
    little, much = (make().fit(noisy(smooth(6), deviation)).width for deviation in (0.1, 3.0))
    assert little < much


def test_a_width_that_is_given_is_kept() -> None:
    picture = noisy(smooth(1), 1.0)
    model = median_filter_baseline("denoising", size=5).fit(picture)
    np.testing.assert_array_equal(
        model.predict(picture)[0, ..., 0], ndimage.median_filter(picture[0, ..., 0], size=5, mode="mirror")
    )
