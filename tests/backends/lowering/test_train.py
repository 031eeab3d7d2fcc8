"""`train.py` of a project: training batches are bucketed by length where a network reads sequences, and only there."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from scic.compiler.lint import lint, lint_source
from scic.compiler.plan import plan
from scic.compiler.source import Source

SPECS = Path(__file__).parents[3] / "specs"
SPLICE = """experiment cut {{ backend: {backend}, seed: 1 }}
data csv as windows {{
  path: "data/splice.csv"
  fields {{ sequence: sequence(alphabet: dna, unknown: mask) {fields} }}
  {labels}
}}
{model}
{task}
{method}
"""
PARTS = {
    "backend": "pytorch",
    "fields": "",
    "labels": "",
    "model": "model lstm",
    "task": "task classification { predict: windows.junction }",
    "method": "method supervised { epochs: 2 }",
}
TWO = """model lstm as one { inputs: [windows.sequence] }
model lstm as two { inputs: [windows.again] }
model fusion { of: [one, two] }"""
AGAIN = ', again: sequence(column: "sequence", alphabet: dna, unknown: mask)'
GENERATIVE = {
    "model": "model transformer_decoder { inputs: [windows.sequence] }",
    "task": "task language_modelling { predict: windows.sequence }",
}


def files(text: str) -> Mapping[str, str]:
    checked = lint_source(Source(SPECS / "cut.sci", text), SPECS)
    assert checked.experiment is not None, [error.message() for error in checked.report.errors]
    return plan(checked.experiment, SPECS / "cut").files


def project(**parts: str) -> Mapping[str, str]:
    return files(SPLICE.format(**PARTS | parts))


@pytest.mark.parametrize("backend", ["pytorch", "keras"])
@pytest.mark.parametrize("parts", [{}, GENERATIVE], ids=["lstm", "transformer_decoder"])
def test_sequences_are_bucketed(backend: str, parts: dict[str, str]) -> None:
    found = project(backend=backend, **parts)
    assert {"cut/buckets.py", "cut/similar_lengths.py"} <= set(found)
    train = found["train.py"]
    assert "        bucketed(data.train, data, config, batch=settings.batch)," in train
    assert "{'sequence': lengths_sequence(records['sequence'], data.facts['sequence'])}," in train


def test_each_field_of_sequences_is_measured_in_its_own_column() -> None:
    train = project(fields=AGAIN, model=TWO)["train.py"]
    assert "'sequence': lengths_sequence(records['sequence'], data.facts['sequence'])" in train
    assert "'again': lengths_sequence(records['sequence'], data.facts['again'])" in train


def test_a_stage_with_batches_side_by_side_keeps_the_length_beside_one_that_does_not() -> None:
    stages = "method supervised { epochs: 2 }\nmethod mean_teacher { start: supervised, epochs: 2 }"
    train = project(labels="labels: few(5)", method=stages)["train.py"]
    assert "        bucketed(labelled(data.train), data, config, batch=settings.batch)," in train
    assert "            labelled=batches(labelled(data.train), data, config, batch=settings.batch)," in train
    assert "def batches(" not in project()["train.py"]


WHOLE = {
    "side by side": {"labels": "labels: few(5)", "method": "method mean_teacher { epochs: 2 }"},
    "tensorflow": {"backend": "keras, engine: tensorflow"},
}


@pytest.mark.parametrize("parts", WHOLE.values(), ids=WHOLE)
def test_what_needs_batches_of_one_length_has_them(parts: dict[str, str]) -> None:
    assert_no_word_of_it(project(**parts))


@pytest.mark.parametrize("name", ["penguins", "digits", "emma", "freesolv"])
@pytest.mark.parametrize("backend", ["pytorch", "keras"])
def test_no_other_project_says_a_word_of_it(name: str, backend: str) -> None:
    experiment = lint(SPECS / f"{name}.sci", backend=backend).experiment
    assert experiment is not None
    assert_no_word_of_it(plan(experiment, SPECS / name).files)


def assert_no_word_of_it(found: Mapping[str, str]) -> None:
    assert not any("bucket" in path or "similar_lengths" in path for path in found)
    assert [path for path, text in found.items() if path.endswith(".py") and "bucketed" in text] == []
