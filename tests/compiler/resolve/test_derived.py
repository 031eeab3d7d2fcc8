"""Derived fields, and what is restored from them: what is marked, and where."""

from __future__ import annotations

from pathlib import Path

import pytest

from scic.compiler.lint import lint_source
from scic.compiler.source import Source

SPECS = Path(__file__).resolve().parents[3] / "specs"
SPEC = """experiment nuclei {{ seed: 1 }}
data files as cells {{
  fields {{
    image: image("data/nuclei/images/*.tif")
    mask: mask("data/nuclei/masks/*.tif", classes: [background, nucleus])
    noisy: {noisy}
  }}
}}
model unet {{ inputs: [cells.noisy], depth: 2, width: 8{model} }}
task {task}
method {method}
validate baselines
validate seeds {{ count: 3 }}
"""
USUAL = {
    "noisy": "noise(of: image, deviation: 20)",
    "model": "",
    "task": "denoising { predict: cells.noisy, clean: cells.image }",
    "method": "noise2self { epochs: 20, batch: 2 }",
}


def errors(**other: str) -> list[tuple[str, str]]:
    """The code of each error, and the text that it marks."""
    source = Source(SPECS / "derived.sci", SPEC.format(**USUAL | other))
    found = lint_source(source, SPECS).report.errors
    return [(each.code, source.text[each.span.start : each.span.end]) for each in found]


@pytest.mark.parametrize("method", ["noise2self { epochs: 20, batch: 2 }", "supervised { epochs: 20, batch: 2 }"])
def test_a_field_may_be_made_from_another_and_read(method: str) -> None:
    assert errors(method=method) == []


def test_a_derived_field_has_the_size_and_the_channels_of_its_origin() -> None:
    checked = lint_source(Source(SPECS / "derived.sci", SPEC.format(**USUAL)), SPECS)
    assert checked.experiment is not None
    fields = checked.experiment.data[0].record.fields
    assert fields["noisy"] == fields["image"]
    assert checked.experiment.tasks[0].targets == ("image",)
    assert checked.experiment.models[0].fields == ("noisy",)


def test_one_may_be_made_from_a_derived_one() -> None:
    assert errors(noisy="noise(of: first, deviation: 20)\n    first: noise(of: image, deviation: 1)") == []


@pytest.mark.parametrize(
    ("noisy", "code", "marked"),
    [
        ("noise(of: imgae, deviation: 20)", "SCI103", "imgae"),
        ("noise(of: mask, deviation: 20)", "SCI313", "mask"),
        ("noise(of: noisy, deviation: 20)", "SCI314", "noisy"),
        ("noise(of: image, deviation: 0)", "SCI204", "0"),
        ("noise(of: image, deviation: -3)", "SCI204", "-3"),
        ("noise(deviation: 3)", "SCI202", "noise"),
    ],
)
def test_what_it_cannot_be_made_from_is_one_mistake_at_its_place(noisy: str, code: str, marked: str) -> None:
    assert errors(noisy=noisy) == [(code, marked)]


def test_fields_that_wait_for_each_other_are_all_marked() -> None:
    noisy = "noise(of: worse, deviation: 20)\n    worse: noise(of: noisy, deviation: 1)"
    assert errors(noisy=noisy) == [("SCI314", "worse"), ("SCI314", "noisy")]


@pytest.mark.parametrize(
    ("other", "code", "marked"),
    [
        ({"task": "denoising { predict: cells.noisy }"}, "SCI202", "denoising"),
        ({"task": "denoising { predict: cells.noisy, clean: cells.mask }"}, "SCI302", "cells.mask"),
        ({"task": "denoising { predict: cells.image, clean: cells.image }"}, "SCI315", "cells.image"),
        ({"task": "denoising { predict: cells.noisy, clean: cells.image, loss: dice }"}, "SCI307", "dice"),
        ({"task": "segmentation { predict: cells.mask }"}, "SCI325", "noise2self"),
        ({"model": ", pool: mean"}, "SCI301", "denoising"),
        ({"method": "noise2self { epochs: 20, batch: 2, grid: 200 }"}, "SCI310", "200"),
        ({"method": "noise2self { epochs: 20, batch: 2, grid: 1 }"}, "SCI204", "1"),
    ],
)
def test_what_cannot_be_denoised_or_learnt_from_is_marked(other: dict[str, str], code: str, marked: str) -> None:
    assert errors(**other) == [(code, marked)]
