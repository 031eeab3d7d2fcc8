from __future__ import annotations

import numpy as np
import pytest

from scic.backends.components.task.denoising import shared as scores

RNG = np.random.default_rng(2)
CLEAN = RNG.uniform(0, 200, size=(5, 24, 20, 1)).astype(np.float32)


def decoded(pictures: np.ndarray) -> dict[str, np.ndarray]:
    return {"pictures": pictures}


def test_the_ratio_is_that_of_the_range_to_the_error() -> None:
    clean = np.zeros((1, 16, 16, 1), dtype=np.float32)
    clean[:, ::2] = 100
    found = scores.metrics(scores.statistics(clean, decoded(clean + 10), {}), {})
    assert found["psnr"] == pytest.approx(20.0)


def test_the_same_picture_is_as_like_as_can_be() -> None:
    found = scores.statistics(CLEAN, decoded(CLEAN), {})
    assert np.isinf(found["psnr"]).all()
    np.testing.assert_allclose(found["ssim"], 1)


def test_more_noise_scores_lower_and_the_worst_come_first() -> None:
    noise = RNG.normal(size=CLEAN.shape) * np.array([5, 50, 10, 90, 20])[:, None, None, None]
    found = scores.statistics(CLEAN, decoded(CLEAN + noise), {})
    assert scores.worst(found, 3).tolist() == [3, 1, 4]
    assert np.argsort(found["ssim"]).tolist() == [3, 1, 4, 2, 0]


def test_a_picture_of_one_value_has_no_score_and_leaves_the_others_theirs() -> None:
    clean = CLEAN.copy()
    clean[0] = 7
    found = scores.metrics(scores.statistics(clean, decoded(clean + 1), {}), {})
    rest = scores.metrics(scores.statistics(clean[1:], decoded(clean[1:] + 1), {}), {})
    assert found == pytest.approx(rest)
    assert np.isnan(scores.metrics(scores.statistics(clean[:1], decoded(clean[:1]), {}), {})["psnr"])


@pytest.mark.parametrize("shape", [(3, 6, 6, 1), (2, 8, 9, 10, 1), (2, 16, 16, 3)])
def test_small_pictures_volumes_and_colours_are_scored_and_drawn(shape: tuple[int, ...]) -> None:
    clean = RNG.uniform(0, 200, size=shape).astype(np.float32)
    found = scores.statistics(clean, decoded(clean + 3), {})
    assert np.isfinite(found["ssim"]).all()
    drawn = scores.figure(found, decoded(clean + 3), {"noisy": clean + 9, "clean": clean}, {})
    titles = [ax.get_title(loc="left") for ax in drawn.axes]
    assert titles[0].startswith("noisy")
    assert titles[1] == f"denoised, {found['psnr'].min():.1f} dB"
    assert titles[2] == "clean"
