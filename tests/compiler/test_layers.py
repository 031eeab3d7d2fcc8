"""Who may know whom: the compiler no framework and no backend, a lint only what its spec names."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COMPILER = sorted((ROOT / "compiler").rglob("*.py"))
COMPONENTS = sorted((ROOT / "backends" / "components").glob("*/*/component.py"))
HEAVY = {
    "torch", "torchvision", "timm", "pytorch_lightning", "torchmetrics", "captum", "keras", "jax", "tensorflow",
    "numpy", "pandas", "scipy", "sklearn", "matplotlib", "pyarrow", "umap", "onnx", "onnxruntime", "tyro",
}  # fmt: skip
ModulesOf = Callable[..., set[str]]
PROBE = """
import atexit, json, sys
from scic.compiler.cli import app
atexit.register(lambda: json.dump(sorted(sys.modules), open({out!r}, "w")))
sys.argv = {argv!r}
app()
"""


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports by a relative name"
            yield node.module or ""


@pytest.fixture(scope="module")
def modules_of(tmp_path_factory: pytest.TempPathFactory) -> ModulesOf:
    """Runs the command line in a process of its own, and gives the modules that it has imported at the end."""

    def run(*arguments: str) -> set[str]:
        out = tmp_path_factory.mktemp("modules") / "modules.json"
        probe = PROBE.format(out=str(out), argv=["scic", *arguments])
        environment = os.environ | {"PYTHONPATH": ""}
        done = subprocess.run(
            [sys.executable, "-c", probe], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return set(json.loads(out.read_text()))

    return run


@pytest.mark.parametrize("path", COMPILER, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_compiler_names_no_backend_and_no_framework(path: Path) -> None:
    found = set(imports(path))
    assert not {name for name in found if name.startswith("scic.backends")}
    assert not {name.split(".")[0] for name in found} & HEAVY


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: f"{path.parts[-3]}/{path.parts[-2]}")
def test_what_a_component_says_of_itself_needs_no_framework(path: Path) -> None:
    assert not {name.split(".")[0] for name in imports(path)} & HEAVY


@pytest.mark.parametrize(
    "arguments",
    [
        ("lint", "specs/penguins.sci"),
        ("lint", "specs/nuclei.sci"),
        ("lint", "--format", "sarif", "specs/digits.sci"),
        ("fmt", "--check", "specs/penguins.sci"),
        ("explain", "unet"),
        ("explain", "SCI301"),
        ("catalogue",),
        ("build", "--emit", "plan", "specs/penguins.sci"),
    ],
    ids=" ".join,
)
def test_no_command_imports_a_framework(modules_of: ModulesOf, arguments: tuple[str, ...]) -> None:
    found = modules_of(*arguments)
    assert not {name.split(".")[0] for name in found} & HEAVY


def test_a_lint_imports_the_components_that_the_spec_names(modules_of: ModulesOf) -> None:
    found = {name.removeprefix("scic.backends.components.") for name in modules_of("lint", "specs/penguins.sci")}
    assert {"model.mlp.component", "data.csv.component", "optimizer.adamw.component"} <= found
    for other in ("model.unet", "model.cnn", "task.segmentation", "data.files", "optimizer.sgd", "method.simclr"):
        assert f"{other}.component" not in found
    assert not {name for name in found if name.endswith((".pytorch", ".keras"))}


def test_a_lint_leaves_out_what_only_a_build_needs(modules_of: ModulesOf) -> None:
    found = modules_of("lint", "specs/penguins.sci")
    for name in ("jinja2", "ruff", "PIL", "scic.backends.lowering", "scic.compiler.write", "scic.compiler.plan"):
        assert name not in found


def test_laying_out_a_spec_knows_no_component(modules_of: ModulesOf) -> None:
    found = modules_of("fmt", "--check", "specs/penguins.sci")
    assert not {name for name in found if name.startswith(("scic.backends", "scic.compiler.resolve"))}


def test_each_file_of_scic_is_short_enough_to_be_read() -> None:
    lengths = {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8").count("\n")
        for folder in ("compiler", "backends")
        for path in (ROOT / folder).rglob("*.py")
        # a diagnostic is mostly its documentation
        if "diagnostics" not in path.parts
    }
    assert {path: lines for path, lines in lengths.items() if lines > 320} == {}
