"""Proves that what is published is the tree: builds it, compares the files, and uses it where no framework is.

    python tests/release/wheel.py

Works on a copy, and prints one line for each thing that holds; ends with 1 at the first that does not.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from zipfile import ZipFile

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("grammar", "compiler", "backends")
FILES = ("pyproject.toml", "setup.py", "README.md", "LICENSE")
FRAMEWORKS = ("torch", "keras", "jax", "tensorflow", "numpy", "pandas", "sklearn")
TESTS = ("compiler/resolve", "compiler/cli", "compiler/catalogue", "compiler/test_lint.py")
NEEDED = ("pytest", "hypothesis", "jsonschema")


def main() -> None:
    """Go through it all."""
    with tempfile.TemporaryDirectory(prefix="scic-wheel-") as name:
        folder = Path(name)
        copied = copy_of_tree(folder / "tree")
        wheel = built(copied, folder / "dist")
        compare(copied, wheel)
        python = installed(wheel, folder / "environment")
        use(python, folder / "use")


def copy_of_tree(target: Path) -> Path:
    """What the package is made of, without what was made from it."""
    for each in FOLDERS:
        shutil.copytree(ROOT / each, target / each, ignore=shutil.ignore_patterns("__pycache__"))
    for each in FILES:
        shutil.copy(ROOT / each, target / each)
    return target


def built(tree: Path, target: Path) -> Path:
    """The wheel, made from the source archive as an installer would make it."""
    run(sys.executable, "-m", "build", "--installer", "uv", "--outdir", str(target), str(tree))
    (archive,), (wheel,) = target.glob("*.tar.gz"), target.glob("*.whl")
    with tarfile.open(archive) as opened:
        held = {name.partition("/")[2] for name in opened.getnames()}
    assert set(FILES) <= held, f"the source archive lacks {set(FILES) - held}"
    print(f"built {archive.name} and {wheel.name}")
    return wheel


def compare(tree: Path, wheel: Path) -> None:
    """Every file of the tree is in the wheel, with its content, and no other."""
    with ZipFile(wheel) as opened:
        held = {name: opened.read(name) for name in opened.namelist() if not name.endswith("/")}
    package = {name: data for name, data in held.items() if ".dist-info/" not in name}
    paths = (path for each in FOLDERS for path in (tree / each).rglob("*") if path.is_file())
    expected = {f"scic/{path.relative_to(tree).as_posix()}": path.read_bytes() for path in paths}
    assert package.keys() == expected.keys(), f"they differ in {sorted(package.keys() ^ expected.keys())}"
    assert package == expected, "a file has changed on the way"
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in held), "the licence is not in the wheel"
    print(f"the wheel holds the {len(expected)} files of the tree and no others")


def installed(wheel: Path, environment: Path) -> Path:
    """A new environment with the wheel, and with what the wheel says it needs."""
    run(uv(), "venv", "--quiet", "--python", sys.executable, str(environment))
    python = environment / ("Scripts" if os.name == "nt" else "bin") / "python"
    run(uv(), "pip", "install", "--quiet", "--python", str(python), str(wheel), *NEEDED)
    probe = f"from importlib.util import find_spec; print([n for n in {FRAMEWORKS} if find_spec(n)])"
    found = run(str(python), "-c", probe)
    assert found == "[]\n", f"the wheel brings {found}"
    print("it installs without any framework")
    return python


def use(python: Path, folder: Path) -> None:
    """Lint, build and test with what is installed, away from the tree."""
    shutil.copytree(ROOT / "specs", folder / "specs")
    shutil.copytree(ROOT / "tests", folder / "tests", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    scic = str(python.with_name("scic"))
    run(scic, "lint", "specs", cwd=folder)
    run(scic, "build", "specs/penguins.sci", "--out", "installed", cwd=folder)
    run(str(Path(sys.executable).with_name("scic")), "build", "specs/penguins.sci", "--out", "tree", cwd=folder)
    made = {each: contents(folder / each) for each in ("installed", "tree")}
    assert made["installed"] == made["tree"], "it builds another project than the tree"
    print(f"it lints the gallery, and builds a project of {len(made['tree'])} files like the tree's own")
    tests = [f"tests/{each}" for each in TESTS]
    said = run(str(python), "-m", "pytest", "-p", "no:cacheprovider", "-m", "not slow", *tests, cwd=folder)
    print(said.strip().splitlines()[-1] if said.strip() else "its tests pass")


def contents(folder: Path) -> dict[str, bytes]:
    """Path to bytes of every file of a project, without its record of the build."""
    paths = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {path.as_posix(): (folder / path).read_bytes() for path in paths if path.parts[0] != ".scic"}


def uv() -> str:
    """The installer of this environment."""
    return str(Path(sys.executable).with_name("uv"))


def run(*command: str, cwd: Path | None = None) -> str:
    """What a command prints; when it fails, what it said is shown and all ends."""
    environment = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "VIRTUAL_ENV")}
    environment["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), environment.get("PATH", "")])
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stdout + done.stderr, file=sys.stderr)
        raise SystemExit(f"failed: {' '.join(command)}")
    return done.stdout


if __name__ == "__main__":
    main()
