"""Components are found by their folders, and imported when they are asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from scic.compiler.catalogue import discovery
from scic.compiler.catalogue.component import KINDS, Component, Optimizer, default


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty catalogue."""
    monkeypatch.setattr(discovery, "ROOT", tmp_path)
    for function in (discovery.names, discovery.kinds):
        monkeypatch.setattr(discovery, function.__name__, function.__wrapped__)
    return tmp_path


def test_a_folder_is_a_component_when_it_describes_itself(folders: Path) -> None:
    for path in ("model/b/component.py", "model/a/component.py", "model/half/pytorch.py", "task/c/component.py"):
        (folders / path).parent.mkdir(parents=True)
        (folders / path).touch()
    (folders / "empty").mkdir()
    assert discovery.names("model") == ("a", "b")
    assert discovery.names("nothing") == ()
    assert discovery.kinds() == ("model", "task")


def test_the_backends_of_a_component_are_those_it_has_a_file_for(folders: Path) -> None:
    cls = type("Adamw", (Optimizer,), {"__module__": "scic.backends.components.optimizer.adamw.component"})
    home = folders / "optimizer" / "adamw"
    home.mkdir(parents=True)
    assert discovery.backends(cls) == ("pytorch", "keras")
    (home / "keras.py").touch()
    assert discovery.backends(cls) == ("keras",)
    (home / "pytorch.py").touch()
    assert discovery.backends(cls) == ("pytorch", "keras")


def test_a_component_is_loaded_by_kind_and_name() -> None:
    cls = discovery.load("model", "mlp")
    assert (cls.kind, cls.named()) == ("model", "mlp")
    assert discovery.load("model", "mlp") is cls
    with pytest.raises(KeyError, match="task mlp"):
        discovery.load("task", "mlp")


def test_one_name_may_stand_for_several_kinds() -> None:
    model, baseline = discovery.load("model", "linear"), discovery.load("baseline", "linear")
    assert model is not baseline


def test_every_kind_that_has_components_is_known() -> None:
    assert set(discovery.kinds()) <= set(KINDS)


def test_the_default_of_a_slot_is_made_when_it_is_needed() -> None:
    class Stage(Component):
        kind = "method"
        optimizer: Optimizer = default("sgd", "optimizer", lr=0.5)

    made = Stage().optimizer
    assert made.named() == "sgd"
    assert made.model_dump()["lr"] == 0.5
