"""What must hold of every component, over the scan: a new one is tested as soon as its folder is there."""

from __future__ import annotations

import inspect
import re
import textwrap
from pathlib import Path

import pytest

from scic.compiler.catalogue.component import KINDS, Component, Loss, Model, Task
from scic.compiler.catalogue.discovery import BACKENDS, ROOT, backends, every
from scic.compiler.catalogue.signature import gives, signature, takes
from scic.compiler.lint import Checked, lint_source
from scic.compiler.resolve.params import slot
from scic.compiler.source import Source

SPECS = Path(__file__).parents[3] / "specs"
ALL = list(every())
PLAIN = {"data", "field"}
"""Kinds of which the survey does not speak: how records are kept."""

AROUND = {
    "experiment": "experiment digits { seed: 1 }",
    "data": "data sample as scans { set: digits }",
    "model": "model cnn as net { widths: [8, 8, 8] }",
    "task": "task classification { predict: scans.digit }",
    "method": "method supervised { epochs: 20 }",
}
"""What is added to an example that shows one block."""


def example(cls: type[Component]) -> str:
    """The example of a docstring, without its indent."""
    _, _, text = (inspect.getdoc(cls) or "").partition("\nExample:\n")
    return textwrap.dedent(text).strip() + "\n"


def check(cls: type[Component]) -> Checked:
    text = example(cls)
    for kind, block in AROUND.items():
        if not re.search(rf"^{kind} ", text, re.MULTILINE):
            text += f"{block}\n"
    return lint_source(Source(SPECS / "example.sci", text), SPECS)


def named(cls: type[Component]) -> str:
    return f"{cls.kind}/{cls.named()}"


@pytest.mark.parametrize("cls", ALL, ids=named)
def test_it_explains_itself(cls: type[Component]) -> None:
    doc = inspect.getdoc(cls) or ""
    first, _, rest = doc.partition("\n\n")
    assert first.endswith(".")
    assert "\n" not in first
    assert len(first) <= 110
    assert rest.split("Example:")[0].strip(), "a first line is no explanation"


@pytest.mark.parametrize("cls", ALL, ids=named)
def test_its_example_is_sound(cls: type[Component]) -> None:
    text = example(cls)
    assert re.search(rf"\b{cls.named()}\b", text), "the example does not show it"
    found = check(cls)
    assert [f"{d.code} {d.message()}" for d in found.report.errors] == []


@pytest.mark.parametrize("cls", [cls for cls in ALL if cls.kind not in PLAIN], ids=named)
def test_the_survey_speaks_of_it(cls: type[Component]) -> None:
    assert re.fullmatch(r"[1-9]\d?(\.\d){0,3}", cls.section)


@pytest.mark.parametrize("cls", ALL, ids=named)
def test_every_setting_says_what_it_means(cls: type[Component]) -> None:
    for name, info in cls.model_fields.items():
        words = info.description or ""
        assert words or slot(info.annotation), f"`{name}` has no description"
        assert not words.endswith("."), f"the description of `{name}` is no sentence"
        assert words[:1] == words[:1].lower() or words.split(" ")[0].isupper() or words[1:2].isupper()


@pytest.mark.parametrize(
    "cls", [cls for cls in ALL if not any(info.is_required() for info in cls.model_fields.values())], ids=named
)
def test_its_defaults_are_valid(cls: type[Component]) -> None:
    made = cls()
    again = cls.model_validate({name: getattr(made, name) for name in cls.model_fields})
    assert again == made


@pytest.mark.parametrize("cls", ALL, ids=named)
def test_it_is_closed_and_frozen(cls: type[Component]) -> None:
    assert cls.model_config["extra"] == "forbid"
    assert cls.model_config["frozen"] is True
    assert issubclass(cls, KINDS[cls.kind])


@pytest.mark.parametrize("cls", ALL, ids=named)
def test_its_signature_names_all_that_can_be_set(cls: type[Component]) -> None:
    text = signature(cls)
    assert all(re.search(rf"^  {name} ", text, re.MULTILINE) for name in cls.model_fields)
    assert f"backends: {', '.join(backends(cls))}" in text


@pytest.mark.parametrize("cls", [cls for cls in ALL if issubclass(cls, Model | Task | Loss)], ids=named)
def test_its_ports_are_said_in_words(cls: type[Component]) -> None:
    assert takes(cls)
    if issubclass(cls, Model | Task):
        assert gives(cls)


@pytest.mark.parametrize("cls", ALL, ids=named)
def test_its_requirements_have_floors(cls: type[Component]) -> None:
    for backend, requirements in cls.requires.items():
        assert backend in (*BACKENDS, "shared")
        assert all(re.fullmatch(r"[A-Za-z0-9._-]+(\[[a-z,-]+\])?>=\d[\d.]*", each) for each in requirements)


def test_no_two_folders_are_left_out() -> None:
    folders = {path.parent for path in ROOT.glob("*/*/*.py")}
    assert {path.relative_to(ROOT).as_posix() for path in folders} == {named(cls) for cls in ALL}
