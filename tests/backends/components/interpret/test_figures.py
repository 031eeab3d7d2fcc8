"""Figures and numbers of attributions."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
import pytest

from scic.backends.shared.attribution_figure import caption, figure, rank_correlation, ranking

RNG = np.random.default_rng(0)
NAMES = [f"x{index}" for index in range(10)]


def texts(drawn):
    """All that is written in a figure."""
    return [text.get_text() for text in drawn.findobj(lambda artist: hasattr(artist, "get_text"))]


def attribution_of(*shape):
    return RNG.normal(size=shape).astype(np.float32)


def draw(arrays, batch, tmp_path: Path, **given):
    count = len(next(iter(arrays.values())))
    settings = {
        "columns": {},
        "pictures": {},
        "numeric": [],
        "labels": [f"true {i}, predicted 1" for i in range(count)],
    }
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        drawn = figure(arrays, batch, **settings | given)
        drawn.savefig(tmp_path / "figure.png", dpi=40)
    return drawn


def test_a_table_is_ranked_with_the_strongest_column_on_top(tmp_path):
    found = 0.1 * attribution_of(30, 10)
    found[:, 7] += 5
    batch = {"numeric": attribution_of(30, 9)}
    batch["numeric"][3, 7] = np.nan
    drawn = draw({"net": found}, batch, tmp_path, columns={"net": NAMES}, numeric=NAMES[:9])
    bars, dots = drawn.axes[:2]
    assert bars.get_yticklabels()[0].get_text() == "x7"
    assert bars.yaxis_inverted()
    shown = [int((~np.ma.getmaskarray(each.get_offsets()).any(axis=1)).sum()) for each in dots.collections]
    # a grey dot for every record and column, coloured ones over those that have a value
    assert sum(shown) == 300 + 9 * 30 - 1


def test_a_wide_table_shows_the_columns_that_count_most(tmp_path):
    found = np.tile(np.arange(60, dtype=np.float32), (5, 1))
    names = [f"gene{index}" for index in range(60)]
    drawn = draw({"net": found}, {}, tmp_path, columns={"net": names})
    shown = [label.get_text() for label in drawn.axes[0].get_yticklabels()]
    assert shown == [f"gene{index}" for index in range(59, 39, -1)]


@pytest.mark.parametrize("channels", [1, 2, 3, 5])
def test_images_stand_beside_their_heat_maps_under_their_labels(channels, tmp_path):
    arrays = {"eye": attribution_of(3, 16, 12), "sanity": np.array(0.1)}
    drawn = draw(arrays, {"photo": RNG.random((3, 16, 12, channels))}, tmp_path, pictures={"eye": "photo"})
    assert {f"true {i}\npredicted 1" for i in range(3)} <= set(texts(drawn))
    heat = [image for axis in drawn.axes for image in axis.images if image.cmap.name == "for_and_against"]
    assert len(heat) == 3
    assert all((image.norm.vmin, image.norm.vmax) == (-1, 1) for image in heat)


def test_cuts_through_a_volume_go_where_the_attribution_is(tmp_path):
    found = np.zeros((2, 8, 9, 10), dtype=np.float32)
    found[:, 5, 2, 7] = 1
    drawn = draw({"net": found}, {"scan": RNG.random((2, 8, 9, 10, 1))}, tmp_path, pictures={"net": "scan"})
    assert {"axis 1\nslice 6", "axis 2\nslice 3", "axis 3\nslice 8"} <= set(texts(drawn))


def test_an_image_and_a_table_share_a_figure(tmp_path):
    arrays = {"eye": attribution_of(2, 8, 8), "chart": attribution_of(2, 10)}
    batch = {"photo": RNG.random((2, 8, 8, 1)), "numeric": attribution_of(2, 10)}
    given = {"pictures": {"eye": "photo"}, "columns": {"chart": NAMES}, "numeric": NAMES}
    drawn = draw(arrays, batch, tmp_path, **given)
    assert {"eye", "chart", "x0"} <= set(texts(drawn))


@pytest.mark.parametrize("shape", [(1, 6, 6), (1, 4, 6, 6)])
def test_an_explanation_that_is_zero_everywhere_is_drawn(shape, tmp_path):
    pictures = {"photo": np.zeros((*shape, 1))}
    draw({"net": np.zeros(shape)}, pictures, tmp_path, pictures={"net": "photo"})


def test_the_ranking_says_how_much_of_the_whole_a_column_has():
    table = ranking(np.array([[1.0, -3.0, 0.0], [1.0, 3.0, 0.0]]), ["a", "b", "c"])
    assert table["column"].tolist() == ["b", "a", "c"]
    assert table["share"].tolist() == [0.75, 0.25, 0]
    assert table["mean"].tolist() == [3, 1, 0]


def test_rank_correlation_heeds_order_and_not_scale_or_sign():
    one = {"net": attribution_of(4, 50)}
    assert rank_correlation(one, {"net": -7 * one["net"]}) == pytest.approx(1)
    assert rank_correlation(one, {"net": 1 / one["net"]}) == pytest.approx(-1)
    assert abs(rank_correlation(one, {"net": attribution_of(4, 50)})) < 0.3
    assert rank_correlation(one, {"net": np.zeros((4, 50))}) == 0


def test_the_caption_says_what_was_measured():
    found = np.full((2, 5), 2.0)
    arrays = {"net": found, "sanity": np.array(0.12), "convergence": np.array([0.1, 0.1])}
    assert "0.12" in caption(arrays)
    assert "1.0%" in caption(arrays)
    assert caption({"net": found}) == ""
