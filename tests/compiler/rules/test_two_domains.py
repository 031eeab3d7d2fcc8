"""What is said of a second data set, and of networks and tasks that are joined."""

from __future__ import annotations

from pathlib import Path

import pytest

from scic.compiler.diagnostics.base import Diagnostic
from scic.compiler.lint import lint_source
from scic.compiler.source import Source

SPEC = """experiment digits {{ seed: 1 }}
data sample as scans {{ set: digits{scans} }}
data sample as photos {{ set: digits{photos} }}
model cnn {{ widths: [8, 16] }}
task classification {{ predict: scans.digit }}
method dann {{ source: {source}, target: {target}, batch: 64{dann} }}
validate external {{ data: {external} }}
validate baselines
validate seeds
"""
USUAL = {
    "scans": "",
    "photos": ", labels: none, transform: [invert]",
    "source": "scans",
    "target": "photos",
    "dann": "",
    "external": "photos",
}


def found(text: str) -> dict[str, Diagnostic]:
    checked = lint_source(Source(Path("study.sci"), text), Path())
    return {d.code: d for d in checked.report.diagnostics}


def adapted(**parts: str) -> dict[str, Diagnostic]:
    return found(SPEC.format(**{**USUAL, **parts}))


def test_a_sound_adaptation_gets_no_advice() -> None:
    assert adapted() == {}


def test_source_and_target_are_two() -> None:
    assert adapted(target="scans")["SCI320"].message() == ("`dann` needs two data sets, source and target are the same")


def test_the_source_is_where_the_targets_are() -> None:
    said = adapted(source="photos", target="scans", photos="")["SCI320"]
    assert said.message() == "`dann` needs labelled records, no task predicts a field of `photos`"
    assert said.help() == "write `source: scans`"


def test_hidden_labels_of_the_source_leave_nothing_to_learn() -> None:
    assert "hides them all" in adapted(scans=", labels: none")["SCI320"].message()


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"photos": ", labels: none, split: random(train: 50%, test: 50%)"}, "SCI542"),
        ({"scans": ", split: random(stratify: digit)"}, "SCI542"),
        ({"photos": ""}, "SCI544"),
        ({"dann": ", stop: early"}, "SCI545"),
        ({"external": "scans"}, "SCI546"),
    ],
)
def test_what_spoils_a_comparison_is_named(parts: dict[str, str], code: str) -> None:
    assert list(adapted(**parts)) == [code]


def test_one_way_to_divide_may_be_written_in_two() -> None:
    both = adapted(
        scans=", split: random(stratify: scans.digit)", photos=", labels: none, split: random(stratify: digit)"
    )
    assert list(both) == ["SCI543"]


def test_all_records_of_the_same_collection_are_no_test() -> None:
    assert list(adapted(external="photos, records: all")) == ["SCI542"]


def test_pictures_of_another_size_are_refused_unless_all_are_brought_to_one() -> None:
    photos = ", labels: none, fields { image: image(size: 16x16) }"
    assert adapted(photos=photos)["SCI541"].message() == "`photos.image` has 16x16 pixels, `scans.image` has 8x8"
    assert adapted(photos=photos, scans=", fields { image: image(size: 12x12) }") == {}


def test_fixed_changes_need_pictures() -> None:
    text = SPEC.format(**USUAL).replace("set: digits, labels", "set: iris, labels")
    assert found(text)["SCI309"].message() == "`invert` changes pictures, `photos` has none"


FUSION = """experiment flowers {{ seed: 1 }}
data sample as flowers {{ set: iris, split: random(stratify: species) }}
model mlp as petals {{ inputs: [flowers.petal_length, flowers.petal_width], hidden: [8] }}
model mlp as sepals {{ inputs: [flowers.sepal_length, flowers.sepal_width], hidden: [{width}] }}
{fusion}
task classification {{ predict: flowers.species }}
method supervised
validate baselines
validate seeds
"""


@pytest.mark.parametrize(
    ("fusion", "width", "codes"),
    [
        ("model fusion { of: [petals, sepals] }", 4, []),
        ("model fusion { of: [petals, sepals], how: sum }", 8, []),
        ("model fusion { of: [petals, sepals], how: sum }", 4, ["SCI331"]),
        ("model fusion { of: [petals, petals] }", 8, ["SCI311", "SCI330"]),
        ("", 8, ["SCI311"]),
    ],
)
def test_networks_are_joined_or_left_over(fusion: str, width: int, codes: list[str]) -> None:
    said = found(FUSION.format(fusion=fusion, width=width))
    assert set(said) <= set(codes) and (codes[:1] == list(said)[:1])
