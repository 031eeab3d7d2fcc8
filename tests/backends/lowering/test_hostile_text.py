"""Whatever a spec says stays what it says: text never becomes code, markup or a command."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from scic.compiler.format import formatted
from scic.compiler.lint import lint
from scic.compiler.plan import plan

HARMLESS = "plain"
TEXTS = {
    "quotes": "\"\"\"'''\"'",
    "backslashes": "\\\\ \\n \\",
    "lines": "one\ntwo\r\nthree",
    "python": '"); import os; os.system("true") #',
    "docstring": '"""\nimport os\n"""',
    "braces": "{{ x }} {x} {0} %(x)s %s",
    "statement": "{% include 'x' %} #} #: for x in y",
    "line statement": "\n#: if true\n#: endif",
    "html": "<script>alert(1)</script></script><img src=x onerror=alert(1)>",
    "entity": "&lt;b&gt; &amp;",
    "comment": "<!-- --> ]]>",
    "shell": "$(rm -rf ~) `id` ; & | > ! ${HOME}",
    "markdown": "[a](javascript:alert) ![b](c) `code` **bold** __bold__ ~~gone~~ | cell |",
    "heading": "# heading",
    "underlined": "===",
    "rule": "---",
    "list": "- item",
    "numbered": "1. item",
    "quoted": "> quote",
    "fence": "```\ncode",
    "toml": '"\n[tool.evil]\nx = """',
    "separators": "a\u2028b\u2029c\u0085d\u000be",
    "controls": "\x07\x1b[31m\x7f",
    "direction": "a\u202eb\u2066c",
    "astral": "🐧 \U0001d4d0",
    "wide": "größe 名前",
}


def literal(text: str) -> str:
    """A text as a spec has it, with an escape for all but letters and digits."""
    plain = (c if (c.isascii() and c.isalnum()) or ord(c) > 0xFFFF else f"\\u{ord(c):04x}" for c in text)
    return f'"{"".join(plain)}"'


def table_spec(folder: Path, text: str) -> Path:
    """A spec that carries the text wherever a table lets it: question, path, columns, unit, target."""
    name = text.replace("/", "").replace("\0", "")
    rows = "\n".join(f"{i},{i % 7},{'ab'[i % 2]},{'cd'[i % 2]}" for i in range(60))
    cells = ",".join('"' + f"{column} {name}".replace('"', '""') + '"' for column in ("w", "x", "y", "z"))
    (folder / f"t{name}.csv").write_bytes(f"{cells}\n{rows}\n".encode())
    (folder / "table.sci").write_text(
        f"""\
experiment table {{ question: {literal(text)} }}
data csv as birds {{
  path: {literal(f"t{name}.csv")}
  ignore: [{literal(f"z {name}")}]
  fields {{ {literal(f"w {name}")}: number(unit: {literal(text)}) }}
}}
model mlp
task classification {{ predict: birds.{literal(f"y {name}")} }}
method supervised
interpret occlusion
validate baselines
validate subgroups {{ by: birds.{literal(f"y {name}")} }}
""",
        encoding="utf-8",
    )
    return folder / "table.sci"


def pictures_spec(folder: Path, text: str) -> Path:
    """A spec that carries the text wherever files and masks let it: patterns, fields, classes."""
    (folder / "pictures.sci").write_text(
        f"""\
experiment pictures {{ question: {literal(text)} }}
data files as cells {{
  fields {{
    {literal(f"image {text}")}: image({literal(f"im/{text.replace('/', '').replace('*', '')}/*.tif")}, size: 16x16, channels: 1)
    mask: mask("ma/*.tif", classes: [{literal(f"back {text}")}, {literal(f"front {text}")}])
  }}
}}
model unet {{ depth: 2 }}
task segmentation {{ predict: cells.mask }}
method supervised
interpret saliency
""",
        encoding="utf-8",
    )
    return folder / "pictures.sci"


def files_of(spec: Path) -> Mapping[str, str]:
    checked = lint(spec)
    assert checked.experiment is not None, [d.message() for d in checked.report.errors]
    return plan(checked.experiment, spec.parent / "made").files


class Shape(ast.NodeTransformer):
    """Takes away what texts say and what names of the user's own become."""

    def visit_Constant(self, node: ast.Constant) -> ast.Constant:
        return ast.Constant("") if isinstance(node.value, str) else node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        node.body = [self.own(statement) for statement in node.body]
        return self.generic_visit(node)

    def own(self, statement: ast.stmt) -> ast.stmt:
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            statement.target.id = "name"
        return statement

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        if isinstance(node.value, ast.Attribute) and node.value.attr == "fields":
            node.attr = "name"
        return self.generic_visit(node)


def shape(text: str) -> str:
    return ast.dump(Shape().visit(ast.parse(text)))


class Tags(HTMLParser):
    """The tags of a page with the addresses in them, and its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[Any] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, attrs))

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.fixture(scope="module", params=[table_spec, pictures_spec], ids=["table", "pictures"])
def make(request: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Writes a spec with a text, and gives the files of its project."""

    def made(text: str) -> Mapping[str, str]:
        return files_of(request.param(tmp_path_factory.mktemp("spec"), text))

    return made


@pytest.fixture(scope="module")
def harmless(make: Any) -> Mapping[str, str]:
    files: Mapping[str, str] = make(HARMLESS)
    return files


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_text_stays_text(make: Any, harmless: Mapping[str, str], text: str) -> None:
    files = make(text)
    assert set(files) == set(harmless)
    for path, content in files.items():
        if path.endswith(".py"):
            assert shape(content) == shape(harmless[path]), path
    project = tomllib.loads(files["pyproject.toml"])
    description = project["project"].pop("description")
    assert description == " ".join(text.split())
    assert project == {**(plain := tomllib.loads(harmless["pyproject.toml"])), "project": without(plain)}
    render = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render
    page, plain_page = Tags(render(files["README.md"])), Tags(render(harmless["README.md"]))
    assert page.tags == plain_page.tags
    shown = "".join(c if c.isprintable() else "\ufffd" for c in " ".join(text.split()))
    assert shown in " ".join(page.words.split())


def without(project: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in project["project"].items() if key != "description"}


def test_the_text_arrives_where_python_reads_it(make: Any) -> None:
    for text in (TEXTS["docstring"], TEXTS["statement"], TEXTS["astral"]):
        assert texts_with(text, make(text)["report.py"]) == [text]


def test_a_null_character_is_no_part_of_a_text(tmp_path: Path) -> None:
    spec = tmp_path / "null.sci"
    spec.write_text('experiment null { question: "a\\u0000" }\n')
    assert "SCI022" in [d.code for d in lint(spec).report.errors]


def texts_with(text: str, source: str) -> list[str]:
    """The texts of a module that hold another, in order."""
    constants = (node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant))
    return [value for value in constants if isinstance(value, str) and text in value]


@pytest.mark.parametrize("text", [TEXTS["quotes"], TEXTS["lines"], TEXTS["separators"]])
def test_laying_out_changes_no_text(make: Any, text: str) -> None:
    files = {path: content for path, content in make(text).items() if path.endswith("config.py")}
    for path, content in formatted(files).items():
        assert shape(content) == shape(files[path])
        assert texts_with(text, content) == texts_with(text, files[path]) != []


@pytest.mark.parametrize("partition", ["$(id)", "a b", "a\nb", "a;b", "`id`", "../a", "a#b", "a\n"])
def test_a_partition_is_a_plain_name_or_an_error(tmp_path: Path, partition: str) -> None:
    spec = tmp_path / "iris.sci"
    spec.write_text(
        f"experiment iris {{ launch: slurm(partition: {literal(partition)}) }}\ndata sample {{ set: iris }}\nmodel mlp\n"
        "task classification { predict: sample.species }\nmethod supervised\n"
    )
    assert [d.code for d in lint(spec).report.errors] == ["SCI203"]
