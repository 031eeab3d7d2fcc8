"""Fourth pass: references to fields and to stages."""

from __future__ import annotations

from typing import Any

import pytest

from scic.compiler.diagnostics.base import did_you_mean

TWO = "data sample as flowers { set: iris }\ndata sample as wines { set: wine }"


@pytest.mark.parametrize("written", ["flowers.species", "species", 'flowers."species"'])
def test_a_field_can_be_named_in_three_ways(check: Any, written: str) -> None:
    experiment = check(task=f"task classification {{ predict: {written} }}").experiment
    assert experiment.references[("classification", ("predict", 0))] == ("flowers", "species")


def test_a_quoted_name_may_hold_blanks(check: Any, tmp_path: Any) -> None:
    rows = "\n".join(f"{i},{'ab'[i % 2]}" for i in range(40))
    (tmp_path / "t.csv").write_text(f"Body Mass (g),kind\n{rows}\n")
    found = check(
        tmp_path,
        data='data csv as birds { path: "t.csv" }',
        model='model mlp { inputs: [birds."Body Mass (g)"] }',
        task="task classification { predict: birds.kind }",
    )
    assert found.experiment.models[0].fields == ("Body Mass (g)",)


def test_a_field_that_is_not_there_is_marked_at_the_reference(fault: Any) -> None:
    found = fault("SCI103", task="task classification { predict: ‹flowers.specie› }")
    assert found.message() == "`flowers` has no field `specie`"
    assert found.help() == "did you mean `species`?"


def test_one_of_several_references_is_marked_alone(fault: Any) -> None:
    fault("SCI103", model="model mlp { inputs: [flowers.sepal_length, ‹flowers.petal›] }")


def test_a_bare_name_that_is_no_field(fault: Any) -> None:
    assert fault("SCI103", task="task classification { predict: ‹specie› }").help() == "did you mean `species`?"


def test_a_block_that_is_not_there(fault: Any) -> None:
    assert fault("SCI103", task="task classification { predict: ‹flower.species› }").help() == "did you mean `flowers`?"


def test_part_of_a_model_is_no_field(fault: Any) -> None:
    found = fault("SCI107", task="task classification { predict: ‹mlp.features› }")
    assert found.message() == "`mlp.features` is part of the model `mlp`, here stands a field"
    assert "`flowers.sepal_length`" in found.help()


def test_a_whole_data_block_is_no_field(fault: Any) -> None:
    found = fault("SCI107", task="task classification { predict: ‹flowers› }")
    assert "a data block" in found.message()
    assert "`flowers.sepal_length`" in found.help()


def test_where_a_field_is_wanted_a_bare_name_is_one_before_it_is_a_block(check: Any) -> None:
    found = check(task="task classification as species { predict: species }")
    assert found.experiment.tasks[0].targets == ("species",)


def test_a_bare_name_belongs_to_the_only_data_that_has_it(check: Any) -> None:
    found = check(data=TWO, task="task classification { predict: species }")
    assert found.experiment.tasks[0].data == "flowers"


def test_a_split_means_the_fields_of_its_own_data(check: Any) -> None:
    data = "data sample as flowers { set: iris }\ndata sample as wines { set: wine, split: random(stratify: cultivar) }"
    found = check(data=data, task="task classification { predict: wines.cultivar }")
    assert found.experiment.references[("wines", ("split", "stratify"))] == ("wines", "cultivar")


def test_a_column_that_a_split_reads_must_be_there(fault: Any) -> None:
    fault("SCI103", data="data sample as flowers { set: iris, split: random(stratify: ‹genus›) }")


def test_without_the_data_a_field_is_taken_on_trust(check: Any) -> None:
    found = check(
        data='data csv as birds { path: "not_here.csv", fields { beak: number } }',
        task="task regression { predict: birds.mass }",
    )
    assert found.sound
    assert found.experiment is None


def test_a_build_cannot_leave_a_field_open(fault: Any) -> None:
    data = 'data csv as birds { path: "not_here.csv", fields { beak: number } }'
    fault("SCI404", building=True, data=data, task="task regression { predict: ‹birds.mass› }")


def test_a_stage_starts_from_one_above(check: Any) -> None:
    stages = "method supervised as first\nmethod supervised as second { start: first, optimizer: adamw(lr: 1e-4) }"
    assert [stage.start for stage in check(method=stages).experiment.stages] == [None, "first"]


def test_a_stage_that_is_not_there(fault: Any) -> None:
    found = fault("SCI103", method="method supervised as first\nmethod supervised as second { start: ‹frist› }")
    assert found.help() == "did you mean `first`?"


def test_a_stage_starts_from_no_model(fault: Any) -> None:
    found = fault("SCI107", method="method supervised as first\nmethod supervised as second { start: ‹mlp› }")
    assert found.message() == "`mlp` is a model, here stands a stage"


def test_a_stage_cannot_start_from_itself(fault: Any) -> None:
    fault("SCI108", method="method supervised as only { start: ‹only› }")


def test_a_stage_cannot_start_from_one_below(fault: Any) -> None:
    found = fault("SCI108", method="method supervised as first { start: ‹second› }\nmethod supervised as second")
    assert "`first` starts from a stage that runs after it" in found.message()


def test_a_circle_is_named_whole(fault: Any) -> None:
    stages = ["a { start: ‹c› }", "b { start: a }", "c { start: b }"]
    found = fault("SCI108", method="\n".join(f"method supervised as {stage}" for stage in stages))
    assert found.stages == ("a", "c", "b")


def test_a_name_that_two_blocks_bear_is_offered_once() -> None:
    assert did_you_mean("nothing", ["birds", "birds"], "block") == "use `birds`"
