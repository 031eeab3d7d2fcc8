"""Sixth pass: the joints between data, model, task, loss, explanation, augmentation and backend."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

SCANS = {"data": "data sample as scans { set: digits }", "task": "task classification { predict: scans.digit }"}


def test_a_model_that_cannot_read_a_table(fault: Any) -> None:
    found = fault("SCI303", model="model ‹cnn›")
    assert "its input is a table" in found.message()
    assert "`mlp`" in found.help()


def test_a_target_that_the_task_cannot_predict(fault: Any) -> None:
    task = "task segmentation { predict: ‹scans.digit› }"
    found = fault("SCI302", data=SCANS["data"], model="model unet { depth: 2 }", task=task)
    assert "`task classification`" in found.help()


def test_a_head_that_cannot_read_what_the_network_gives(fault: Any) -> None:
    found = fault(
        "SCI301",
        data=SCANS["data"],
        model="model unet { depth: 2 }",
        task="task ‹classification› { predict: scans.digit }",
    )
    assert found.message() == "`classification` needs a vector, `unet` gives a map"
    assert "pool: mean" in found.help()
    assert [words for _, words in found.notes()] == ["gives a map"]


def test_a_measured_number_is_not_classified(fault: Any) -> None:
    found = fault("SCI302", task="task classification { predict: ‹flowers.petal_width› }")
    assert "`task regression`" in found.help()


def test_a_category_is_not_regressed(fault: Any) -> None:
    assert "`task classification`" in fault("SCI302", task="task regression { predict: ‹species› }").help()


def test_the_term_of_a_loss_that_does_not_fit_is_marked_alone(fault: Any) -> None:
    found = fault("SCI307", task="task classification { predict: species, loss: cross_entropy + 0.5*‹mse› }")
    assert "`cross_entropy`" in found.help()


def test_a_second_model_that_nothing_uses(fault: Any) -> None:
    fault("SCI311", more="model linear as ‹other›")


def test_an_explanation_without_its_kind_of_layer(fault: Any) -> None:
    found = fault("SCI308", more="interpret ‹grad_cam›")
    assert "a layer that gives a map" in found.message()


def test_a_layer_that_is_not_there(fault: Any) -> None:
    found = fault(
        "SCI103", **SCANS, model="model cnn { widths: [8, 8] }", more="interpret grad_cam { layer: ‹block3› }"
    )
    assert found.help().startswith("did you mean `block")


@pytest.mark.parametrize(
    ("layer", "chosen"), [("", "last"), ("{ layer: first }", "first"), ("{ layer: last }", "last")]
)
def test_a_selector_picks_by_port(check: Any, layer: str, chosen: str) -> None:
    found = check(**SCANS, model="model cnn { widths: [8, 8] }", more=f"interpret grad_cam {layer}").experiment
    maps = [published.name for published in found.models[0].layers if published.port.noun == "map"]
    assert len(maps) > 1
    assert found.interprets[0].layer == {"first": maps[0], "last": maps[-1]}[chosen]


def test_an_augmentation_of_pictures_on_a_table(fault: Any) -> None:
    found = fault("SCI309", data="data sample as flowers { set: iris, augment: [mixup, ‹flip›] }")
    assert "the network reads none" in found.message()


def test_a_target_of_one_class(fault: Any) -> None:
    data = 'data csv as birds { path: "one_class.csv" }'
    found = fault("SCI403", data=data, task="task classification { predict: ‹birds.species› }")
    assert found.help().startswith("predict a field with two classes")


def test_a_component_without_the_backend_is_marked_where_it_stands(fault: Any, monkeypatch: Any) -> None:
    from scic.compiler.catalogue import discovery

    has = discovery.backends
    monkeypatch.setattr(discovery, "backends", lambda cls: ("keras",) if cls.named() == "adamw" else has(cls))
    found = fault("SCI601", method="method supervised { optimizer: ‹adamw›(lr: 1e-3) }")
    assert "`backend: keras`" in found.help()


def test_what_is_wrong_is_reported_once_and_not_passed_on(fault: Any, tmp_path: Path) -> None:
    """A target that is misspelt has no type, and nothing that follows from its type is complained about."""
    fault("SCI103", task="task regression { predict: ‹flowers.specis›, loss: dice }")
