"""What the methods for few labels ask of the data and of the tasks."""

from __future__ import annotations

from pathlib import Path

import pytest

from scic.compiler.diagnostics.base import Diagnostic
from scic.compiler.lint import lint_source
from scic.compiler.source import Source

SPECS = Path(__file__).parents[3] / "specs"
METHODS = ["pseudo_label", "mean_teacher", "mixmatch"]
PICTURES = "set: digits, split: random(stratify: digit), augment: [crop]"


def errors(
    folder: Path, *, data: str, task: str, method: str, model: str = "cnn { widths: [8, 16] }"
) -> list[Diagnostic]:
    lines = ["experiment study { seed: 1 }", data, f"model {model}", f"task {task}", f"method {method}", ""]
    return list(lint_source(Source(folder / "study.sci", "\n".join(lines)), folder).report.errors)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("labels", ["", "labels: all,"])
def test_unlabelled_records_must_be_there(tmp_path: Path, method: str, labels: str) -> None:
    data = f"data sample as scans {{ {labels} {PICTURES} }}"
    (found,) = errors(tmp_path, data=data, task="classification { predict: scans.digit }", method=method)
    assert found.code == "SCI320"
    assert found.message() == f"`{method}` needs unlabelled records, every record of `scans` has its target"
    assert all(way in found.help() for way in ("leave the target empty", "second data block", "labels: few(5)"))


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    "data",
    [
        f"data sample as scans {{ labels: few(5), {PICTURES} }}",
        f"data sample as scans {{ {PICTURES} }}\ndata sample as more {{ labels: none, {PICTURES} }}",
    ],
)
def test_few_labels_or_a_second_block_serve(tmp_path: Path, method: str, data: str) -> None:
    method += " { unlabelled: more }" if "more" in data else ""
    assert errors(tmp_path, data=data, task="classification { predict: scans.digit }", method=method) == []


def test_empty_cells_serve(tmp_path: Path) -> None:
    rows = [f"{index % 7},{'' if index % 2 else 'ab'[index // 2 % 2]}" for index in range(100)]
    (tmp_path / "table.csv").write_text("\n".join(["width,kind", *rows, ""]))
    data = 'data csv as rows { path: "table.csv" }'
    task = "classification { predict: rows.kind }"
    assert errors(tmp_path, data=data, task=task, method="pseudo_label { batch: 8 }", model="mlp") == []


def test_labels_that_are_all_hidden_teach_nothing(tmp_path: Path) -> None:
    data = f"data sample as scans {{ labels: none, {PICTURES} }}"
    found = errors(tmp_path, data=data, task="classification { predict: scans.digit }", method="mixmatch")
    assert [each.code for each in found] == ["SCI320"]
    assert "hides them all" in found[0].message()


@pytest.mark.parametrize(
    ("method", "proposed"), [("pseudo_label", "mean_teacher"), ("mixmatch", "mean_teacher"), ("mean_teacher", "")]
)
def test_numbers_have_no_probability_and_no_class(tmp_path: Path, method: str, proposed: str) -> None:
    data = "data sample as patients { set: diabetes, labels: few(40) }"
    task = "regression { predict: patients.progression }"
    found = errors(tmp_path, data=data, task=task, method=f"{method} {{ batch: 16 }}", model="mlp")
    assert [each.code for each in found] == (["SCI325"] if proposed else [])
    assert all(proposed in each.help() for each in found)


@pytest.mark.parametrize(
    "setting", ["loss: focal", "class_weights: balanced", "loss: cross_entropy(label_smoothing: 5%)"]
)
def test_mixed_labels_have_one_loss(tmp_path: Path, setting: str) -> None:
    data = f"data sample as scans {{ labels: few(5), {PICTURES} }}"
    task = f"classification {{ predict: scans.digit, {setting} }}"
    (found,) = errors(tmp_path, data=data, task=task, method="mixmatch")
    assert found.code == "SCI325"
    assert "cross-entropy" in found.message()
    assert errors(tmp_path, data=data, task=task, method="mean_teacher") == []


def test_mixmatch_serves_one_task(tmp_path: Path) -> None:
    rows = [f"{index % 7},{'ab'[index % 2]},{'cd'[index // 2 % 2]}" for index in range(100)]
    (tmp_path / "table.csv").write_text("\n".join(["width,kind,other", *rows, ""]))
    data = 'data csv as rows { path: "table.csv", labels: few(5) }'
    task = "classification as kind { predict: rows.kind }\ntask classification as other { predict: rows.other }"
    found = errors(tmp_path, data=data, task=task, method="mixmatch { batch: 8 }", model="mlp")
    assert {each.code for each in found} == {"SCI325"}
    assert errors(tmp_path, data=data, task=task, method="pseudo_label { batch: 8 }", model="mlp") == []


def test_masks_take_pseudo_labels_alone() -> None:
    fields = """fields {
      image: image("data/nuclei/images/*.tif")
      mask: mask("data/nuclei/masks/*.tif", classes: [background, nucleus])
    }"""
    data = f"data files as cells {{ {fields}, labels: few(8), augment: [flip] }}"
    task = "segmentation { predict: cells.mask }"
    for method in METHODS:
        found = errors(SPECS, data=data, task=task, method=f"{method} {{ batch: 4 }}", model="unet")
        assert [each.code for each in found] == ([] if method == "pseudo_label" else ["SCI325"]), method
