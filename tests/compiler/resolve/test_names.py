"""First pass: components, and names that are taken, unusable or missing."""

from __future__ import annotations

from typing import Any

import pytest


def test_an_unknown_component_is_marked_at_its_own_word(fault: Any) -> None:
    assert fault("SCI101", model="model ‹mpl› as net { hidden: [16] }").help() == "did you mean `mlp`?"


def test_a_component_under_the_wrong_kind_is_named_with_the_right_one(fault: Any) -> None:
    found = fault("SCI101", more="interpret ‹unet›")
    assert "kind `model`" in found.help()


def test_the_settings_of_an_unknown_component_are_not_complained_about(fault: Any) -> None:
    fault("SCI101", model="model ‹rasnet› { deep: 50 }")


@pytest.mark.parametrize(
    ("task", "help_"),
    [
        (
            "task classification { predict: flowers.species, loss: dice + ‹cross_entrpy› }",
            "did you mean `cross_entropy`?",
        ),
        ("task classification { predict: flowers.species, loss: 2*‹focl›(gamma: 1) }", "did you mean `focal`?"),
    ],
)
def test_an_unknown_component_in_a_slot(fault: Any, task: str, help_: str) -> None:
    assert fault("SCI101", task=task).help() == help_


@pytest.mark.parametrize(
    ("written", "help_"), [("otsu", "did you mean `otsu_components`?"), ("gau", "use `best_shift`,")]
)
def test_the_beginning_of_a_name_is_enough_where_one_alone_begins_so(fault: Any, written: str, help_: str) -> None:
    found = fault("SCI101", more=f"validate baselines {{ use: [‹{written}›] }}")
    assert found.help().startswith(help_)


def test_every_block_of_a_taken_name_points_at_the_first(fault: Any) -> None:
    data = "data sample as net { set: iris }"
    found = fault("SCI102", data=data, model="model mlp as ‹net›", task="task classification { predict: species }")
    assert found.message() == "the name `net` is taken"
    assert [span.start for span, _ in found.notes()] == [f"experiment iris {{ seed: 1 }}\n{data}".index("net")]


def test_a_name_is_taken_by_a_block_without_an_alias_too(fault: Any) -> None:
    fault("SCI102", more="interpret saliency as ‹mlp›")


def test_one_unknown_component_twice_is_not_also_a_duplicate(check: Any) -> None:
    found = check(more="interpret salency\ninterpret salency").report.errors
    assert [d.code for d in found] == ["SCI101", "SCI101"]


@pytest.mark.parametrize("kind", ["data", "model", "task", "method"])
def test_a_part_that_is_missing_is_shown_as_it_could_be(check: Any, kind: str) -> None:
    found = [d for d in check(**{kind: ""}).report.errors if d.code == "SCI104"]
    assert [d.message() for d in found] == [f"the experiment has no `{kind}` block"]
    assert f"`{kind} " in found[0].help()


def test_the_second_experiment_points_at_the_first(fault: Any) -> None:
    found = fault("SCI105", more="experiment ‹again›")
    assert [span.start for span, _ in found.notes()] == [len("experiment ")]


@pytest.mark.parametrize("name", ["torch", "numpy", "json", "train", "runs", "class", "match", "größe", "_net"])
def test_an_experiment_may_not_hide_what_its_project_imports(fault: Any, name: str) -> None:
    suggestion = fault("SCI106", experiment=f"experiment ‹{name}› {{ seed: 1 }}").suggestion
    assert suggestion.isidentifier()
    assert suggestion.startswith("my_")


@pytest.mark.parametrize("name", ["lambda", "case", "число", "_net", "seed", "config"])
def test_a_block_needs_a_name_that_python_can_hold(fault: Any, name: str) -> None:
    fault("SCI106", model=f"model mlp as ‹{name}›")


@pytest.mark.parametrize("name", ["torch_iris", "iris2", "Iris"])
def test_an_ordinary_name_passes(check: Any, name: str) -> None:
    found = check(experiment=f"experiment {name} {{ seed: 1 }}")
    assert found.experiment.name == name


def test_without_an_experiment_block_the_file_gives_the_name(check: Any) -> None:
    assert check(experiment="").experiment.name == "example"
