from __future__ import annotations

import pytest

from .conftest import Advise

DIGITS = {
    "model": "model cnn { widths: [8, 16] }",
    "task": "task classification { predict: sample.digit }",
}


def data(augment: str) -> str:
    return f"data sample {{ set: digits, labels: few(5), split: random(stratify: digit), augment: {augment} }}"


@pytest.mark.parametrize("method", ["mean_teacher", "mixmatch"])
@pytest.mark.parametrize(("augment", "found"), [("[]", True), ("[mixup]", True), ("[crop]", False)])
def test_agreement_needs_changes(advise: Advise, method: str, augment: str, found: bool) -> None:
    assert ("SCI570" in advise(**DIGITS, data=data(augment), method=f"method {method}")) is found


def test_a_stage_s_own_changes_count(advise: Advise) -> None:
    changed = "method mean_teacher { augment: [crop] }"
    assert "SCI570" not in advise(**DIGITS, data=data("[]"), method=changed)
    unchanged = "method mean_teacher { augment: [] }"
    assert "SCI570" in advise(**DIGITS, data=data("[crop]"), method=unchanged)


def test_pseudo_labels_need_none(advise: Advise) -> None:
    assert "SCI570" not in advise(**DIGITS, data=data("[]"), method="method pseudo_label")


def test_the_help_proposes_no_change_of_pictures_to_tables(advise: Advise) -> None:
    table = "data sample { set: iris, labels: few(5), split: random(stratify: species) }"
    found = advise(data=table, method="method mean_teacher { batch: 8 }")
    assert "pseudo_label" in found["SCI570"].help() and "crop" not in found["SCI570"].help()
