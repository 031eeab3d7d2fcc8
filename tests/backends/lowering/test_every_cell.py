"""A component that claims a backend can be emitted for it: the cells of `scic catalogue`, over the scan."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

import pytest

from scic.compiler.catalogue.component import Component
from scic.compiler.catalogue.discovery import ROOT, backends, every
from scic.compiler.ir import Experiment
from scic.compiler.lint import lint_source
from scic.compiler.plan import plan
from scic.compiler.source import Source

SPECS = Path(__file__).parents[3] / "specs"
CELLS = [(cls, backend) for cls in every() for backend in backends(cls)]
AROUND = {
    "experiment": "experiment digits { seed: 1 }",
    "data": "data sample as scans { set: digits }",
    "model": "model cnn as net { widths: [8, 8, 8] }",
    "task": "task classification { predict: scans.digit }",
    "method": "method supervised { epochs: 20 }",
}
"""What is added to an example that shows one block."""


def examples(cls: type[Component]) -> Iterator[str]:
    """Specs that show a component: the one of its docstring, with the blocks that it leaves out, then the gallery's."""
    _, _, text = (inspect.getdoc(cls) or "").partition("\nExample:\n")
    text = textwrap.dedent(text).strip() + "\n"
    missing = [block for kind, block in AROUND.items() if not re.search(rf"^{kind} ", text, re.MULTILINE)]
    yield "\n".join([text, *missing, ""])
    for path in sorted(SPECS.glob("*.sci")):
        text = path.read_text(encoding="utf-8")
        if re.search(rf"\b{cls.named()}\b", text):
            yield text


def experiment(cls: type[Component], backend: str) -> Experiment:
    """The first of its examples whose data is there."""
    for text in examples(cls):
        checked = lint_source(Source(SPECS / "example.sci", text), SPECS, backend=backend)
        assert [f"{each.code} {each.message()}" for each in checked.report.errors] == []
        if checked.experiment is not None:
            return checked.experiment
    pytest.fail("no example of it names data that is there, or declares its fields")


def modules(files: Mapping[str, str]) -> dict[PurePosixPath, ast.Module]:
    return {PurePosixPath(path): ast.parse(text, path) for path, text in files.items() if path.endswith(".py")}


@pytest.mark.parametrize(("cls", "backend"), CELLS, ids=lambda each: each if isinstance(each, str) else each.__name__)
def test_a_claimed_cell_builds(cls: type[Component], backend: str) -> None:
    """The example becomes a project in which every module that is imported is there, with what is taken from it."""
    made = experiment(cls, backend)
    files = plan(made, SPECS / made.name).files
    trees = modules(files)
    package = PurePosixPath(made.name)
    for path, tree in trees.items():
        for node in ast.walk(tree):
            if not isinstance(node, ast.ImportFrom) or not node.module:
                continue
            if node.level == 0 and not node.module.startswith(f"{made.name}."):
                continue
            module = package.joinpath(*node.module.removeprefix(f"{made.name}.").split(".")).with_suffix(".py")
            assert module in trees, f"{path} imports {module}"
            text = files[str(module)]
            assert all(re.search(rf"\b{alias.name}\b", text) for alias in node.names), f"{path}, from {module}"


@pytest.mark.parametrize(("cls", "backend"), CELLS, ids=lambda each: each if isinstance(each, str) else each.__name__)
def test_a_claimed_cell_has_its_code(cls: type[Component], backend: str) -> None:
    """What a component's file for a backend defines is found in the project of its example."""
    source = ROOT / cls.kind / cls.named() / f"{backend}.py"
    if not source.exists():
        return
    made = experiment(cls, backend)
    emitted = "\n".join(text for path, text in plan(made, SPECS / made.name).files.items() if path.endswith(".py"))
    own = [node.name for node in ast.parse(source.read_text()).body if isinstance(node, ast.ClassDef | ast.FunctionDef)]
    assert own
    assert all(re.search(rf"^(class|def) {name}\b", emitted, re.MULTILINE) for name in own)
