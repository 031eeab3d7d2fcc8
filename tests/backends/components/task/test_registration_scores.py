from __future__ import annotations

import numpy as np
import pytest
from scipy import ndimage

from scic.backends.components.task.registration import shared as scores
from scic.backends.shared.warping import warped

RNG = np.random.default_rng(2)
FACTS = {"labels": ["background", "nucleus"]}
BARE: dict[str, list[str]] = {"labels": []}


def pair(*space: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A moving picture with its labels, and a fixed one that is the same some pixels further down: (1, *space, 1)."""
    rank = len(space)
    smooth = ndimage.gaussian_filter(RNG.normal(size=space), 3)[..., None]
    labels = (smooth > 0.02).astype(np.int64)
    shift = np.zeros((*space, rank))
    shift[..., 0] = -4
    truth = scores.encode_registration(
        warped(smooth, shift)[None], [labels[None, ..., 0], warped(labels, shift, labels=True)[None, ..., 0]]
    )
    return smooth[None].astype(np.float32), truth, shift[None]


def decoded(moving: np.ndarray, displacement: np.ndarray) -> dict[str, np.ndarray]:
    pictures = [warped(one, move) for one, move in zip(moving, displacement, strict=True)]
    return {"pictures": np.stack(pictures), "displacement": displacement}


@pytest.mark.parametrize("space", [(40, 44), (24, 26, 28)])
def test_the_true_motion_scores_highest_and_no_motion_lower(space: tuple[int, ...]) -> None:
    moving, truth, shift = pair(*space)
    right, none = (scores.statistics(truth, decoded(moving, move), FACTS) for move in (shift, 0 * shift))
    assert scores.metrics(right, FACTS) == pytest.approx({"correlation": 1, "dice": 1, "folds": 0}, abs=1e-4)
    assert scores.metrics(none, FACTS)["correlation"] < 0.8
    assert scores.metrics(none, FACTS)["dice"] < 0.8


def test_without_labels_there_is_no_overlap_to_score() -> None:
    moving, truth, shift = pair(40, 44)
    found = scores.statistics(truth[..., :1], decoded(moving, shift), BARE)
    assert set(scores.metrics(found, BARE)) == {"correlation", "folds"}
    assert scores.labels(truth[..., :1], decoded(moving, shift), BARE) == ["correlation 1.00"]


def test_a_motion_that_turns_the_picture_inside_out_is_told() -> None:
    moving, truth, shift = pair(40, 44)
    folded = shift.copy()
    folded[:, 10:20, :, 0] -= 3 * np.arange(10)[:, None]
    found = scores.metrics(scores.statistics(truth, decoded(moving, folded), FACTS), FACTS)
    assert 0.15 < found["folds"] < 0.35


def test_unknown_pixels_and_classes_that_are_nowhere_do_not_count() -> None:
    labels = np.zeros((20, 20, 2))
    labels[4:8, 4:8] = 1
    labels[:3, :, 1] = -1
    still = np.zeros((20, 20, 2))
    assert scores.overlap(labels, still, 3) == 1
    assert np.isnan(scores.overlap(0 * labels, still, 3))


def test_the_worst_come_first_and_a_picture_of_one_value_has_no_score() -> None:
    moving, truth, shift = pair(40, 44)
    three = np.concatenate([moving] * 3), np.concatenate([truth] * 3), np.concatenate([shift, 0 * shift, 0.5 * shift])
    found = scores.statistics(three[1], decoded(three[0], three[2]), FACTS)
    assert scores.worst(found, 2).tolist() == [1, 2]
    flat = scores.statistics(0 * truth, decoded(moving, shift), FACTS)
    assert np.isnan(scores.metrics(flat, FACTS)["correlation"])


@pytest.mark.parametrize("space", [(40, 44), (24, 26, 28)])
def test_pictures_and_volumes_are_drawn_before_and_after(space: tuple[int, ...]) -> None:
    moving, truth, shift = pair(*space)
    answer = decoded(moving, shift)
    found = scores.statistics(truth, answer, FACTS)
    batch = {"moving": moving, "fixed": truth[..., :1], "registration": truth}
    drawn = scores.figure(found, answer, batch, FACTS)
    titles = [ax.get_title(loc="left") for ax in drawn.axes]
    assert titles[0].startswith("moving, r = 0.")
    assert titles[1:3] == ["fixed", "moved, r = 1.00"]
    assert len(drawn.axes[3].lines) == 2 * scores.LINES
