"""Raw modules: how they are named, carried into a project, and matched with the settings of their component."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator

import pytest

from scic.backends.lowering import modules
from scic.backends.lowering.modules import carried, closure, emitted_name, parameters, path_of
from scic.backends.lowering.wire import camel
from scic.compiler.catalogue.component import Component
from scic.compiler.catalogue.discovery import BACKENDS, every

PARTS = ("shared", *BACKENDS)
ENTRY = {
    ("augment", "backend"): ("{camel}",),
    ("baseline", "shared"): ("{name}_baseline",),
    ("balance", "backend"): ("{camel}",),
    ("data", "shared"): ("read_{name}",),
    ("freeze", "shared"): ("{name}_freeze",),
    ("labels", "shared"): ("{name}_labels",),
    ("rates", "shared"): ("{name}_rates",),
    ("transform", "shared"): ("{name}_transform",),
    ("interpret", "backend"): ("explain",),
    ("interpret", "shared"): ("figure", "caption"),
    ("loss", "backend"): ("{name}",),
    ("method", "backend"): ("{camel}",),
    ("model", "backend"): ("{camel}",),
    ("optimizer", "backend"): ("{name}",),
    ("schedule", "backend"): ("{name}",),
    ("split", "shared"): ("{name}_split",),
    ("task", "backend"): ("{camel}",),
    ("task", "shared"): ("statistics", "metrics", "baseline", "figure"),
    ("tracker", "backend"): ("{name}",),
}
"""What the files of each kind define for the project to call."""

ACTING = {
    ("data", "gym", "shared"): ("make_environment", "play"),
    ("method", "ppo", "pytorch"): ("ppo",),
    ("task", "control", "shared"): ("statistics", "metrics", "figure"),
}
"""What those define that learn by acting, where there are no records, and no epochs."""

GIVEN = {
    "augment": {"facts"},
    "baseline": {"seed"},
    "interpret": {"task"},
    "loss": {"class_weights"},
    "method": {"figures", "pictures", "seed", "student"},
    "model": {"space", "target"},
    "split": {"molecule", "seed"},
    "task": {"detector", "field", "finished", "given", "latent", "losses", "multilabel", "space"},
}
"""Parameters that the project fills in itself."""

KEPT = {
    "interpret": {"examples"},
    "model": {"inputs", "of", "weights"},
    "optimizer": {"rates"},
    "task": {"clean", "episodes", "fixed", "labels", "loss", "predict", "weight"},
}
"""Settings that others than the component's own function read."""

MATCHED = ("augment", "baseline", "loss", "model", "optimizer", "schedule", "split", "task", "tracker")


def raw() -> Iterator[tuple[type[Component], str, str]]:
    """Every file of every component, with its part and its module."""
    for cls in every():
        for part in PARTS:
            module = f"scic.backends.components.{cls.kind}.{cls.named()}.{part}"
            try:
                path_of(module)
            except FileNotFoundError:
                continue
            yield cls, part, module


RAW = list(raw())
NAMES = [module.removeprefix("scic.backends.components.") for _, _, module in RAW]


def entries(cls: type[Component], part: str) -> list[str]:
    usual = ENTRY.get((cls.kind, "shared" if part == "shared" else "backend"), ())
    wanted = ACTING.get((cls.kind, cls.named(), part), usual)
    return [name.format(name=cls.named(), camel=camel(cls.named())) for name in wanted]


@pytest.mark.parametrize(("cls", "part", "module"), RAW, ids=NAMES)
def test_a_file_defines_what_the_project_calls(cls: type[Component], part: str, module: str) -> None:
    for name in entries(cls, part):
        parameters(module, name)


@pytest.mark.parametrize(("cls", "part", "module"), RAW, ids=NAMES)
def test_the_settings_are_the_parameters(cls: type[Component], part: str, module: str) -> None:
    for name in entries(cls, part):
        _, keyword = parameters(module, name)
        asked = set(keyword) - GIVEN.get(cls.kind, set())
        settings = set(cls.model_fields)
        if (cls.kind in MATCHED and part != "shared") or cls.kind in ("baseline", "split"):
            assert asked == settings - KEPT.get(cls.kind, set())
        elif part != "shared":
            assert asked <= settings


@pytest.mark.parametrize("cls", [cls for cls, part, _ in RAW if part == "pytorch"], ids=lambda cls: cls.named())
def test_both_backends_ask_for_the_same(cls: type[Component]) -> None:
    found = {part: module for other, part, module in RAW if other is cls and part != "shared"}
    for name in entries(cls, "pytorch"):
        assert len({frozenset(parameters(module, name)[1]) for module in found.values()}) == 1


@pytest.mark.parametrize(
    ("backend", "engine"), [("pytorch", "torch"), ("keras", "jax"), ("keras", "tensorflow"), ("keras", "torch")]
)
def test_no_two_parts_of_a_project_could_have_one_name(backend: str, engine: str) -> None:
    others = [part for part in BACKENDS if part != backend]
    names = defaultdict(set)
    for module in closure((module for _, part, module in RAW if part not in others), engine):
        names[emitted_name(module)].add(module)
    assert {name: found for name, found in names.items() if len(found) > 1} == {}


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("scic.backends.shared.table", "table"),
        ("scic.backends.components.model.mlp.pytorch", "mlp"),
        ("scic.backends.components.task.classification.shared", "classification_scores"),
        ("scic.backends.components.split.shares", "shares"),
        ("scic.backends.components.interpret.occlusion.windows", "windows"),
    ],
)
def test_a_module_is_named_for_what_it_holds(module: str, name: str) -> None:
    assert emitted_name(module) == name


@pytest.mark.parametrize(("cls", "part", "module"), RAW, ids=NAMES)
def test_a_carried_file_knows_only_its_neighbours(cls: type[Component], part: str, module: str) -> None:
    text = carried(module)
    assert "scic" not in text
    assert text.endswith("\n")
    original = ast.parse(path_of(module).read_text(encoding="utf-8"))
    assert len(ast.parse(text).body) == len(original.body)


def test_a_file_brings_what_it_imports() -> None:
    start = "scic.backends.components.task.classification.pytorch"
    found = list(closure([start, start]))
    assert found[0] == start
    assert len(found) == len(set(found)) > 1
    for module in found:
        assert set(modules.imports_of(module)) <= set(found)


def test_what_is_not_there_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"shared\.nothing"):
        path_of("scic.backends.shared.nothing")
    with pytest.raises(LookupError, match="defines no nothing"):
        parameters("scic.backends.shared.table", "nothing")
