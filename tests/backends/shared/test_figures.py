from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
from PIL import Image

from scic.backends.shared.figures import DPI, colours, curves, panels, save


def test_a_figure_is_kept_with_its_words(tmp_path: Path) -> None:
    figure, _ = panels(1, 2, width=2, height=1)
    path = save(figure, tmp_path / "figures", "map", title="Ä", caption="b", section="errors")
    with Image.open(path) as picture:
        assert picture.size == (4 * DPI, DPI)
    words = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert words == {"title": "Ä", "caption": "b", "section": "errors"}


def test_every_group_has_a_colour_of_its_own() -> None:
    assert all(len(set(colours(count))) == count for count in range(1, 31))


def test_curves_show_each_stage_s_loss_and_only_the_metrics_it_has() -> None:
    history = pd.DataFrame(
        {
            "stage": ["pretrain"] * 2 + ["finetune"] * 3,
            "epoch": [0, 1, 0, 1, 2],
            "train_loss": [2.0, 1.0, 0.9, 0.8, 0.7],
            "validation_loss": [np.nan, np.nan, 1.0, 0.5, 0.6],
            "validation_kind_accuracy": [np.nan, np.nan, 0.5, 0.6, 0.7],
        }
    )
    axes = curves(history).axes
    assert [axis.get_title(loc="left") for axis in axes] == ["pretrain: loss", "finetune: loss", "kind accuracy"]
    lowest = axes[1].lines[-1]
    assert np.asarray(lowest.get_xydata()).tolist() == [[1, 0.5]]


def test_curves_of_one_epoch_can_be_seen() -> None:
    line = curves(pd.DataFrame({"epoch": [0], "train_loss": [1.0], "validation_loss": [1.1]})).axes[0].lines[0]
    assert line.get_marker() == "."
