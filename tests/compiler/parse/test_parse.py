"""Sound specs are understood as they are meant."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scic.compiler.parse import dump, parse, tokens
from scic.compiler.parse.ast import Call, Key, Name, Node, Number, Reference, Setting, String
from scic.compiler.parse.build import Build
from scic.compiler.parse.lexical import lex
from scic.compiler.parse.recover import Recovery
from scic.compiler.source import Source


def source(text: str) -> Source:
    return Source(Path("test.sci"), text)


def value(text: str) -> Any:
    """The value of a setting."""
    file, found = parse(source(f"model m {{ key: {text} }}"))
    assert not found, [d.message() for d in found]
    setting = file.blocks[0].body[0]
    assert isinstance(setting, Setting)
    return setting.value


def without_places(tree: Any) -> Any:
    if isinstance(tree, dict):
        return {key: without_places(item) for key, item in tree.items() if key != "at"}
    return [without_places(item) for item in tree] if isinstance(tree, list) else tree


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_spec_gives_the_tree_it_was_made_from(data: st.DataObject, specs: Any) -> None:
    text, trees = data.draw(specs)
    file, found = parse(source(text))
    assert [d.message() for d in found] == []
    assert without_places(dump(file)["blocks"]) == trees


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_piecewise_reading_of_a_sound_spec_agrees_with_the_whole(data: st.DataObject, specs: Any) -> None:
    text, _ = data.draw(specs)
    where = source(text)
    file, _ = parse(where)
    recovery = Recovery(where, lex(where), Build(where))
    assert tuple(recovery.blocks()) == file.blocks
    assert recovery.diagnostics == []


def test_every_node_stands_where_it_says() -> None:
    text = 'model unet as net { loss: dice + 0.5*focal(gamma: 2), of: [a."B c", -3], "x": 1 }'.replace(', "x": 1', "")
    where = source(text)
    file, found = parse(where)
    assert not found
    seen: list[str] = []

    def visit(node: object) -> None:
        if isinstance(node, Node):
            seen.append(where.slice(node.span))
            if isinstance(node, Name | Number | Key):
                assert where.slice(node.span) == node.text
            for name in vars(node):
                visit(getattr(node, name))
        elif isinstance(node, tuple):
            for item in node:
                visit(item)

    visit(file.blocks)
    assert {"0.5*focal(gamma: 2)", 'a."B c"', '"B c"', "gamma: 2", '[a."B c", -3]', text} <= set(seen)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (r'"a\n\t\"\'\\\u00b5"', "a\n\t\"'\\µ"),
        ("'it\"s'", 'it"s'),
        ('"""\n first\nsecond"""', " first\nsecond"),
        ('"""a"b"""', 'a"b'),
        ("''", ""),
    ],
)
def test_texts(text: str, says: str) -> None:
    assert value(text) == String(value(text).span, says, text)


def test_numbers_and_units() -> None:
    assert (value("1e-3").value, type(value("100_000").value), value("100_000").value) == (0.001, int, 100000)
    assert (value("0.5µm").value, value("0.5µm").unit, value("0.5μm").unit) == (0.5, "um", "um")
    assert (value("0.5x0.5x2mm").values, value("0.5x0.5x2mm").unit) == ((0.5, 0.5, 2), "mm")
    assert isinstance(value("tune(16, 32)"), Call)
    assert isinstance(value('birds."Body Mass (g)"'), Reference)


def test_names_are_compared_in_one_form() -> None:
    composed, decomposed = value("gr\u00f6\u00dfe"), value("gro\u0308\u00dfe")
    assert composed.text == decomposed.text
    assert type(composed.text) is str


def test_kinds_are_words_like_others_inside_a_block() -> None:
    file, found = parse(source("model data as as { data: task, search { model: 1, true: none } }"))
    assert not found
    assert [(e.key.text) for e in file.blocks[0].body] == ["data", "search"]
    assert (file.blocks[0].component.text, file.blocks[0].name.text) == ("data", "as")


def test_marks_and_blanks_of_other_editors_pass() -> None:
    file, found = parse(source("\ufeffmodel\u00a0mlp\t{\r\n\u00a0a: 1\r\n\tb: 2\r\n}\r\n"))
    assert not found
    assert [entry.key.text for entry in file.blocks[0].body] == ["a", "b"]


def test_comments_are_kept_with_their_places() -> None:
    file, _ = parse(source('# top\nmodel mlp { a: "# no" }  # beside \n'))
    assert [(c.text, c.trailing) for c in file.comments] == [("# top", False), ("# beside", True)]


def test_tokens_are_shown_as_the_parser_takes_them() -> None:
    assert tokens(source("data csv {\n  data: 5%\n}")) == [
        ("KIND", "data", 1, 1),
        ("NAME", "csv", 1, 6),
        ("LBRACE", "{", 1, 10),
        ("NAME", "data", 2, 3),
        ("COLON", ":", 2, 7),
        ("QUANTITY", "5%", 2, 9),
        ("RBRACE", "}", 3, 1),
    ]


def test_a_dump_is_json_with_places() -> None:
    file, _ = parse(source("model mlp { a: 1 } # c"))
    block = json.loads(json.dumps(dump(file)))["blocks"][0]
    assert (block["type"], block["at"]) == ("Block", "1:1-1:19")
    assert block["body"][0]["value"] == {"type": "Number", "at": "1:16-1:17", "value": 1, "text": "1"}


def test_a_large_file_is_read_in_seconds() -> None:
    text = "".join(
        f"model mlp as m{i} {{ hidden: [64, 64], dropout: 10%, loss: dice + 0.5*ce }}\n" for i in range(3500)
    )
    start = time.perf_counter()
    broken, found = parse(source(text + "model mlp { hidden: [64 }"))
    assert time.perf_counter() - start < 30
    assert ([d.code for d in found], len(broken.blocks)) == (["SCI033"], 3501)
