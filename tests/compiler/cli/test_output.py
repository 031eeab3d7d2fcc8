"""Words for people go to stderr, results to stdout, and machines get what they can read."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from scic.compiler.catalogue import discovery
from scic.compiler.diagnostics import render


def test_findings_go_to_stderr_without_colour(scic: Any) -> None:
    done = scic("lint", "broken.sci")
    assert done.stdout == ""
    assert "\x1b" not in done.stderr
    assert "broken.sci:4:7" in done.stderr
    assert done.stderr.count("error[") == 2


def test_a_clean_lint_says_so(scic: Any) -> None:
    done = scic("lint", "iris.sci")
    assert (done.stdout, done.stderr) == ("", "1 spec, nothing to report\n")


def test_a_folder_is_searched_and_its_projects_left_out(scic: Any, tmp_path: Path) -> None:
    (tmp_path / "broken.sci").unlink()
    project = tmp_path / "iris"
    (project / ".scic").mkdir(parents=True)
    (project / "experiment.sci").write_text("nonsense")
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "a.sci").write_text("nonsense")
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "b.sci").write_text((tmp_path / "iris.sci").read_text())
    assert scic("lint").stderr == "2 specs, nothing to report\n"


def test_json_keeps_to_its_schema(scic: Any) -> None:
    from jsonschema import validate

    done = scic("lint", "--format", "json", "broken.sci", "iris.sci")
    assert (done.returncode, done.stderr) == (1, "")
    schema = json.loads(Path(render.__file__ or "").with_name("schema.json").read_text())
    validate(json.loads(done.stdout), schema)
    assert [found["code"] for found in json.loads(done.stdout)["diagnostics"]] == ["SCI101", "SCI204"]


def test_sarif_says_what_the_codes_mean(scic: Any) -> None:
    done = scic("lint", "--format", "sarif", "broken.sci")
    assert (done.returncode, done.stderr) == (1, "")
    (run,) = json.loads(done.stdout)["runs"]
    assert [result["ruleId"] for result in run["results"]] == ["SCI101", "SCI204"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["SCI101", "SCI204"]


def test_github_gets_a_command_a_line(scic: Any) -> None:
    done = scic("lint", "--format", "github", "broken.sci")
    lines = done.stdout.splitlines()
    assert len(lines) == 2
    assert all(re.match(r"::error file=broken\.sci,line=\d+,", line) for line in lines)


@pytest.mark.parametrize("form", ["json", "sarif", "github"])
def test_a_clean_lint_is_a_document_too(scic: Any, form: str) -> None:
    done = scic("lint", "--format", form, "iris.sci")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "" if form == "github" else json.loads(done.stdout)


def test_a_build_prints_the_folder_of_the_project(scic: Any, tmp_path: Path) -> None:
    done = scic("build", "iris.sci", "--out", "made")
    assert done.stdout == "made\n"
    assert re.match(r"\d+ files new, 0 changed, 0 as they were\n", done.stderr)
    assert (tmp_path / "made" / "train.py").is_file()
    again = scic("build", "iris.sci", "--out", "made")
    assert again.stderr.startswith("0 files new, 0 changed, ")


def test_a_project_stands_beside_its_spec_under_its_name(scic: Any, tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "iris.sci").rename(tmp_path / "deep" / "flowers.sci")
    assert scic("build", "deep/flowers.sci").stdout == "deep/iris\n"
    assert (tmp_path / "deep" / "iris" / "iris" / "config.py").is_file()


def test_a_difference_in_layout_is_printed(scic: Any, tmp_path: Path) -> None:
    (tmp_path / "iris.sci").write_text("model   mlp\n")
    done = scic("fmt", "--diff", "iris.sci")
    assert done.returncode == 1
    assert done.stdout.splitlines()[-2:] == ["-model   mlp", "+model mlp"]


def test_explaining_a_code_shows_the_mistake_and_the_repair(scic: Any) -> None:
    text = scic("explain", "sci301").stdout
    assert text.startswith("error[SCI301]: ")
    assert text.index("For example:") < text.index("Mended:")


def test_explaining_a_component_shows_its_settings(scic: Any) -> None:
    text = scic("explain", "unet").stdout
    assert text.startswith("model unet\n")
    for line in ("depth ", "takes: an image or a volume", "gives: ", "backends: pytorch", "survey: section "):
        assert line in text


def test_a_name_of_several_kinds_is_explained_for_each_or_for_one(scic: Any) -> None:
    kinds = [kind for kind in discovery.kinds() if "linear" in discovery.names(kind)]
    assert len(kinds) > 1
    text = scic("explain", "linear").stdout
    assert all(f"{kind} linear\n" in text for kind in kinds)
    assert "baseline linear\n" not in scic("explain", "model.linear").stdout


def test_a_misspelt_component_is_guessed(scic: Any) -> None:
    assert "did you mean `unet`?" in scic("explain", "unett").stderr


def test_the_catalogue_lists_every_component(scic: Any) -> None:
    rows = json.loads(scic("catalogue", "--format", "json").stdout)
    assert [(row["kind"], row["name"]) for row in rows] == [
        (kind, name) for kind in discovery.kinds() for name in discovery.names(kind)
    ]
    text = scic("catalogue").stdout
    assert "takes an image or a volume; gives a vector or a map" in text
    assert all(re.search(rf"^  {row['name']} .*{re.escape(row['summary'])}$", text, re.MULTILINE) for row in rows)
