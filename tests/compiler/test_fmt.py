"""The layout: stable, faithful, and the one that is promised."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scic.compiler.fmt import format
from scic.compiler.parse import dump, parse
from scic.compiler.parse.ast import File
from scic.compiler.source import Source


def read(text: str) -> File:
    file, found = parse(Source(Path("test.sci"), text))
    assert not found, [d.message() for d in found]
    return file


def laid_out(text: str) -> str:
    file = read(text)
    return format(file.source, file)


def meaning(tree: Any) -> Any:
    """A tree without its places, and without the quotes that its texts were written in."""
    if isinstance(tree, dict):
        left_out = {"at", "text"} if tree["type"] == "String" else {"at"}
        return {key: meaning(item) for key, item in tree.items() if key not in left_out}
    return [meaning(item) for item in tree] if isinstance(tree, list) else tree


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_a_second_pass_changes_nothing_and_the_tree_stays(data: st.DataObject, specs: Any) -> None:
    text, _ = data.draw(specs)
    once = laid_out(text)
    assert laid_out(once) == once
    before, after = read(text), read(once)
    assert meaning(dump(after)["blocks"]) == meaning(dump(before)["blocks"])
    assert sorted(c.text for c in after.comments) == sorted(c.text for c in before.comments)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("model   mlp{hidden:[64,64],dropout:10%,}", "model mlp { hidden: [64, 64], dropout: 10% }\n"),
        ("model mlp {\nhidden: [64,\n64], a: 1 }", "model mlp {\n  hidden: [64, 64]\n  a: 1\n}\n"),
        ("model a { }   task b { x: y . z }", "model a\ntask b { x: y.z }\n"),
        ("\n\nmodel a\n\n\n\ntask b\n\n", "model a\n\ntask b\n"),
        ("model a {\n\n  x: 1\n\n\n  y: 2\n\n}", "model a {\n  x: 1\n\n  y: 2\n}\n"),
        ("model a { x: 'b', y: 'it\\'s', z: 'say \"b\"' }", 'model a { x: "b", y: "it\'s", z: \'say "b"\' }\n'),
        ("model a { x: 1e-3, y: 100_000, z: 0.50 * b + c }", "model a { x: 1e-3, y: 100_000, z: 0.50*b + c }\n"),
        ("model a { # why\n x: 1 # one\n # end\n}", "model a {  # why\n  x: 1  # one\n  # end\n}\n"),
        ("model a { x: b # in\n + c }", "model a {\n  # in\n  x: b + c\n}\n"),
        ("data a { f { 0: b } g {\n} }".replace("{\n}", "{}").replace("} g", "}, g"), "data a { f { 0: b }, g {} }\n"),
        ('model a { x: f("""1\n2""", b) }', 'model a {\n  x: f(\n    """1\n2""",\n    b,\n  )\n}\n'),
        ("# alone", "# alone\n"),
    ],
)
def test_layout(before: str, after: str) -> None:
    if before == "# alone":
        source = Source(Path("test.sci"), before)
        assert format(source, parse(source)[0]) == after
    else:
        assert laid_out(before) == after


def test_what_does_not_fit_is_broken() -> None:
    words = ", ".join(f"word{i:02}" for i in range(12))
    text = laid_out(f"data csv {{ ignore: [{words}], path: 'x' }}")
    lines = text.splitlines()
    assert lines[:3] == ["data csv {", "  ignore: [", "    word00,"]
    assert lines[-3:] == ["  ]", '  path: "x"', "}"]


def test_88_columns_fit_and_89_do_not() -> None:
    fits = f"model mlp {{ x: {'a' * 71} }}"
    assert len(fits) == 88
    assert laid_out(fits) == f"{fits}\n"
    assert laid_out(fits.replace("x:", "xx:")).count("\n") == 3
