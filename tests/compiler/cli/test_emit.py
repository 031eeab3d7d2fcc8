"""`scic build --emit`: each phase as something to read, and nothing written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest


@pytest.mark.parametrize("phase", ["tokens", "ast", "ir", "plan"])
def test_a_phase_is_printed_and_nothing_written(scic: Any, tmp_path: Path, phase: str) -> None:
    before = sorted(tmp_path.rglob("*"))
    done = scic("build", "--emit", phase, "iris.sci")
    assert done.returncode == 0, done.stderr
    assert "mlp" in done.stdout
    assert sorted(tmp_path.rglob("*")) == before


def test_tokens_come_with_their_places(scic: Any) -> None:
    lines = scic("build", "--emit", "tokens", "iris.sci").stdout.splitlines()
    assert lines[0] == "1:1\tKIND\texperiment"
    assert "4:22\tNUMBER\t16" in lines


def test_the_tree_is_that_of_the_text(scic: Any) -> None:
    blocks = json.loads(scic("build", "--emit", "ast", "iris.sci").stdout)["blocks"]
    assert [block["kind"]["text"] for block in blocks][:3] == ["experiment", "data", "model"]


def test_a_broken_spec_still_has_tokens_and_a_tree(scic: Any) -> None:
    assert "mpl" in scic("build", "--emit", "tokens", "broken.sci").stdout
    assert "mpl" in scic("build", "--emit", "ast", "broken.sci").stdout
    done = scic("build", "--emit", "ir", "broken.sci")
    assert (done.returncode, done.stdout) == (1, "")


def test_the_representation_holds_every_setting_with_its_default(scic: Any) -> None:
    experiment = json.loads(scic("build", "--emit", "ir", "iris.sci").stdout)
    assert experiment["stages"][0]["component"]["epochs"] == 20
    assert experiment["stages"][0]["component"]["optimizer"]["component"] == "adamw"
    assert experiment["models"][0]["fields"] == ["sepal_length", "sepal_width", "petal_length", "petal_width"]


def test_the_plan_lists_the_files(scic: Any) -> None:
    listed = scic("build", "--emit", "plan", "iris.sci").stdout.splitlines()
    assert [line.split()[0] for line in listed] == sorted(line.split()[0] for line in listed)
    assert {"train.py", "iris/config.py"} <= {line.split()[0] for line in listed}
    assert all(line.endswith(" lines") for line in listed)


def test_the_backend_of_the_command_line_wins(scic: Any) -> None:
    done = scic("build", "--emit", "ir", "--backend", "pytorch", "iris.sci")
    assert json.loads(done.stdout)["settings"]["backend"] == "pytorch"
