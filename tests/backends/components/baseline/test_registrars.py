from __future__ import annotations

import numpy as np
from scipy import ndimage

from scic.backends.components.baseline.best_shift.shared import best_shift_baseline
from scic.backends.components.baseline.optical_flow.shared import optical_flow_baseline
from scic.backends.components.baseline.unmoved.shared import unmoved_baseline
from scic.backends.components.field.deform.shared import smooth_displacement
from scic.backends.shared.warping import warped

RNG = np.random.default_rng(4)
FIXED = 3000 + 9000 * ndimage.gaussian_filter(RNG.normal(size=(64, 64)), 3)[..., None]


def error(moving: np.ndarray, displacement: np.ndarray) -> float:
    """The root of the mean squared error of the moved picture, away from the border."""
    return float(np.sqrt(((warped(moving, displacement) - FIXED)[10:-10, 10:-10] ** 2).mean()))


def test_what_is_unmoved_stays() -> None:
    assert unmoved_baseline("registration")(FIXED, FIXED).shape == (64, 64, 2)
    assert not unmoved_baseline("registration")(FIXED, FIXED).any()


def test_a_shift_of_the_whole_picture_is_found() -> None:
    moving = ndimage.shift(FIXED, (3, -5, 0), order=1, mode="reflect")
    found = best_shift_baseline("registration")(moving, FIXED)
    np.testing.assert_allclose(found, np.broadcast_to([3, -5], (64, 64, 2)), atol=0.6)
    assert error(moving, found) < 0.3 * error(moving, 0 * found)


def test_a_bend_is_found_by_the_optical_flow() -> None:
    bend = smooth_displacement((64, 64), amount=0.03, points=3, rng=np.random.default_rng(1))
    moving = warped(FIXED, bend)
    found = optical_flow_baseline("registration", attachment=15.0)(moving, FIXED)
    assert error(moving, found) < 0.4 * error(moving, 0 * found)


def test_a_picture_of_one_value_is_no_obstacle() -> None:
    flat = np.full((16, 16, 1), 7.0)
    for register in (best_shift_baseline("registration"), optical_flow_baseline("registration", attachment=15.0)):
        assert np.isfinite(register(flat, flat)).all()
