"""Broken specs: what is said, where, and what survives."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scic.compiler.diagnostics import lexical, literals, reading, structure
from scic.compiler.diagnostics import settings as structure_of_settings
from scic.compiler.diagnostics.base import Diagnostic
from scic.compiler.diagnostics.docs import doc
from scic.compiler.parse import dump, parse, read
from scic.compiler.source import Source

MISTAKES = Path(__file__).parents[3] / "grammar" / "mistakes"
MODULES = (reading, lexical, literals, structure, structure_of_settings)
CODES = [c for m in MODULES for c in vars(m).values() if getattr(c, "__module__", "") == m.__name__]
SHOWN = [c for c in CODES if c not in (reading.UnreadableFile, reading.NotText)]  # no text can show these


def codes(text: str) -> list[str]:
    return [d.code for d in parse(Source(Path("test.sci"), text))[1]]


def report(path: Path) -> str:
    """The findings of a file in the form of the text beside it."""
    source, _ = read(path)
    _, found = parse(source)
    lines: list[str] = []
    for d in found:
        (line, column), (end_line, end_column) = (source.position(at) for at in (d.span.start, d.span.end))
        lines += [f"{line}:{column}-{end_line}:{end_column} {d.code} {d.message()}", f"  help: {d.help()}"]
        for span, words in d.notes():
            lines.append("  note: {}:{} {}".format(*source.position(span.start), words))
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("path", sorted(MISTAKES.glob("*.sci")), ids=lambda path: path.stem)
def test_each_mistake_gets_its_message(path: Path) -> None:
    assert report(path) == path.with_suffix(".txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", SHOWN, ids=lambda c: c.code)
def test_the_example_of_a_code_gives_it_and_the_repair_mends_it(code: type[Diagnostic]) -> None:
    shown = doc(code)
    assert codes(shown.example) == [code.code]
    assert codes(shown.repair) == []


def test_codes_are_distinct() -> None:
    assert len({c.code for c in CODES}) == len(CODES)


@pytest.mark.parametrize("broken", ["b: ,", "b: [1, 2", "b 3", "b: 1)", '"b": 1', "b: f(1, 2", "b: +", "b: @"])
def test_a_broken_setting_costs_only_itself(broken: str) -> None:
    text = f"model mlp {{\n  a: 1\n  {broken}\n  c: 3\n}}\ntask t {{ d: 4 }}\n"
    file, found = parse(Source(Path("test.sci"), text))
    assert len(found) == 1
    kept = [[entry.key.text for entry in block.body if entry.key.text != "b"] for block in file.blocks]
    assert kept == [["a", "c"], ["d"]]


def test_a_mended_setting_is_kept() -> None:
    text = "model mlp { a = [1; 2 3], b 10 %, c: True, d: f(x 5%, y: .5), e: [1, 2 }"
    file, _ = parse(Source(Path("test.sci"), text))
    sound, found = parse(
        Source(Path("test.sci"), "model mlp { a: [1, 2, 3], b: 10%, c: true, d: f(x: 5%, y: 0.5), e: [1, 2] }")
    )
    assert not found

    def bare(tree: Any) -> Any:
        if isinstance(tree, dict):
            left_out = {"at"} if tree["type"] in ("Name", "Key") else {"at", "text"}
            return {key: bare(item) for key, item in tree.items() if key not in left_out}
        return [bare(item) for item in tree] if isinstance(tree, list) else tree

    assert bare(dump(file)["blocks"]) == bare(dump(sound)["blocks"])


def test_one_missing_brace_is_one_finding_and_loses_no_block() -> None:
    text = "data csv {\n  path: 'x'\n  fields {\n    a: b\n\ntask t { c: 1 }\nmodel m\n"
    file, found = parse(Source(Path("test.sci"), text))
    assert [d.code for d in found] == ["SCI036"]
    assert [block.component.text for block in file.blocks] == ["csv", "t", "m"]
    assert [entry.key.text for entry in file.blocks[0].body] == ["path", "fields"]


def test_a_misspelt_kind_is_taken_for_what_is_meant() -> None:
    file, _ = parse(Source(Path("test.sci"), "Model mlp { a: 1 }"))
    assert [(block.kind.text, len(block.body)) for block in file.blocks] == [("model", 1)]


def test_brackets_without_end_are_one_finding() -> None:
    for opener in "[", "f(", "a {":
        assert codes("model m { a: " + opener * 3000).count("SCI038") == 1


def check(text: str) -> None:
    """Whatever the text, every finding has words and a place in it, and the tree can be printed."""
    source = Source(Path("test.sci"), text)
    file, found = parse(source)
    assert file.blocks or found
    dump(file)
    for d in found:
        assert 0 <= d.span.start <= d.span.end <= len(text)
        words = [d.message(), d.help(), d.label(), *(note for _, note in d.notes())]
        assert all(len(line.splitlines()) <= 1 for line in words) and d.message() and d.help()


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60) | st.text("model{}[]():,.=\"'#/*-+ab1 \n", max_size=60))
def test_no_text_breaks_the_parser(text: str) -> None:
    check(text)


@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_no_damaged_spec_breaks_the_parser(data: st.DataObject, specs: Any) -> None:
    text, _ = data.draw(specs)
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(start + 4, len(text))))
        text = text[:start] + data.draw(st.sampled_from(["", *'{}[]():,.="#\n-@', " as ", "model "])) + text[end:]
    check(text)
