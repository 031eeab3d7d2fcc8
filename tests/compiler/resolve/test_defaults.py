"""Fifth pass: what a network reads when the spec does not say, and what it may not read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from scic.compiler.catalogue.ports import Category, Image, Number, Table

HEADER = "mass,beak,island,nest,day,kind"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Records with an id (nest), a time (day), a group (island) and a target (kind)."""
    rows = [f"{i * 7 % 40},{i * 3 % 29}.5,i{i % 5},n{i},{i},{'abc'[i % 3]}" for i in range(60)]
    (tmp_path / "birds.csv").write_text("\n".join([HEADER, *rows]) + "\n")
    return tmp_path


def birds(split: str, extra: str = "") -> str:
    return f'data csv as birds {{ path: "birds.csv", split: {split}{extra} }}'


def read(check: Any, folder: Path, data: str, model: str = "model mlp", target: str = "kind") -> tuple[str, ...]:
    found = check(folder, data=data, model=model, task=f"task classification {{ predict: birds.{target} }}")
    fields: tuple[str, ...] = found.experiment.models[0].fields
    return fields


def test_every_field_without_a_role_is_an_input(check: Any, folder: Path) -> None:
    assert read(check, folder, birds("random")) == ("mass", "beak", "island", "day")


def test_a_group_is_no_input(check: Any, folder: Path) -> None:
    assert "island" not in read(check, folder, birds("random(group: island)"))


def test_a_time_is_no_input(check: Any, folder: Path) -> None:
    assert "day" not in read(check, folder, birds("time(column: day)"))


def test_a_stratified_field_stays_an_input_when_it_is_not_the_target(check: Any, folder: Path) -> None:
    assert "island" in read(check, folder, birds("random(stratify: island)"))


def test_a_target_of_another_task_is_no_input(check: Any) -> None:
    more = "task regression { predict: flowers.petal_width }"
    assert check(more=more).experiment.models[0].fields == ("sepal_length", "sepal_width", "petal_length")


def test_an_id_is_an_input_to_nobody(fault: Any, folder: Path) -> None:
    found = fault(
        "SCI306",
        folder=folder,
        data=birds("random"),
        model="model mlp { inputs: [birds.mass, ‹birds.nest›] }",
        task="task classification { predict: birds.kind }",
    )
    assert found.message() == "`nest` is an id and cannot be an input"


def test_the_target_among_the_inputs_points_at_both_places(fault: Any) -> None:
    found = fault("SCI306", model="model mlp { inputs: [‹flowers.species›, flowers.petal_width] }")
    assert found.message() == "`species` is the target and cannot be an input"
    assert [words for _, words in found.notes()] == ["here it is the target"]


def test_a_group_among_the_inputs_points_at_the_split(fault: Any, folder: Path) -> None:
    found = fault(
        "SCI306",
        folder=folder,
        data=birds("random(group: island)"),
        model="model mlp { inputs: [birds.mass, ‹birds.island›] }",
        task="task classification { predict: birds.kind }",
    )
    assert "`island` is the group of the split" in found.message()


def test_the_inputs_that_are_named_and_no_others(check: Any) -> None:
    model = check(model="model mlp { inputs: [flowers.petal_width, flowers.sepal_width] }").experiment.models[0]
    assert model.fields == ("petal_width", "sepal_width")
    assert model.input == Table(columns=("petal_width", "sepal_width"))


def test_a_picture_is_an_input_of_its_own(check: Any) -> None:
    experiment = check(
        data="data sample as scans { set: digits }", task="task classification { predict: scans.digit }"
    ).experiment
    assert isinstance(experiment.models[0].input, Image)
    assert experiment.models[0].fields == ("image",)


def test_a_network_without_a_field_to_read(fault: Any) -> None:
    fault("SCI305", model="model mlp { inputs: ‹[]› }")


def test_a_model_reads_the_data_of_the_first_target(check: Any) -> None:
    data = "data sample as wines { set: wine }\ndata sample as flowers { set: iris }"
    assert check(data=data).experiment.models[0].data == "flowers"


def test_several_fields_of_one_task_are_one_target(check: Any) -> None:
    task = check(task="task regression { predict: [petal_length, petal_width] }").experiment.tasks[0]
    assert task.targets == ("petal_length", "petal_width")
    assert task.key == "regression"
    assert isinstance(task.target, Number)


def test_whole_numbers_are_classes_to_a_task_that_predicts_classes(check: Any, folder: Path) -> None:
    found = check(folder, data=birds("random"), task="task classification { predict: birds.mass }")
    assert isinstance(found.experiment.tasks[0].target, Category)


def test_a_misspelt_target_is_one_mistake(fault: Any) -> None:
    """What the network would read beside the picture is not known before the target is."""
    found = fault(
        "SCI103",
        data="data sample as scans { set: digits }",
        model="model cnn { widths: [8, 16] }",
        task="task classification { predict: ‹scans.digt› }",
    )
    assert found.help() == "did you mean `digit`?"
