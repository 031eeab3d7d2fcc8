"""Calls that are written from what a function asks for and what a component has."""

from __future__ import annotations

from typing import Any

import pytest

from scic.backends.lowering.wire import bound, call, camel, imported, module_of
from scic.compiler.catalogue.discovery import load

ADAMW = "scic.backends.components.optimizer.adamw.pytorch"


def of(kind: str, name: str, **settings: Any) -> Any:
    return load(kind, name)(**settings)


def test_all_settings_and_no_others_are_passed_on_as_one() -> None:
    assert bound(ADAMW, "adamw", of("optimizer", "adamw"), "settings.optimizer") == (
        "partial(adamw, **vars(settings.optimizer))"
    )


def test_a_function_without_settings_is_itself() -> None:
    module = "scic.backends.components.loss.mse.pytorch"
    assert bound(module, "mse", of("loss", "mse"), "config.loss") == "mse"


def test_what_the_place_knows_comes_before_the_settings() -> None:
    module = "scic.backends.components.split.random.shared"
    split = of("split", "random", stratify="species")
    made = call(module, "random_split", split, "config.split", known={"seed": "config.seed"}, given=["records"])
    assert made.startswith("random_split(records, ")
    assert "seed=config.seed" in made
    assert "train=config.split.train" in made
    assert "stratify='species'" in made
    assert "group=None" in made


def test_what_is_given_later_is_left_out() -> None:
    module = "scic.backends.components.loss.cross_entropy.pytorch"
    loss = of("loss", "cross_entropy")
    assert "class_weights" not in bound(module, "cross_entropy", loss, "c", known={"class_weights": ""})


def test_a_parameter_that_nobody_knows_is_a_fault() -> None:
    with pytest.raises(LookupError, match="nothing is known of the parameter `class_weights`"):
        bound("scic.backends.components.loss.cross_entropy.pytorch", "cross_entropy", of("loss", "cross_entropy"), "c")


def test_names() -> None:
    assert camel("integrated_gradients") == "IntegratedGradients"
    assert module_of(of("model", "mlp"), "pytorch") == "scic.backends.components.model.mlp.pytorch"
    assert imported(ADAMW, "adamw").text == "adamw"
