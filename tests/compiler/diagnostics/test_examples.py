"""The example of every code makes exactly that mistake, and its repair makes none."""

from __future__ import annotations

from pathlib import Path

import pytest

from scic.compiler.diagnostics.base import Diagnostic
from scic.compiler.diagnostics.catalogue import all_codes
from scic.compiler.diagnostics.docs import doc
from scic.compiler.lint import Checked, lint, lint_source
from scic.compiler.source import Source

DATA = Path(__file__).parents[2] / "data"
FILES = ("SCI001", "SCI002")
"""Codes of files that cannot be read, which no text can show."""
SHOWN = [code for code in all_codes() if not code.startswith("SCI7") and code not in FILES]
"""A rebuild (SCI7xx) goes wrong over files, not over a spec."""


def checked(text: str) -> Checked:
    return lint_source(Source(DATA / "example.sci", text + "\n"), DATA, building=True)


def said(found: Checked) -> list[str]:
    """The findings in words, so that a failure shows them."""
    return [f"{d.code} {d.message()}" for d in found.report.diagnostics]


@pytest.mark.parametrize("code", SHOWN)
def test_the_example_makes_this_mistake_and_no_other(code: str) -> None:
    found = checked(doc(all_codes()[code]).example)
    assert {d.code for d in found.report.diagnostics} == {code}, said(found)


@pytest.mark.parametrize("code", SHOWN)
def test_the_repair_is_a_whole_experiment_without_a_finding(code: str) -> None:
    found = checked(doc(all_codes()[code]).repair)
    assert said(found) == []
    assert found.experiment is not None


@pytest.mark.parametrize("code", SHOWN)
def test_the_words_are_a_lower_case_line_and_a_repair(code: str) -> None:
    for diagnostic in checked(doc(all_codes()[code]).example).report.diagnostics:
        assert_worded(diagnostic)


def test_a_file_that_is_not_there() -> None:
    found = lint(DATA / "nowhere.sci").report.diagnostics
    assert [d.code for d in found] == ["SCI001"]
    assert_worded(found[0])


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "picture.sci"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\xff")
    found = lint(path).report.diagnostics
    assert [d.code for d in found] == ["SCI002"]
    assert_worded(found[0])


def assert_worded(diagnostic: Diagnostic) -> None:
    message = diagnostic.message()
    assert "\n" not in message
    assert not message[0].isupper()
    assert not message.endswith(".")
    assert diagnostic.help()
    assert diagnostic.help() != message
