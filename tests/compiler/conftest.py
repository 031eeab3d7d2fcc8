"""Specs made by chance: any tree the language can write, laid out in any way it allows."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import strategies as st

from scic.compiler.parse.ast import KINDS

Tree = dict[str, Any]
Piece = tuple[list[str], Tree]  # the words as written, and the tree they stand for, as `dump` shows it

KEYWORDS = {"true", "false", "none", "yes", "no", "null"}
words = st.sampled_from(["größe", "данные", "हिन्दी", "data", "as", "x1"]) | st.from_regex(
    "[a-z][a-z0-9_]{0,5}", fullmatch=True
)
names = words.filter(lambda word: word not in KEYWORDS)
plain = names.filter(lambda word: word not in (*KINDS, "as"))
keys = words | st.sampled_from(["true", "none", "yes", *KINDS])


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, str]:
    """A text as written in some quotes, and what it says."""
    value = draw(st.text(st.characters(exclude_categories=("Cs",)), max_size=8))
    quote = draw(st.sampled_from(['"', "'", '"""']))
    if quote == '"""':
        value = value.replace("\\", "").replace('"', "").lstrip("\r\n")
        return f'"""{value}"""', value
    escapes = {quote: f"\\{quote}", "\\": "\\\\", "\n": "\\n", "\r": "\\u000d"}
    return quote + "".join(escapes.get(character, character) for character in value) + quote, value


def _number(text: str) -> Piece:
    return [text], {"type": "Number", "value": float(text) if set(text) & set(".e") else int(text), "text": text}


def _quantity(number: int, unit: str) -> Piece:
    return [f"{number}{unit}"], {"type": "Quantity", "value": number, "unit": unit, "text": f"{number}{unit}"}


def _size(values: list[int], unit: str) -> Piece:
    text = "x".join(map(str, values)) + unit
    return [text], {"type": "Size", "values": values, "unit": unit, "text": text}


def _name(text: str) -> Tree:
    return {"type": "Name", "text": text}


numbers = st.sampled_from(["0", "12", "-1", "1e-3", "100_000", "0.5", "-2.5e10"]).map(_number)
quantities = st.builds(_quantity, st.integers(-9, 99), st.sampled_from(["%", "min", "um", "px", "GB"]))
scalars = st.one_of(
    names.map(lambda text: ([text], _name(text))),
    numbers,
    quantities,
    st.builds(_size, st.lists(st.integers(0, 512), min_size=2, max_size=3), st.sampled_from(["", "mm"])),
    texts().map(lambda pair: ([pair[0]], {"type": "String", "value": pair[1], "text": pair[0]})),
    st.sampled_from(["true", "false"]).map(lambda t: ([t], {"type": "Boolean", "value": t == "true"})),
    st.just((["none"], {"type": "Nothing"})),
)


@st.composite
def ranges(draw: st.DrawFn) -> Piece:
    low, high = sorted(draw(st.tuples(st.integers(-99, 99), st.integers(-99, 99))))
    unit = draw(st.sampled_from(["", "deg"]))
    ends = [_quantity(end, unit) if unit else _number(str(end)) for end in (low, high)]
    return [*ends[0][0], "..", *ends[1][0]], {"type": "Range", "low": ends[0][1], "high": ends[1][1]}


@st.composite
def references(draw: st.DrawFn) -> Piece:
    first = draw(names)
    written, parts = [first], [{"type": "Part", "text": first, "quoted": False}]
    for _ in range(draw(st.integers(1, 2))):
        quoted = draw(st.booleans())
        text, value = draw(texts()) if quoted else (draw(words),) * 2
        written += [".", text]
        parts.append({"type": "Part", "text": value, "quoted": quoted})
    return written, {"type": "Reference", "parts": parts}


def _joined(pieces: list[Piece], *, trailing: bool) -> list[str]:
    written: list[str] = []
    for index, (part, _) in enumerate(pieces):
        written += part
        if trailing or index + 1 < len(pieces):
            written.append(",")
    return written


@st.composite
def lists(draw: st.DrawFn, values: st.SearchStrategy[Piece]) -> Piece:
    items = draw(st.lists(values, max_size=3))
    inside = _joined(items, trailing=draw(st.booleans()))
    return ["[", *inside, "]"], {"type": "List", "items": [tree for _, tree in items]}


@st.composite
def calls(draw: st.DrawFn, values: st.SearchStrategy[Piece]) -> Piece:
    name = draw(names)
    given: list[Piece] = []
    for written, tree in draw(st.lists(values, max_size=2)):
        given.append((written, {"type": "Argument", "name": None, "value": tree}))
    for key in draw(st.lists(names, max_size=2, unique=True)):
        written, tree = draw(values)
        given.append(([key, ":", *written], {"type": "Argument", "name": _name(key), "value": tree}))
    inside = _joined(given, trailing=draw(st.booleans()))
    return [name, "(", *inside, ")"], {"type": "Call", "name": _name(name), "arguments": [t for _, t in given]}


@st.composite
def sums(draw: st.DrawFn, values: st.SearchStrategy[Piece]) -> Piece:
    written: list[str] = []
    terms: list[Tree] = []
    for index in range(draw(st.integers(1, 3))):
        words, tree = draw(calls(values) | names.map(lambda text: ([text], _name(text))))
        weight = draw(numbers) if draw(st.booleans()) or index == 0 else None
        written += ["+"] * bool(index) + ([*weight[0], "*"] if weight else []) + words
        terms.append({"type": "Term", "weight": weight and weight[1], "value": tree})
    return written, {"type": "Sum", "terms": terms}


values = st.recursive(
    scalars | ranges() | references(),
    lambda inner: lists(inner) | calls(inner) | sums(inner),
    max_leaves=6,
)


@st.composite
def bodies(draw: st.DrawFn, *, top: bool, depth: int = 2) -> tuple[list[str], list[Tree]]:
    """A body with its braces; `;` stands for whatever separates settings."""
    bare = keys.map(lambda key: (key, key, False))
    quoted = texts().map(lambda pair: (*pair, True))
    counted = st.integers(0, 9).map(lambda n: (str(n), str(n), False))
    own = bare if top else bare | quoted | counted
    written, entries = ["{"], []
    for word, text, is_quoted in draw(st.lists(own, max_size=3, unique_by=lambda key: key[1])):
        key = {"type": "Key", "text": text, "quoted": is_quoted}
        if depth and draw(st.integers(0, 4)) == 0:
            inside, body = draw(bodies(top=False, depth=depth - 1))
            written += [word, *inside, ";"]
            entries.append({"type": "Nested", "key": key, "body": body})
        else:
            inside, value = draw(values)
            written += [word, ":", *inside, ";"]
            entries.append({"type": "Setting", "key": key, "value": value})
    return [*written, "}"], entries


@st.composite
def blocks(draw: st.DrawFn) -> Piece:
    kind, component, alias = draw(st.sampled_from(KINDS)), draw(plain), draw(st.none() | plain)
    inside, body = draw(bodies(top=True)) if draw(st.booleans()) else ([], [])
    tree: Tree = {"type": "Block", "kind": _name(kind), "component": _name(component), "alias": None, "body": body}
    if alias is not None:
        tree["alias"] = _name(alias)
    return [kind, component, *(["as", alias] if alias is not None else []), *inside], tree


comments = st.from_regex(r"#[ a-z{\[(\"']{0,8}", fullmatch=True)
blanks = st.sampled_from([" ", " ", " ", " ", "  ", "\t", "\u00a0", "\n", "\r\n", "\n\n\n"])
gaps = blanks | comments.map(lambda comment: f" {comment}\n")
separators = st.sampled_from([",", "\n", ",\n", "\n\n", " , "]) | comments.map(lambda comment: f" {comment}\n")


@st.composite
def spec_trees(draw: st.DrawFn) -> tuple[str, list[Tree]]:
    """A spec's text and the blocks it holds."""
    pieces = draw(st.lists(blocks(), min_size=1, max_size=3))
    text = draw(st.just("") | gaps)
    for written, _ in pieces:
        for word in written:
            text += (draw(separators) if word == ";" else word) + draw(gaps)
    return text, [tree for _, tree in pieces]


@pytest.fixture(scope="session")
def specs() -> st.SearchStrategy[tuple[str, list[Tree]]]:
    """Texts of sound specs with the trees they must give."""
    return spec_trees()
