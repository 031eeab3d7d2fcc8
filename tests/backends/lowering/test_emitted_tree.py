"""What must hold of every emitted file: short, tidy, free of scic, and each under a name of its own."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

import pytest
from ruff.__main__ import find_ruff_bin

Project = tuple[str, Mapping[str, str]]


def python(project: Project) -> dict[str, ast.Module]:
    return {path: ast.parse(text) for path, text in project[1].items() if path.endswith(".py")}


def test_no_file_is_too_long_to_be_read(project: Project) -> None:
    lengths = {path: text.count("\n") for path, text in project[1].items() if not path.endswith(".sci")}
    config = lengths.pop(f"{project[0]}/config.py")
    assert {path: lines for path, lines in lengths.items() if lines > 320} == {}
    assert config <= 420  # a list, as long as the experiment has numbers


def test_nothing_says_where_it_came_from(project: Project) -> None:
    origin = re.compile(r"\bscic\b|jinja|\{\{ |\{%|(?<!grid-)\btemplates?\b", re.IGNORECASE)
    assert {path: found[0] for path, text in project[1].items() if (found := origin.search(text))} == {}


def test_the_tree_is_what_a_reader_expects(project: Project) -> None:
    name, files = project
    folders = {PurePosixPath(path).parts[0] for path in files if "/" in path}
    assert folders == {name, "tests"}
    assert not {"utils.py", "helpers.py", "common.py"} & {PurePosixPath(path).name for path in files}


def test_names_stay_apart_on_every_file_system(project: Project) -> None:
    assert len({path.lower() for path in project[1]}) == len(project[1])


def test_every_file_says_what_it_is(project: Project) -> None:
    for path, tree in python(project).items():
        assert ast.get_docstring(tree), path


def inner(name: str, tree: ast.Module) -> Iterator[tuple[str, set[str]]]:
    """The modules of the package that a module imports, each with the names it takes from it."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.ImportFrom):
            continue
        module, names = node.module or "", {alias.name for alias in node.names}
        if (node.level == 1 and not module) or (node.level == 0 and module == name):
            yield from ((part, set()) for part in names)
        elif node.level == 1 or module.startswith(f"{name}."):
            yield module.rpartition(".")[2], names


def test_every_import_of_the_package_is_there(project: Project) -> None:
    name, files = project
    for path, tree in python(project).items():
        for module, names in inner(name, tree):
            assert f"{name}/{module}.py" in files, f"{path} imports {module}"
            defined = names_of(ast.parse(files[f"{name}/{module}.py"]))
            assert names <= defined, f"{path} imports from {module}"


def names_of(tree: ast.Module) -> set[str]:
    """What a module has at its top: what it defines, assigns and imports."""
    found: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            found |= {
                name.id for name in ast.walk(node) if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store)
            }
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found |= {alias.asname or alias.name for alias in node.names}
    return found


def test_every_file_of_the_package_is_used(project: Project) -> None:
    name, files = project
    used = {module for tree in python(project).values() for module, _ in inner(name, tree)}
    parts = {PurePosixPath(path).stem for path in files if path.startswith(f"{name}/")} - {"__init__"}
    assert parts - used == set()


def test_ruff_has_nothing_to_say(project: Project, tmp_path: Path) -> None:
    for path, text in project[1].items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    ruff = [find_ruff_bin(), "check", "--no-cache", "--output-format", "concise", "--select", "F,I,E9,B006,B023"]
    done = subprocess.run(ruff, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_scripts_can_be_run_by_name(project: Project) -> None:
    for path, tree in python(project).items():
        if "/" not in path:
            last = tree.body[-1]
            assert isinstance(last, ast.If), path
            assert ast.unparse(last.test) == "__name__ == '__main__'", path


def test_what_it_needs_has_floors_and_no_more_than_its_backend(project: Project) -> None:
    name, files = project
    told = tomllib.loads(files["pyproject.toml"])["project"]
    assert told["name"] == name.replace("_", "-")
    needs = told["dependencies"]
    assert needs == sorted(needs, key=str.lower)
    assert all(">=" in need for need in needs)
    keras = any(need.startswith("keras") for need in needs)
    assert keras != any(need.startswith(("torch", "pytorch-lightning")) for need in needs)


def test_numbers_stand_in_the_configuration_with_their_line(project: Project) -> None:
    name, files = project
    spec = files["experiment.sci"].splitlines()
    config = files[f"{name}/config.py"]
    told = {"epochs": "passes over the training records", "steps": "steps in the environment, of all copies together"}
    written = [re.match(r"\s*(?:method .*?\{ )?(epochs|steps): ", line) for line in spec]
    lines = [(told[found[1]], index) for index, found in enumerate(written, start=1) if found]
    assert lines
    assert all(f"{words} (spec line {index})" in config for words, index in lines)


@pytest.mark.parametrize("script", ["train.py", "evaluate.py"])
def test_a_script_says_how_it_is_run(project: Project, script: str) -> None:
    tree = ast.parse(project[1][script])
    assert f"python {script}" in (ast.get_docstring(tree) or "")
