"""0 clean, 1 the spec or the data is at fault, 2 the command line is at fault, 3 scic itself failed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("lint", "iris.sci"), 0),
        (("lint", "iris.sci", "broken.sci"), 1),
        (("lint", "nowhere.sci"), 1),
        (("lint", "--format", "xml", "iris.sci"), 2),
        (("lint", "--wrong"), 2),
        (("lint", "empty"), 2),
        (("build", "broken.sci"), 1),
        (("build", "--emit", "plan", "iris.sci"), 0),
        (("build",), 2),
        (("build", "--backend", "caffe", "iris.sci"), 2),
        (("build", "--engine", "torch", "iris.sci"), 2),
        (("build", "--backend", "keras", "--engine", "torch", "--emit", "plan", "iris.sci"), 0),
        (("build", "--emit", "tree", "iris.sci"), 2),
        (("fmt", "--check", "iris.sci"), 0),
        (("fmt", "nowhere.sci"), 1),
        (("explain", "SCI101"), 0),
        (("explain", "SCI999"), 2),
        (("explain", "unett"), 2),
        (("catalogue", "--format", "xml"), 2),
        (("--version",), 0),
        (("compile",), 2),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else str(value),
)
def test_the_exit_code_says_who_is_at_fault(scic: Any, tmp_path: Path, arguments: tuple[str, ...], code: int) -> None:
    (tmp_path / "empty").mkdir()
    done = scic(*arguments)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_a_stream_that_was_closed_before_the_start_is_no_failure(scic: Any) -> None:
    done = scic("lint", "iris.sci", code="import sys; sys.stdout = None")
    assert (done.returncode, done.stderr) == (0, "1 spec, nothing to report\n")


def test_a_warning_alone_is_no_failure(scic: Any, tmp_path: Path) -> None:
    spec = tmp_path / "iris.sci"
    spec.write_text(spec.read_text().replace("validate baselines\n", ""))
    done = scic("lint", "iris.sci")
    assert done.returncode == 0
    assert "warning[SCI501]" in done.stderr


def test_a_layout_that_would_change_fails_the_check_and_changes_nothing(scic: Any, tmp_path: Path) -> None:
    spec = tmp_path / "iris.sci"
    spec.write_text("model   mlp\n")
    done = scic("fmt", "--check", "iris.sci")
    assert (done.returncode, spec.read_text()) == (1, "model   mlp\n")
    assert "iris.sci is not laid out" in done.stderr
    assert scic("fmt", "iris.sci").returncode == 0
    assert spec.read_text() == "model mlp\n"


def test_a_spec_that_needs_data_that_is_not_there_cannot_be_built(scic: Any, tmp_path: Path) -> None:
    spec = tmp_path / "iris.sci"
    data = 'csv as flowers { path: "later.csv", fields { species: category } }'
    spec.write_text(spec.read_text().replace("sample as flowers { set: iris }", data))
    assert scic("lint", "iris.sci").returncode == 0
    done = scic("build", "iris.sci")
    assert done.returncode == 1
    assert "the data is not there" in done.stderr
    assert "declare `fields`" in done.stderr
    assert not (tmp_path / "iris").exists()


CRASH = """
import scic.compiler.lint
def lint(*arguments, **options):
    raise RuntimeError("the moon is full")
scic.compiler.lint.lint = lint
"""


def test_a_failure_of_scic_itself_goes_to_a_file(scic: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    monkeypatch.setenv("TMPDIR", str(reports))
    done = scic("lint", "iris.sci", code=CRASH)
    assert done.returncode == 3
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert "the moon is full" not in done.stderr
    (report,) = reports.iterdir()
    assert str(report) in done.stderr
    text = report.read_text()
    assert text.startswith("scic lint iris.sci\n")
    assert "RuntimeError: the moon is full" in text


def test_the_version_is_that_of_the_package(scic: Any) -> None:
    from importlib.metadata import version

    assert scic("--version").stdout == f"{version('scic')}\n"


def test_no_arguments_show_the_commands(scic: Any) -> None:
    done = scic()
    assert re.findall(r"^  (\w+)", done.stdout + done.stderr, re.MULTILINE)[-5:] == [
        "build",
        "lint",
        "fmt",
        "explain",
        "catalogue",
    ]
