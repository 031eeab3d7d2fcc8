"""Projects as a user has them: built by the command line, run by their scripts, the gallery's once a session."""

from __future__ import annotations

import contextlib
import gc
import importlib
import io
import os
import runpy
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from subprocess import CompletedProcess

import pytest
import torch
from filelock import FileLock

from scic.compiler.cli import app

Command = Callable[..., CompletedProcess[str]]
Home = Callable[..., Path]
Train = Callable[..., list[str]]

# the command line ends before garbage is worth looking for, and turns that off; these processes go on
gc.enable()
# pytest imports each test by its path: what they share is found here
sys.path.insert(0, str(Path(__file__).parent))
# an engine for those projects on Keras that are run in this process; keras asks for it once, when it is imported
os.environ.setdefault("KERAS_BACKEND", "torch")

ROOT = Path(__file__).resolve().parents[2]
ENGINE = {"nuclei3d": "torch", "registration": "torch"}
"""What a Keras project computes with, where that is not jax, which writes no ONNX of convolutions over volumes, and is
long in compiling how a velocity is followed."""
SCRIPTS = ("train", "evaluate", "explore", "interpret", "export", "report")
ON_NUMPY = ("explore", "report")
"""What asks nothing of a network, and so has no need of a framework."""


@pytest.fixture(scope="session")
def specs() -> Path:
    """The gallery."""
    return ROOT / "specs"


@pytest.fixture(scope="session")
def scic() -> Command:
    """Run `scic` with some arguments."""

    def command(*arguments: object) -> CompletedProcess[str]:
        with _argv("scic", *arguments):
            return _captured(app)

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
def finished(built: Home, run_all: Callable[..., None]) -> Home:
    """The same with every script run; what each has printed is in `<script>.out`."""

    def home(name: str, backend: str = "pytorch") -> Path:
        folder = built(name, backend)
        _once(folder.with_suffix(".finished"), lambda: run_all(folder, backend))
        return folder

    return home


@pytest.fixture(scope="session")
def run_all(script: Command, run_apart: Callable[..., None]) -> Callable[..., None]:
    """Run scripts of a project in order, all unless told otherwise; on Keras, what asks a network is run on jax."""

    def run(home: Path, backend: str, scripts: Sequence[str] = SCRIPTS) -> None:
        apart = [name for name in scripts if backend == "keras" and name not in ON_NUMPY]
        if apart:
            run_apart(home, *apart)
        for name in scripts:
            if name not in apart:
                done = script(home, name)
                assert done.returncode == 0, f"{name}: {done.stderr}"
                (home / f"{name}.out").write_text(done.stdout, encoding="utf-8")

    return run


@pytest.fixture(scope="session")
def run_apart(plain_environment: dict[str, str]) -> Callable[..., None]:
    """Run scripts of a project in a process of their own, where no other computes beside it or with another engine."""

    def run(home: Path, *calls: str) -> None:
        command = [sys.executable, str(Path(__file__).with_name("run_scripts.py")), *calls]
        done = subprocess.run(command, cwd=home, env=plain_environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-6000:]

    return run


@pytest.fixture(scope="session")
def plain_environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a process of a user's: nothing in it says that a test started it, or chooses an engine.

    What jax has compiled for one process serves the next, as it does for a user who asks for that.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "KERAS_"))}
    compiled = _shared(tmp_path_factory).with_name("compiled")
    return kept | {"JAX_COMPILATION_CACHE_DIR": str(compiled), "JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS": "0"}


@pytest.fixture(scope="session")
def train(run_apart: Callable[..., None]) -> Train:
    """Train a project on some seeds, in a process of its own; each run bears the name of its seed.

    Gives what each has printed.
    """

    def trained(home: Path, *seeds: int) -> list[str]:
        calls = [f"train --run s{seed} --seed {seed}" for seed in seeds]
        run_apart(home, *calls)
        return [(home / f"{call}.out").read_text(encoding="utf-8") for call in calls]

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
