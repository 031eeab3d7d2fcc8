"""A project stands on its own: its tests pass, it installs what it needs and nothing of itself."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

Home = Callable[[str], Path]

UNSEEN = {"onnxscript", "tensorboard", "imagecodecs", "torchvision"}
"""Needed without being imported: by torch.onnx, by Lightning's logger, by tifffile and by timm."""


@pytest.mark.slow
@pytest.mark.parametrize("name", ["penguins", "nuclei"])
def test_its_own_tests_pass(built: Home, plain_environment: dict[str, str], name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"],
        cwd=built(name),
        env=plain_environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-6000:]
    assert " passed" in done.stdout and "skipped" not in done.stdout


@pytest.mark.slow
def test_installs_no_module_of_its_own(built: Home, plain_environment: dict[str, str], tmp_path: Path) -> None:
    """Else another project's modules, of the same names, could be imported in place of the ones beside a script."""
    command = [sys.executable, "-m", "pip", "install", ".", "--no-deps", "--no-build-isolation"]
    subprocess.run(
        [*command, "--quiet", "--disable-pip-version-check", "--target", str(tmp_path)],
        cwd=built("penguins"),
        env=plain_environment,
        capture_output=True,
        check=True,
    )
    assert [path.suffix for path in tmp_path.iterdir()] == [".dist-info"]


def imported(home: Path) -> Iterator[str]:
    """The top-level modules that the scripts and the package import."""
    for path in [*home.glob("*.py"), *home.glob(f"{home.name}/*.py")]:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                yield from (alias.name.split(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield node.module.split(".")[0]


@pytest.mark.parametrize("name", ["penguins", "diabetes", "digits", "nuclei", "nuclei3d"])
def test_requires_what_it_imports(built: Home, name: str) -> None:
    home = built(name)
    distributions = packages_distributions()
    own = {name, *(path.stem for path in home.glob("*.py"))}
    needed = {
        distributions[module][0].lower().replace("_", "-")
        for module in set(imported(home)) - own - set(sys.stdlib_module_names)
    }
    project = tomllib.loads((home / "pyproject.toml").read_text())["project"]
    stated = {requirement.split(">=")[0] for requirement in project["dependencies"]}
    assert stated - UNSEEN == needed
    assert all(">=" in requirement for requirement in project["dependencies"])
