"""All the rules together."""

from __future__ import annotations

from pathlib import Path

import pytest

from scic.compiler.diagnostics.base import Severity
from scic.compiler.lint import lint_source
from scic.compiler.rules import rules
from scic.compiler.source import Source

IRIS = """\
experiment iris { seed: 1 }
data sample { set: iris }
model mlp { hidden: [64, 64] }
task classification { predict: sample.species }
method supervised { epochs: 20 }
validate baselines
validate seeds { count: 3 }
"""


def codes(text: str) -> list[str]:
    folder = Path()
    return [d.code for d in lint_source(Source(folder / "iris.sci", text), folder).report.diagnostics]


def test_every_rule_is_found_by_its_file() -> None:
    folder = Path(__file__).parents[3] / "compiler" / "rules"
    files = {path.stem for path in folder.glob("*.py") if not path.stem.startswith("_")}
    assert {rule.__module__.rsplit(".", 1)[-1] for rule in rules()} == files


def test_the_plain_experiment_gets_no_advice() -> None:
    assert codes(IRIS) == []


@pytest.mark.parametrize(
    ("block", "code"), [("validate baselines", "SCI501"), ("validate seeds { count: 3 }", "SCI502")]
)
def test_advice_is_silenced_by_a_comment_with_a_reason(block: str, code: str) -> None:
    without = IRIS.replace(f"{block}\n", "")
    assert codes(without) == [code]
    assert codes(f"# scic: allow {code} (a first look)\n{without}") == []


def test_there_is_no_advice_on_a_spec_with_errors() -> None:
    wrong = IRIS.replace("validate baselines\n", "").replace("set: iris", "set: irys")
    assert codes(wrong) == ["SCI205"]


def test_advice_does_not_stop_a_build() -> None:
    folder = Path()
    found = lint_source(Source(folder / "iris.sci", IRIS.replace("validate baselines\n", "")), folder)
    assert found.report.diagnostics[0].severity is Severity.WARNING
    assert found.sound
