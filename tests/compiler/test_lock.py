from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from scic.compiler.cli import app
from scic.compiler.lint import lint

DATA = Path(__file__).parents[1] / "data"
SPEC = """experiment birds { seed: 1 }
data csv as birds { path: "penguins.csv", ignore: [year], split: random(stratify: species) }
model mlp { hidden: [8] }
task classification { predict: birds.species }
method supervised { epochs: 2 }
validate baselines
validate seeds { count: 3 }
validate subgroups { by: birds.sex }
"""


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    """A spec that has been built, and whose data has then been taken away."""
    path = tmp_path / "birds.sci"
    path.write_text(SPEC, encoding="utf-8")
    shutil.copy(DATA / "penguins.csv", tmp_path)
    done = CliRunner().invoke(app, ["build", str(path)])
    assert done.exit_code == 0, done.output
    (tmp_path / "penguins.csv").unlink()
    return path


def codes(spec: Path, **options: bool) -> list[str]:
    return [d.code for d in lint(spec, **options).report.diagnostics]


def test_without_the_data_the_lock_knows_the_fields(spec: Path) -> None:
    checked = lint(spec, building=True)
    assert not checked.report.diagnostics
    assert checked.experiment is not None
    assert checked.experiment.data[0].record.records == 344


def test_a_mistake_is_found_without_the_data(spec: Path) -> None:
    spec.write_text(SPEC.replace("birds.species", "birds.speces"), encoding="utf-8")
    assert codes(spec) == ["SCI103"]


def test_a_lock_of_other_settings_is_not_believed(spec: Path) -> None:
    spec.write_text(SPEC.replace("ignore: [year]", "ignore: [year, sex]"), encoding="utf-8")
    assert lint(spec).experiment is None
    assert codes(spec, building=True) == ["SCI404"]


@pytest.mark.parametrize("damage", ["", "[]", "{", '{"birds": 3}', '{"birds": {"settings": "x"}}'])
def test_a_damaged_lock_is_no_lock(spec: Path, damage: str) -> None:
    lock = spec.with_suffix(".lock")
    whole = json.loads(lock.read_text(encoding="utf-8"))
    assert whole["birds"]["fields"]["species"]["counts"] == [152, 68, 124]
    lock.write_text(damage, encoding="utf-8")
    assert codes(spec, building=True) == ["SCI404"]
