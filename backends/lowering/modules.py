"""Raw modules: the Python files under `backends/` that a project is made of, and how they are carried into it.

A raw module imports others by their full name, `from scic.backends.shared.table import read_table`; in the project
all of them stand side by side in one package, and the import becomes `from .table import read_table`. A file brings
the files it imports.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from jinja2 import Environment, StrictUndefined

ROOT = Path(__file__).resolve().parents[1]
PREFIX = "scic.backends."
FRAMEWORKS = ("pytorch", "keras")

SUFFIXES = {
    ("task", "shared"): "_scores",
    ("interpret", "shared"): "_figure",
    ("field", "shared"): "_field",
    ("field", "drawing"): "_drawing",
    ("field", "pytorch"): "_input",
    ("field", "keras"): "_input",
    ("split", "shared"): "_split",
    ("baseline", "shared"): "_baseline",
    ("data", "shared"): "_data",
    ("freeze", "shared"): "_freeze",
    ("labels", "shared"): "_labels",
    ("rates", "shared"): "_rates",
    ("transform", "shared"): "_transform",
}
"""What is put behind a component's name, so that no two files of a project have one name."""

OWN = re.compile(rf"^[ \t]*from ({re.escape(PREFIX)}[\w.]+) import\b", re.MULTILINE)
"""An import of another raw module. To look for the words is many times quicker than to parse a hundred files."""

LINE_STATEMENT = "#:"
PYTHON = Environment(
    line_statement_prefix=LINE_STATEMENT,
    undefined=StrictUndefined,
    keep_trailing_newline=True,
    trim_blocks=True,
    autoescape=False,
)
"""Raw modules hold line statements alone; the usual braces of Jinja are Python to them."""
PYTHON.variable_start_string, PYTHON.variable_end_string = "#{{", "}}#"
PYTHON.block_start_string, PYTHON.block_end_string = "#{%", "%}#"
PYTHON.comment_start_string, PYTHON.comment_end_string = "#{#", "#}#"


def path_of(module: str, engine: str = "") -> Path:
    """The file of a raw module; raises FileNotFoundError when there is none.

    A raw module that is a folder holds a file for each engine of Keras, or `others.py` for those that have none; all of
    them define the same names.
    """
    place = ROOT.joinpath(*module.removeprefix(PREFIX).split("."))
    files = (place / f"{engine}.py", place / "others.py") if place.is_dir() else (place.with_suffix(".py"),)
    path = next((file for file in files if file.is_file()), None)
    if path is None:
        raise FileNotFoundError(f"there is no raw module {module}" + (f" for {engine}" if place.is_dir() else ""))
    return path


def emitted_name(module: str) -> str:
    """The name of a raw module inside the project's package."""
    parts = module.removeprefix(PREFIX).split(".")
    if parts[0] != "components" or len(parts) < 4:
        return parts[-1]
    _, kind, component, part = parts
    if part not in ("shared", *FRAMEWORKS) and (kind, part) not in SUFFIXES:
        return part
    return component + SUFFIXES.get((kind, part), "")


@cache
def imports_of(module: str, engine: str = "") -> tuple[str, ...]:
    """The raw modules that a raw module imports."""
    return tuple(OWN.findall(path_of(module, engine).read_text(encoding="utf-8")))


def closure(modules: Iterable[str], engine: str = "") -> Iterator[str]:
    """The modules and all that they bring with them, each once."""
    waiting, seen = list(modules), set[str]()
    while waiting:
        module = waiting.pop(0)
        if module not in seen:
            seen.add(module)
            yield module
            waiting.extend(imports_of(module, engine))


def carried(module: str, engine: str = "", **context: object) -> str:
    """The text of a raw module as it stands in a project."""
    text = path_of(module, engine).read_text(encoding="utf-8")
    if LINE_STATEMENT in text:
        text = PYTHON.from_string(text).render(**context)
    return OWN.sub(lambda found: found[0].replace(found[1], f".{emitted_name(found[1])}"), text)


@cache
def parameters(module: str, function: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The positional and the keyword-only parameters of a function, or of a class's constructor.

    Raises LookupError when the module does not define it.
    """
    for node in _body(module):
        if isinstance(node, ast.FunctionDef) and node.name == function:
            return _named(node)
        if isinstance(node, ast.ClassDef) and node.name == function:
            made = next((n for n in node.body if isinstance(n, ast.FunctionDef) and n.name == "__init__"), None)
            positional, keyword = _named(made) if made else ((), ())
            return positional[1:], keyword
    raise LookupError(f"{module} defines no {function}")


@cache
def _body(module: str) -> list[ast.stmt]:
    return ast.parse(path_of(module).read_text(encoding="utf-8")).body


def _named(function: ast.FunctionDef) -> tuple[tuple[str, ...], tuple[str, ...]]:
    arguments = function.args
    positional = tuple(a.arg for a in (*arguments.posonlyargs, *arguments.args))
    return positional, tuple(a.arg for a in arguments.kwonlyargs)


def defines(module: str, name: str) -> bool:
    """Whether a raw module exists and defines a function or class of that name."""
    try:
        parameters(module, name)
    except (LookupError, FileNotFoundError):
        return False
    return True
