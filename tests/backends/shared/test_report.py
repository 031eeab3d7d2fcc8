from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from scic.backends.shared.figures import panels, save
from scic.backends.shared.report import write_report

HOSTILE = "<script>alert('x')</script> & \"co\""
VOID = {"meta", "img"}


class Outline(HTMLParser):
    """Collects what a browser would make of the page, and fails at tags that do not match."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.words.append(data.strip())


def read(path: Path) -> Outline:
    outline = Outline()
    outline.feed(path.read_text(encoding="utf-8"))
    assert outline.open == ["html"] or not outline.open
    return outline


def dump(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content), encoding="utf-8")


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """A run in which every text that a user can choose is hostile."""
    epochs = np.arange(5)
    table = {"epoch": epochs, "train_loss": 1 / (1 + epochs), "validation_loss": 1.2 / (1 + epochs)}
    pd.DataFrame(table | {"validation_kind_accuracy": epochs / 5}).to_csv(tmp_path / "metrics.csv", index=False)
    metrics = {
        "accuracy": {"value": 0.9, "low": 0.85, "high": 0.95, "higher": True},
        "log_loss": {"value": None, "low": float("nan"), "high": None, "higher": False},
    }
    task = {
        "metrics": metrics,
        "baselines": {"random_forest": {"accuracy": 0.8125, "log_loss": 0.25}},
        "worst": [HOSTILE],
        "subgroups": {HOSTILE: [{"group": HOSTILE, "records": 12, "value": 0.5, "low": 0.25, "high": 0.75}]},
    }
    seeds = {HOSTILE: {"accuracy": {"mean": 0.875, "low": 0.8, "high": 0.95, "values": [0.85, 0.9]}}}
    records = {"train": 800, "validation": 100, "test": 1200}
    dump(tmp_path / "evaluation.json", {"tasks": {HOSTILE: task}, "records": records, "seeds": seeds})
    dump(tmp_path / "facts.json", {HOSTILE: {"classes": [HOSTILE, "b"], "counts": [5, 6]}})
    dump(tmp_path / "config.json", {"seed": 1, "mlp": {"hidden": [64, 32], "note": HOSTILE}})
    (tmp_path / "environment.txt").write_text(f"numpy==2.0\n{HOSTILE}\n", encoding="utf-8")
    save(panels(1, 1)[0], tmp_path / "figures", "map", title=HOSTILE, caption=HOSTILE, section="explanations")
    return tmp_path


def report(run: Path) -> Path:
    return write_report(
        run, title=HOSTILE, question=HOSTILE, commands=[f"python train.py --run {HOSTILE}"], references=[HOSTILE]
    )


def test_every_text_is_escaped_and_the_markup_is_sound(run: Path) -> None:
    outline = read(report(run))
    assert "script" not in {tag for tag, _ in outline.tags}
    assert sum(HOSTILE in words for words in outline.words) >= 12


def test_the_page_needs_nothing_beside_it(run: Path) -> None:
    outline = read(report(run))
    sources = [value for _, attributes in outline.tags for name, value in attributes.items() if name in ("src", "href")]
    assert all(value and value.startswith(("data:image/png;base64,", "#")) for value in sources)
    assert "url(" not in (run / "report.html").read_text(encoding="utf-8")


def test_every_picture_has_words_and_every_link_a_place(run: Path) -> None:
    tags = read(report(run)).tags
    pictures = [attributes for tag, attributes in tags if tag == "img"]
    assert len(pictures) == 2
    assert all(picture["alt"] and int(picture["width"] or 0) > 0 for picture in pictures)
    places = {f"#{attributes['id']}" for _, attributes in tags if "id" in attributes}
    links = [attributes["href"] for tag, attributes in tags if tag == "a"]
    assert len(links) == 7
    assert set(links) <= places


def test_scores_baselines_and_gaps_are_told(run: Path) -> None:
    words = read(report(run)).words
    for shown in ("0.900", "0.850 to 0.950", "0.812", "0.500", "0.250 to 0.750", "0.850, 0.900", "12", "–", "1,200"):
        assert shown in words
    assert "2,100 records: 800 for train, 100 for validation, 1,200 for test." in words
    assert "[64, 32]" in words
    assert "5 epochs; lowest validation loss 0.240 in epoch 4." in words


def test_the_bars_stand_in_proportion(run: Path) -> None:
    page = report(run).read_text(encoding="utf-8")
    widths = [float(width) for width in re.findall(r'<b style="left:0.00%;width:([\d.]+)%">', page)]
    assert widths == pytest.approx([100 * 0.9 / 0.95, 100 * 0.8125 / 0.95], abs=0.01)


def test_findings_are_told_with_advice(run: Path) -> None:
    evaluation = json.loads((run / "evaluation.json").read_text(encoding="utf-8"))
    evaluation["records"]["test"] = 20
    dump(run / "evaluation.json", evaluation)
    words = read(report(run)).words
    assert "The test set is small" in words
    assert "Try next." in words


def test_a_run_that_kept_little_still_has_a_report(tmp_path: Path) -> None:
    metrics = {"r2": {"value": -0.5, "low": -0.7, "high": -0.25, "higher": True}}
    dump(tmp_path / "evaluation.json", {"tasks": {"size": {"metrics": metrics}}})
    words = read(write_report(tmp_path, title="t", question="", commands=[], references=[])).words
    assert "-0.500" in words
    assert "The training" not in words


def test_a_run_without_an_evaluation_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"has no evaluation\.json: evaluate the run"):
        write_report(tmp_path, title="t", question="", commands=[], references=[])
