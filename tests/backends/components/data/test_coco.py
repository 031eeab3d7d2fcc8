from __future__ import annotations

import copy
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from scic.backends.components.data.coco.shared import read_coco
from scic.backends.components.field.boxes.shared import encode_boxes, measure_boxes
from scic.backends.shared.errors import DataError
from scic.backends.shared.marked import Marked
from scic.compiler.catalogue.ports import Boxes
from scic.compiler.ir import Experiment
from scic.compiler.lint import Checked, lint_source
from scic.compiler.source import Source

Change = Callable[[dict[str, Any]], object]

ROOT = Path(__file__).resolve().parents[4]
GOOD: dict[str, Any] = {
    "images": [
        {"id": 7, "file_name": "a.png", "width": 40, "height": 20},
        {"id": 8, "file_name": "b.png", "width": 40, "height": 20},
        {"id": 9, "file_name": "empty.png", "width": 40, "height": 20},
    ],
    "categories": [{"id": 3, "name": "worm"}, {"id": 5, "name": "egg"}, {"id": 6, "name": "unused"}],
    "annotations": [
        {"id": 1, "image_id": 7, "category_id": 3, "bbox": [2, 4, 10, 8], "iscrowd": 0},
        {"id": 2, "image_id": 7, "category_id": 5, "bbox": [20, 10, 20.4, 10]},
        {"id": 3, "image_id": 8, "category_id": 5, "bbox": [0, 0, 6, 6]},
        {"id": 4, "image_id": 8, "category_id": 5, "bbox": [0, 0, 40, 20], "iscrowd": 1},
    ],
}
SPEC = """experiment eggs { seed: 1 }
data coco as plates { path: "boxes.json", images: "images" }
model faster_rcnn { levels: 2, width: 16 }
task detection { predict: plates.boxes }
method supervised { epochs: 2, batch: 2 }
validate baselines
validate seeds { count: 3 }
"""


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    def write(change: Change | None = None, text: str | None = None) -> Path:
        found = copy.deepcopy(GOOD)
        if change is not None:
            change(found)
        (tmp_path / "boxes.json").write_text(json.dumps(found) if text is None else text)
        (tmp_path / "images").mkdir(exist_ok=True)
        for name in ("a", "b", "empty"):
            Image.new("L", (40, 20)).save(tmp_path / "images" / f"{name}.png")
        return tmp_path

    return write


def checked(folder: Path, spec: str = SPEC) -> Checked:
    return lint_source(Source(folder / "eggs.sci", spec), folder)


def resolved(folder: Path, spec: str = SPEC) -> Experiment:
    found = checked(folder, spec)
    assert found.experiment is not None, [each.message() for each in found.report.errors]
    return found.experiment


def test_lint_knows_the_boxes(written: Callable[..., Path]) -> None:
    record = resolved(written()).data[0].record
    assert record.records == 3
    assert record.fields["boxes"] == Boxes(("egg", "worm"), (2, 1), 6)
    assert record.fields["image"].size == (20, 40)  # type: ignore[attr-defined]


def test_lint_needs_no_framework(written: Callable[..., Path]) -> None:
    """And no numpy: the annotations are plain JSON."""
    folder = written()
    (folder / "eggs.sci").write_text(SPEC)
    code = (
        "import sys; from pathlib import Path; from scic.compiler.lint import lint\n"
        f"assert lint(Path({str(folder / 'eggs.sci')!r})).experiment\n"
        "assert not {'numpy', 'torch', 'pycocotools'} & set(sys.modules), sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr


BAD: dict[str, tuple[Change, tuple[str, ...]]] = {
    "beyond": (lambda d: d["annotations"][0].update(bbox=[30, 4, 20, 8]), ("annotation 1", "beyond", "40 by 20")),
    "before": (lambda d: d["annotations"][0].update(bbox=[-5, 4, 20, 8]), ("annotation 1", "beyond")),
    "no area": (
        lambda d: [d["annotations"][n].update(bbox=[3, 4, 0, 8]) for n in (0, 1)],
        ("annotation 1", "without area", "1 more"),
    ),
    "no image": (lambda d: d["annotations"][2].update(image_id=99), ("annotation 3", "image 99")),
    "no category": (lambda d: d["annotations"][2].update(category_id=99), ("annotation 3", "category 99")),
    "no file": (lambda d: d["images"][0].update(file_name="lost.png"), ("lost.png", "no file")),
    "no numbers": (lambda d: d["annotations"][0].update(bbox="2 4 10 8"), ("annotation 1", "2 4 10 8")),
    "no box": (lambda d: d["annotations"][0].pop("bbox"), ("entry 0", "`bbox`")),
    "twice": (lambda d: d["images"][1].update(id=7), ("two of `images`", "7")),
    "no key": (lambda d: d.pop("categories"), ("no `categories`",)),
    "nothing": (lambda d: d.update(annotations=[]), ("no box",)),
}


@pytest.mark.parametrize(("change", "words"), BAD.values(), ids=BAD)
def test_what_does_not_add_up_is_named(written: Callable[..., Path], change: Change, words: tuple[str, ...]) -> None:
    (error,) = checked(written(change)).report.errors
    assert error.code == "SCI401" and error.help()
    assert all(word in error.message() for word in words), error.message()


@pytest.mark.parametrize("text", ["[1]", "{", '{"images": [,', "\x00"])
def test_no_annotation_file_at_all(written: Callable[..., Path], text: str) -> None:
    (error,) = checked(written(text=text)).report.errors
    assert "boxes.json" in error.message() and error.help()


def test_another_size_than_the_boxes_were_drawn_on(written: Callable[..., Path]) -> None:
    (error,) = checked(written(lambda d: d["images"][0].update(width=80))).report.errors
    assert "20x40" in error.message() and "20x80" in error.message()


def test_records_have_their_boxes(written: Callable[..., Path]) -> None:
    """Crowds are left out, what reaches over an edge by rounding is cut, an image without boxes is kept."""
    folder = written()
    records = read_coco(folder / "boxes.json", folder, images="images")
    assert records.index.tolist() == ["a", "b", "empty"]
    assert records["boxes"]["a"] == Marked((20, 40), ("worm", "egg"), ((2, 4, 12, 12), (20, 10, 40, 20)))
    assert records["boxes"]["b"].classes == ("egg",)
    assert records["boxes"]["empty"].classes == ()
    assert records["boxes"].notna().all()


def test_boxes_go_with_their_images_to_another_size(written: Callable[..., Path]) -> None:
    folder = written()
    column = read_coco(folder / "boxes.json", folder, images="images")["boxes"]
    facts = measure_boxes(column)
    assert facts["classes"] == ["egg", "worm"] and facts["counts"] == [2, 1]
    column["b"] = None
    encoded = encode_boxes(column, facts, (40, 40))
    assert encoded.shape == (3, 2, 5) and encoded.dtype == np.float32
    np.testing.assert_allclose(encoded[0], [[2, 8, 12, 24, 1], [20, 20, 40, 40, 0]])
    assert encoded[1, :, 4].tolist() == [-2, -2], "nobody has marked it"
    assert encoded[2, :, 4].tolist() == [-1, -1], "it has none"


def test_a_class_that_training_does_not_have(written: Callable[..., Path]) -> None:
    folder = written()
    column = read_coco(folder / "boxes.json", folder, images="images")["boxes"]
    with pytest.raises(DataError, match="`worm`, but record `a`"):
        encode_boxes(column, measure_boxes(column.iloc[1:]), (20, 40))


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        ("faster_rcnn { levels: 2, width: 16 }", "cnn", "SCI301", "`faster_rcnn`"),
        ("task detection", "task classification", "SCI301", "`detection`"),
        ("plates.boxes }", "plates.boxes, loss: dice }", "SCI307", "leave `loss` out"),
        ('"images" }', '"images", augment: [elastic] }', "SCI309", "`flip` or `rotate90`"),
        ('"images" }', '"images", augment: [mixup] }', "SCI309", "`flip` or `rotate90`"),
        ("batch: 2 }", "batch: 2, freeze: trunk }", "SCI320", "`freeze: none`"),
        ("method supervised {", "method simclr as first { epochs: 1 }\nmethod supervised {", "SCI320", "`weights`"),
        ("seed: 1 }", "seed: 1, backend: keras }", "SCI601", "backend: pytorch"),
        ("baselines", "baselines { use: [linear] }", "SCI312", "leave `use` out"),
    ],
)
def test_what_does_not_fit_boxes(written: Callable[..., Path], old: str, new: str, code: str, words: str) -> None:
    errors = [each for each in checked(written(), SPEC.replace(old, new)).report.errors if each.code == code]
    assert errors and words in str(errors[0].help())
