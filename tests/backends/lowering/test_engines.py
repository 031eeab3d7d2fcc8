"""A Keras project is for one engine, and shares with PyTorch's whatever no framework touches."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from pathlib import Path

import pytest

from scic.compiler.lint import lint_source
from scic.compiler.plan import plan
from scic.compiler.source import Source

SPECS = Path(__file__).parents[3] / "specs"
ENGINES = ("jax", "tensorflow", "torch")
OWN = {"jax": "jax2onnx", "tensorflow": "tf2onnx", "torch": "onnxscript"}
FRAMEWORKS = {"keras", "torch", "pytorch_lightning", "captum", "jax"}
SCRIPTS = ("train.py", "evaluate.py", "predict.py", "interpret.py", "export.py", "explore.py", "report.py", "seeds.py")


def emitted(name: str, settings: str) -> Mapping[str, str]:
    text = (SPECS / f"{name}.sci").read_text().replace(f"experiment {name} {{", f"experiment {name} {{\n{settings}\n")
    checked = lint_source(Source(SPECS / f"{name}.sci", text), SPECS)
    assert checked.experiment is not None
    return plan(checked.experiment, SPECS / name).files


def imports(text: str) -> set[str]:
    """The distributions that a file imports."""
    found = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.add(str(node.module).split(".")[0])
    return found


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", ["penguins", "nuclei3d"])
def test_a_project_needs_its_engine_and_no_other(name: str, engine: str) -> None:
    files = emitted(name, f"backend: keras, engine: {engine}")
    others = set(ENGINES) - {engine}
    every = {path: imports(text) for path, text in files.items() if path.endswith(".py")}
    assert {path: found & others for path, found in every.items() if found & others} == {}
    needed = files["pyproject.toml"]
    assert f'"{engine}>=' in needed
    assert f'"{OWN[engine]}>=' in needed
    assert not any(f'"{word}>=' in needed for other in others for word in (other, OWN[other]))
    assert not any(word in needed for word in ("lightning", "captum"))


def test_the_package_chooses_the_engine_before_keras_is_imported() -> None:
    files = emitted("penguins", "backend: keras, engine: torch")
    assert 'os.environ.setdefault("KERAS_BACKEND", "torch")' in files["penguins/__init__.py"]
    # a script may import keras through the package alone, and so may the tests, whose first file imports that
    assert {script for script in SCRIPTS if "keras" in imports(files[script])} == set()
    assert "penguins" in imports(files["tests/conftest.py"])


def test_jax_is_the_engine_that_nobody_asked_for() -> None:
    assert '"KERAS_BACKEND", "jax"' in emitted("penguins", "backend: keras")["penguins/__init__.py"]


def neighbours(text: str) -> set[str]:
    """The modules of its own package that a file imports."""
    nodes = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ImportFrom) and node.level == 1)
    return {name for node in nodes for name in ([node.module] if node.module else [each.name for each in node.names])}


def without_framework(files: Mapping[str, str], package: str) -> set[str]:
    """The modules of a package that import no framework, nor a module that does."""
    modules = {Path(path).stem: text for path, text in files.items() if Path(path).parent == Path(package)}
    touched = {name for name, text in modules.items() if FRAMEWORKS & imports(text)}
    while more := {name for name, text in modules.items() if name not in touched and neighbours(text) & touched}:
        touched |= more
    return set(modules) - touched - {"__init__"}


@pytest.mark.parametrize("name", ["penguins", "digits", "nuclei"])
def test_what_no_framework_touches_is_the_same_in_both_projects(name: str) -> None:
    keras, pytorch = emitted(name, "backend: keras"), emitted(name, "backend: pytorch")
    plain = without_framework(keras, name) & without_framework(pytorch, name)
    assert {"data", "config", "scores", "runs", "report", "figures", "order", "scoring"} <= plain
    paths = [*(f"{name}/{module}.py" for module in plain), *(each for each in SCRIPTS if each != "export.py")]
    assert {path for path in paths if keras[path] != pytorch[path]} == set()
