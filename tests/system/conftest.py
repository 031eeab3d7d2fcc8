"""Projects as a user has them: built by the command line, run by their scripts, the gallery's once a session."""

from __future__ import annotations

import contextlib
import importlib
import io
import os
import runpy
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest
import torch
from filelock import FileLock

from scic.compiler.cli import main as scic_main

Command = Callable[..., CompletedProcess[str]]
Home = Callable[..., Path]

# pytest imports each test by its path: what they share is found here
sys.path.insert(0, str(Path(__file__).parent))
# an engine for those projects on Keras that are run in this process; keras asks for it once, when it is imported
os.environ.setdefault("KERAS_BACKEND", "torch")

ROOT = Path(__file__).resolve().parents[2]
ENGINE = {"nuclei3d": "torch"}
"""What a Keras project computes with, where that is not jax, which writes no ONNX of convolutions over volumes."""
SCRIPTS = ("train", "evaluate", "explore", "interpret", "export", "report")


@pytest.fixture(scope="session")
def specs() -> Path:
    """The gallery."""
    return ROOT / "specs"


@pytest.fixture(scope="session")
def scic() -> Command:
    """Run `scic` with some arguments."""

    def command(*arguments: object) -> CompletedProcess[str]:
        with _argv("scic", *arguments):
            return _captured(scic_main)

    return command


@pytest.fixture(scope="session")
def script() -> Command:
    """Run a script of a project with some arguments: `script(home, "train", "--run", "short")`."""

    def command(home: Path, name: str, *arguments: object) -> CompletedProcess[str]:
        path = str(home / f"{name}.py")
        with _argv(path, *arguments), _importable(home), _same_threads():
            return _captured(lambda: runpy.run_path(path, run_name="__main__"))

    return command


@pytest.fixture
def importable() -> Iterator[Callable[[Path], None]]:
    """Make a project's modules importable for the length of a test."""
    with contextlib.ExitStack() as stack:
        yield lambda home: stack.enter_context(_importable(home))


@pytest.fixture(scope="session")
def build(scic: Command) -> Home:
    """Write a spec `<folder>/<name>.sci` and build it into `<folder>/<name>`; on PyTorch unless told otherwise."""

    def built(text: str, folder: Path, backend: str = "pytorch") -> Path:
        name = text.split()[1]
        spec = folder / f"{name}.sci"
        spec.write_text(text, encoding="utf-8")
        done = scic("build", spec, "--backend", backend)
        assert done.returncode == 0, done.stderr
        return folder / name

    return built


@pytest.fixture(scope="session")
def built(specs: Path, scic: Command, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A project of the gallery as it was built, by its name; on PyTorch unless another backend is asked for."""

    def home(name: str, backend: str = "pytorch") -> Path:
        folder = _shared(tmp_path_factory) / backend / name

        def make() -> None:
            engine = ("--engine", ENGINE[name]) if backend == "keras" and name in ENGINE else ()
            done = scic("build", specs / f"{name}.sci", "--backend", backend, *engine, "--out", folder)
            assert done.returncode == 0, done.stderr

        _once(folder.with_suffix(".built"), make)
        return folder

    return home


@pytest.fixture(scope="session")
def finished(built: Home, script: Command, run_apart: Callable[..., None]) -> Home:
    """The same with every script run; what each has printed is in `<script>.out`."""

    def home(name: str, backend: str = "pytorch") -> Path:
        folder = built(name, backend)

        def make() -> None:
            for each in SCRIPTS:
                done = script(folder, each)
                assert done.returncode == 0, f"{each}: {done.stderr}"
                (folder / f"{each}.out").write_text(done.stdout, encoding="utf-8")

        _once(folder.with_suffix(".finished"), make if backend == "pytorch" else lambda: run_apart(folder, *SCRIPTS))
        return folder

    return home


@pytest.fixture(scope="session")
def run_apart(plain_environment: dict[str, str]) -> Callable[..., None]:
    """Run scripts of a project in a process of their own: one on Keras is for jax, and this one has another engine."""

    def run(home: Path, *scripts: str) -> None:
        command = [sys.executable, str(Path(__file__).with_name("run_scripts.py")), *scripts]
        done = subprocess.run(command, cwd=home, env=plain_environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-6000:]

    return run


@pytest.fixture(scope="session")
def plain_environment() -> dict[str, str]:
    """The environment of a process of a user's: nothing in it says that a test started it, or chooses an engine."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "KERAS_"))}


@pytest.fixture(scope="session")
def train(plain_environment: dict[str, str]) -> Command:
    """Train a project on a seed, in a process of its own; the run bears the name of the seed."""

    def trained(home: Path, seed: int) -> CompletedProcess[str]:
        command = [sys.executable, "train.py", "--run", f"s{seed}", "--seed", str(seed)]
        done = subprocess.run(command, cwd=home, env=plain_environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-6000:]
        return done

    return trained


def _shared(factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of this session share."""
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "gallery"
    folder.mkdir(exist_ok=True)
    return folder


def _once(mark: Path, make: Callable[[], None]) -> None:
    """Make something that `mark` says is there; the other processes wait for it."""
    mark.parent.mkdir(exist_ok=True)
    with FileLock(mark.with_name(f"{mark.name}.lock")):
        if not mark.exists():
            make()
            mark.touch()


def _captured(command: Callable[[], object]) -> CompletedProcess[str]:
    """Run something that ends as a program does. Any error but SystemExit is a traceback to a user, and goes on up."""
    out, error = io.StringIO(), io.StringIO()
    code = 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(error):
        try:
            command()
        except SystemExit as stop:
            if isinstance(stop.code, str):
                error.write(f"{stop.code}\n")
            code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    return CompletedProcess(sys.argv, code, out.getvalue(), error.getvalue())


@contextlib.contextmanager
def _argv(*arguments: object) -> Iterator[None]:
    before, sys.argv = sys.argv, list(map(str, arguments))
    try:
        yield
    finally:
        sys.argv = before


@contextlib.contextmanager
def _same_threads() -> Iterator[None]:
    """Undo what a script's libraries do to the number of threads: it changes the rounding of whatever runs next."""
    before = torch.get_num_threads()
    try:
        yield
    finally:
        torch.set_num_threads(before)


@contextlib.contextmanager
def _importable(home: Path) -> Iterator[None]:
    """Put a project first on the path, and forget its modules afterwards: another may bear the same name."""
    sys.path.insert(0, str(home))
    importlib.invalidate_caches()
    try:
        yield
    finally:
        sys.path.remove(str(home))
        for name, module in list(sys.modules.items()):
            if (getattr(module, "__file__", None) or "").startswith(f"{home}{os.sep}"):
                del sys.modules[name]
