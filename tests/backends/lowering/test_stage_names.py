"""A stage may bear any name, that of a part of the project too."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import pytest

from scic.compiler.lint import lint_source
from scic.compiler.plan import plan
from scic.compiler.source import Source

SPEC = """experiment flowers {{ seed: 1 }}
data sample {{ set: iris, split: random(stratify: species) }}
model mlp {{ hidden: [8] }}
task classification {{ predict: sample.species }}
method supervised as {name} {{ epochs: 2 }}
"""


@pytest.mark.parametrize("name", ["cosine", "adamw", "test", "fit", "batches", "held_out", "decode"])
def test_no_stage_takes_the_name_of_something_else(tmp_path: Path, name: str) -> None:
    experiment = lint_source(Source(tmp_path / "flowers.sci", SPEC.format(name=name)), tmp_path).experiment
    assert experiment is not None
    tree = ast.parse(plan(experiment, tmp_path).files["train.py"])
    defined = [node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    defined += [
        alias.asname or alias.name for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names
    ]
    assert {each for each, count in Counter(defined).items() if count > 1} == set()
