"""What the rules say of stages that make their targets themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from scic.compiler.lint import lint_source
from scic.compiler.source import Source

from .conftest import Advise

SCANS = "data sample as scans { set: digits, split: random(stratify: digit) }\n"
THEN = "method transfer { start: pretrain, epochs: 20 }"


def study(pretrain: str, data: str = SCANS) -> dict[str, str]:
    return {
        "data": data,
        "model": "model cnn { widths: [8, 16] }",
        "task": "task classification { predict: scans.digit }",
        "method": f"{pretrain}\n{THEN}",
    }


@pytest.mark.parametrize("pretrain", ["method simclr as pretrain", "method rotation as pretrain"])
def test_pretraining_on_digits_has_nothing_against_it(advise: Advise, pretrain: str) -> None:
    assert advise(**study(pretrain)) == {}


@pytest.mark.parametrize(("batch", "tiny"), [(16, True), (63, True), (64, False), (512, False)])
def test_a_handful_is_soon_told_apart(advise: Advise, batch: int, tiny: bool) -> None:
    found = advise(**study(f"method simclr as pretrain {{ batch: {batch} }}"))
    assert ("SCI562" in found) == tiny
    assert "SCI562" not in advise(**study("method rotation as pretrain { batch: 16 }"))


@pytest.mark.parametrize("view", ["flip", "rotate90", "rotate(degrees: -90..90)"])
def test_a_view_that_makes_another_digit(advise: Advise, view: str) -> None:
    found = advise(**study(f"method simclr as pretrain {{ views: [crop, {view}] }}"))
    assert set(found) == {"SCI505"}


def test_the_changes_of_a_stage_count_too(advise: Advise) -> None:
    assert set(advise(**study("method rotation as pretrain { augment: [flip] }"))) == {"SCI505"}


@pytest.mark.parametrize("augment", ["rotate90", "flip(axes: all)", "rotate(degrees: -180..180)"])
def test_what_is_turned_at_random_has_no_up(advise: Advise, augment: str) -> None:
    cells = f'data folder as scans {{ path: "cells", augment: [{augment}] }}'
    parts = study("method rotation as pretrain", cells) | {"task": "task classification { predict: scans.class }"}
    found = advise(**parts)["SCI563"]
    assert "`augment: []` in `pretrain`" in found.help()
    parts["method"] = f"method rotation as pretrain {{ augment: [] }}\n{THEN}"
    assert "SCI563" not in advise(**parts)
    parts["method"] = f"method rotation as pretrain {{ augment: [{augment}] }}\n{THEN}"
    assert f"remove `{augment.split('(')[0]}`" in advise(**parts)["SCI563"].help()


@pytest.mark.parametrize("augment", ["flip", "rotate(degrees: -20..20)", "crop"])
def test_what_is_only_tilted_or_mirrored_has_one(advise: Advise, augment: str) -> None:
    cells = f'data folder as scans {{ path: "cells", augment: [{augment}] }}'
    parts = study("method rotation as pretrain", cells) | {"task": "task classification { predict: scans.class }"}
    assert "SCI563" not in advise(**parts)


@pytest.mark.parametrize(
    ("pool", "leaks"),
    [
        ("set: digits, labels: none, split: random(train: 90%, validation: 5%, test: 5%)", True),
        ("set: digits, split: random(stratify: digit)", False),
    ],
)
def test_a_pool_that_holds_the_test_records(advise: Advise, pool: str, leaks: bool) -> None:
    data = f"{SCANS}data sample as pool {{ {pool} }}"
    assert ("SCI542" in advise(**study("method simclr as pretrain { data: pool }", data))) == leaks


def errors(model: str, method: str) -> dict[str, str]:
    text = f"""experiment study {{ seed: 1 }}
    data sample {{ set: {"digits" if model.startswith("cnn") else "iris"} }}
    model {model}
    task classification {{ predict: {"digit" if model.startswith("cnn") else "species"} }}
    {method}
    """
    found = lint_source(Source(Path("study.sci"), text), Path())
    return {d.code: f"{d.message()}; {d.help()}" for d in found.report.errors}


@pytest.mark.parametrize("method", ["simclr", "rotation"])
def test_a_table_has_no_views_and_no_up(method: str) -> None:
    assert "`pretrain` needs pictures, `mlp` reads a table" in errors("mlp", f"method {method} as pretrain")["SCI320"]


def test_without_views_there_is_nothing_to_find_again() -> None:
    found = errors("cnn { widths: [8, 16] }", "method simclr as pretrain { views: [] }")
    assert "`pretrain` needs views that differ" in found["SCI320"]


def test_a_view_is_of_one_record() -> None:
    found = errors("cnn { widths: [8, 16] }", "method simclr as pretrain { views: [crop, mixup] }")
    assert "`mixup` mixes records" in found["SCI309"]


def test_pictures_are_changed_where_there_are_some() -> None:
    assert "`crop` changes pictures" in errors("mlp", "method supervised { augment: [crop] }")["SCI309"]


def test_transfer_needs_what_was_learnt_before() -> None:
    assert "needs weights that have learnt before" in errors("mlp", "method transfer")["SCI320"]
    both = "method supervised as first\nmethod transfer { start: first }"
    assert errors("mlp", both) == {}
