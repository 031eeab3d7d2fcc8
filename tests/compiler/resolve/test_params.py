"""Second pass: settings that are unknown, missing, of the wrong form or out of range, each at the tightest place."""

from __future__ import annotations

from typing import Any

import pytest

from scic.compiler.catalogue.settings import Extent, Interval, Measure, Reference
from scic.compiler.parse import ast, parse
from scic.compiler.resolve.values import describe, plain
from scic.compiler.source import Source


def test_an_unknown_setting_is_marked_at_its_key(fault: Any) -> None:
    assert fault("SCI201", model="model mlp { ‹hiden›: [16] }").help() == "did you mean `hidden`?"


def test_an_unknown_setting_of_a_call(fault: Any) -> None:
    found = fault("SCI201", method="method supervised { optimizer: adamw(‹rate›: 1e-3) }")
    assert found.message() == "`adamw` has no setting `rate`"


def test_an_unknown_setting_of_the_experiment(fault: Any) -> None:
    assert fault("SCI201", experiment="experiment iris { ‹sede›: 1 }").help() == "did you mean `seed`?"


def test_a_missing_setting_is_marked_at_the_component(fault: Any) -> None:
    found = fault("SCI202", data="data ‹sample› as flowers")
    assert found.message() == "`flowers` needs the setting `set`"
    assert "which data set" in found.help()


def test_a_missing_setting_of_a_call_is_marked_at_its_name(fault: Any) -> None:
    data = 'data csv as flowers { path: "penguins.csv", split: ‹time› }'
    fault("SCI202", data=data, task="task classification { predict: flowers.species }")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('‹"many"›', "a whole number such as `3`"),
        ("‹2.5›", "a whole number such as `3`"),
        ("‹10%›", "a whole number such as `3`"),
        ("‹true›", "a whole number such as `3`"),
        ("‹none›", "a whole number such as `3`"),
        ("‹[1]›", "a whole number such as `3`"),
        ("‹1..3›", "a whole number such as `3`"),
        ("‹flowers.species›", "a whole number such as `3`"),
        ("‹many›", "a whole number such as `3`"),
        ("‹4x4›", "a whole number such as `3`"),
    ],
)
def test_a_value_of_another_form_is_said_in_the_language_of_the_spec(fault: Any, written: str, expected: str) -> None:
    found = fault("SCI203", method=f"method supervised {{ epochs: {written} }}")
    assert found.expected == expected
    assert "passes over the training records" in found.help()


def test_one_item_of_a_list_is_marked_alone(fault: Any) -> None:
    fault("SCI203", model='model mlp { hidden: [16, ‹"wide"›, 16] }')


def test_a_call_where_a_number_belongs(fault: Any) -> None:
    found = fault("SCI203", model="model mlp { hidden: ‹wide(3)› }")
    assert "the call `wide(...)`" in found.message()


def test_a_sum_where_a_number_belongs(fault: Any) -> None:
    fault("SCI203", method="method supervised { epochs: ‹a + b› }")


def test_a_number_where_a_component_belongs(fault: Any) -> None:
    found = fault("SCI203", method="method supervised { optimizer: ‹1e-3› }")
    assert found.expected.startswith("an optimizer such as `ada")


def test_a_quantity_of_another_unit(fault: Any) -> None:
    found = fault("SCI203", model="model mlp { dropout: ‹10px› }")
    assert found.expected == "a share such as `10%`"


@pytest.mark.parametrize(
    ("part", "bound"),
    [
        ({"method": "method supervised { epochs: ‹0› }"}, "at least 1"),
        ({"model": "model mlp { dropout: ‹150%› }"}, "at most 1"),
        ({"model": "model mlp { dropout: ‹-0.1› }"}, "at least 0"),
        ({"model": "model mlp { hidden: [16, ‹0›] }"}, "at least 1"),
        ({"method": "method supervised { clip: ‹0› }"}, "above 0"),
        ({"experiment": "experiment iris { seed: ‹-1› }"}, "at least 0"),
        ({"experiment": "experiment iris { seed: ‹2147483648› }"}, "below 2147483648"),
        ({"method": "method supervised { optimizer: adamw(lr: ‹0›) }"}, "above 0"),
    ],
)
def test_a_number_out_of_range_is_told_its_bound(fault: Any, part: dict[str, str], bound: str) -> None:
    assert fault("SCI204", **part).bound == bound


def test_a_word_that_is_no_choice(fault: Any) -> None:
    found = fault("SCI205", data="data sample as flowers { set: ‹iriss› }")
    assert found.help() == "did you mean `iris`?"
    assert set(found.legal) == {"digits", "iris", "wine", "breast_cancer", "diabetes"}


def test_a_text_that_is_no_choice(fault: Any) -> None:
    fault("SCI205", experiment='experiment iris { backend: ‹"torch"› }')


def test_more_values_than_settings(fault: Any) -> None:
    fault("SCI206", method="method supervised { stop: early(10, 1e-3, ‹5›) }")


def test_a_block_where_a_setting_belongs(fault: Any) -> None:
    assert fault("SCI207", model="model mlp { ‹hidden› { a: 1 } }").help() == "write `hidden: value`"


def test_a_setting_where_a_block_belongs(fault: Any) -> None:
    found = fault("SCI207", data="data sample as flowers { set: iris, fields: ‹[a]› }")
    assert found.help() == "write `fields { name: value }`"


def test_a_search_space_that_nothing_searches(fault: Any) -> None:
    fault("SCI208", method="method supervised { optimizer: adamw(lr: ‹tune(1e-4..1e-2)›) }")


def test_every_wrong_setting_of_a_block_is_reported(check: Any) -> None:
    found = check(
        model='model mlp { hiden: [16], dropout: 2, activation: rela, normalization: "no" }',
        method="method supervised { epochs: 0, optimizer: adamv, stop: early(patience: 0) }",
    ).report.errors
    assert [d.code for d in found] == ["SCI201", "SCI204", "SCI205", "SCI205", "SCI204", "SCI101", "SCI204"]


def test_values_without_a_name_fill_the_settings_in_order(check: Any) -> None:
    by_name = check(method="method supervised { stop: early(patience: 7, delta: 0.5) }").experiment
    in_order = check(method="method supervised { stop: early(7, 0.5) }").experiment
    assert in_order.stages[0].component == by_name.stages[0].component


def test_a_sum_keeps_its_weights(check: Any) -> None:
    task = "task classification { predict: flowers.species, loss: 2*cross_entropy + focal + 0.5*cross_entropy }"
    terms = check(task=task).experiment.tasks[0].component.loss
    assert [(term.weight, term.of.named()) for term in terms] == [
        (2, "cross_entropy"),
        (1, "focal"),
        (0.5, "cross_entropy"),
    ]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("12", 12),
        ("1e-3", 1e-3),
        ("10%", Measure(value=10, unit="%")),
        ("2x3um", Extent(values=(2, 3), unit="um")),
        ("'text'", "text"),
        ("true", True),
        ("none", None),
        ("word", "word"),
        ('a."b c"', Reference(parts=("a", "b c"))),
        ("[1, [2]]", (1, (2,))),
        ("-30..30", Interval(low=-30, high=30)),
        ("1px..3px", Interval(low=1, high=3, unit="px")),
    ],
)
def test_what_a_value_means(tmp_path: Any, written: str, value: Any) -> None:
    file, faults = parse(Source(tmp_path / "a.sci", f"model a {{ x: {written} }}"))
    assert not faults
    entry = file.blocks[0].body[0]
    assert isinstance(entry, ast.Setting)
    assert plain(entry.value) == value
    assert describe(entry.value)


def test_a_component_s_own_settings_come_before_those_of_its_kind(check: Any) -> None:
    found = check(method="method supervised { epochs: 2, optimizer: adamw(3e-4) }").experiment
    assert found.stages[0].component.optimizer.lr == 3e-4
