"""The tree of numbers: which settings it holds, under which names, and what is said beside them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest

from scic.backends.lowering.config import ConfigTree, Group, annotation, attributes
from scic.compiler.catalogue.settings import Count, Names, Share
from scic.compiler.ir import Experiment
from scic.compiler.lint import lint_source
from scic.compiler.source import Source

SPEC = """\
experiment iris { seed: 1 }
data sample as flowers { set: iris }
model mlp { hidden: [16] }
task classification as kind {
  predict: flowers.species
  loss: 2*cross_entropy + focal
}
method supervised as first { epochs: 3 }
method supervised as second { start: first, optimizer: sgd(lr: 0.5) }
"""


@pytest.fixture(scope="module")
def experiment() -> Experiment:
    checked = lint_source(Source(Path("iris.sci"), SPEC), Path())
    assert checked.experiment is not None
    return checked.experiment


@pytest.fixture(scope="module")
def groups(experiment: Experiment) -> dict[str, Group]:
    return {group.name: group for group in ConfigTree(experiment).groups()}


def settings(group: Group) -> dict[str, str]:
    return {setting.name: setting.value for setting in group.settings}


def inner(group: Group, *path: str) -> Group:
    for name in path:
        group = next(each for each in group.groups if each.name == name)
    return group


def every(groups: dict[str, Group]) -> Iterator[Group]:
    for group in groups.values():
        yield from group.walk()


def test_there_is_a_group_for_each_block(groups: dict[str, Group]) -> None:
    assert list(groups) == ["flowers", "mlp", "kind", "first", "second"]


def test_numbers_come_with_their_meaning_and_their_line(groups: dict[str, Group]) -> None:
    (epochs,) = [setting for setting in groups["first"].settings if setting.name == "epochs"]
    assert (epochs.annotation, epochs.value) == ("int", "3")
    assert epochs.comment == "passes over the training records (spec line 8)"
    (batch,) = [setting for setting in groups["first"].settings if setting.name == "batch"]
    assert "spec line" not in batch.comment


def test_components_in_slots_are_groups_of_their_own(groups: dict[str, Group]) -> None:
    assert settings(inner(groups["second"], "optimizer"))["lr"] == "0.5"
    assert inner(groups["second"], "optimizer").class_name != inner(groups["first"], "optimizer").class_name


def test_a_sum_holds_its_weights(groups: dict[str, Group]) -> None:
    assert settings(inner(groups["kind"], "loss", "cross_entropy"))["weight"] == "2.0"
    assert settings(inner(groups["kind"], "loss", "focal"))["weight"] == "1.0"


def test_references_are_code_and_no_numbers(groups: dict[str, Group]) -> None:
    assert not {"predict", "start", "inputs"} & {name for group in every(groups) for name in settings(group)}


def test_no_two_classes_have_one_name(groups: dict[str, Group]) -> None:
    names = [group.class_name for group in every(groups)]
    assert len(names) == len(set(names))
    assert not {"Config", "Hardware"} & set(names)


def test_every_value_is_python(groups: dict[str, Group]) -> None:
    for group in every(groups):
        for setting in group.settings:
            ast.literal_eval(setting.value)
            ast.parse(setting.annotation, mode="eval")


@pytest.mark.parametrize(
    ("hint", "written"),
    [
        (Count, "int"),
        (Share, "float"),
        (Names, "tuple[str, ...]"),
        (tuple[float, float], "tuple[float, float]"),
        (int | None, "int | None"),
        (Literal["a", "b"] | None, "Literal['a', 'b'] | None"),
        (tuple[Count, ...], "tuple[int, ...]"),
    ],
)
def test_a_type_is_written_without_what_checks_it(hint: Any, written: str) -> None:
    assert annotation(hint) == written


def test_names_of_the_users_own_become_attributes() -> None:
    names = ["mass", "Body Mass (g)", "class", "1st", "größe", "a b", "a-b", "a_b", "()", "x²"]
    made = attributes(names)
    assert list(made) == names
    assert len(set(made.values())) == len(names)
    assert all(ast.parse(f"x.{attribute}") for attribute in made.values())
    assert (made["mass"], made["Body Mass (g)"], made["class"]) == ("mass", "Body_Mass__g", "field_class")
