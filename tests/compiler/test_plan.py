"""The plan: every file of a project as text, and nothing on the disk."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

import pytest

from scic.compiler.format import formatted
from scic.compiler.lint import lint
from scic.compiler.plan import Plan, plan

SPECS = Path(__file__).parents[2] / "specs"
BUILT = sorted(path.stem for path in SPECS.glob("*.sci"))
ROOT_FILES = {"README.md", "experiment.sci", "pyproject.toml", "train.py", "evaluate.py", "predict.py", "report.py"}
PACKAGE_FILES = {"__init__.py", "config.py", "data.py", "model.py"}


def planned(name: str, home: Path) -> Mapping[str, str]:
    experiment = lint(SPECS / f"{name}.sci").experiment
    assert experiment is not None
    return plan(experiment, home).files


@pytest.mark.parametrize("name", BUILT)
def test_a_plan_holds_a_whole_project_and_writes_nothing(tmp_path: Path, name: str) -> None:
    files = planned(name, tmp_path / "home")
    assert set(files) >= ROOT_FILES | {f"{name}/{file}" for file in PACKAGE_FILES}
    assert files["experiment.sci"] == (SPECS / f"{name}.sci").read_text(encoding="utf-8")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", BUILT)
def test_paths_stay_inside_the_project(tmp_path: Path, name: str) -> None:
    for path in planned(name, tmp_path):
        parts = PurePosixPath(path).parts
        assert not PurePosixPath(path).is_absolute()
        assert ".." not in parts
        assert "\\" not in path


def test_the_same_spec_gives_the_same_plan(tmp_path: Path) -> None:
    assert dict(planned("penguins", tmp_path)) == dict(planned("penguins", tmp_path))
    assert formatted(planned("penguins", tmp_path)) == formatted(planned("penguins", tmp_path))


def test_what_a_run_makes_is_no_part_of_a_repository(tmp_path: Path) -> None:
    home = tmp_path / "penguins"
    home.mkdir()
    (home / ".gitignore").write_text(planned("penguins", home)[".gitignore"], encoding="utf-8")
    for made in ("runs/main/report.html", ".venv/pyvenv.cfg", "penguins.egg-info/PKG-INFO"):
        (home / made).parent.mkdir(parents=True)
        (home / made).touch()
    subprocess.run(["git", "init", "--quiet"], cwd=home, check=True)
    listed = subprocess.run(["git", "status", "--porcelain"], cwd=home, check=True, capture_output=True, text=True)
    assert listed.stdout.split() == ["??", ".gitignore"]


def test_paths_to_the_data_start_from_the_project(tmp_path: Path) -> None:
    beside, below = planned("penguins", SPECS / "penguins"), planned("penguins", SPECS / "deep" / "er")
    assert "'../data/penguins.csv'" in beside["penguins/config.py"]
    assert "'../../data/penguins.csv'" in below["penguins/config.py"]
    assert all(text == below[path] for path, text in beside.items() if path != "penguins/config.py")


def test_a_plan_prints_as_a_listing() -> None:
    assert str(Plan({"b/long.py": "x\ny\n", "a": ""})) == "a              0 lines\nb/long.py      2 lines"
