"""Proves the wheel: sdist to wheel, its files against the tree, and scic at work from it without any framework."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("grammar", "compiler", "backends")
SPEC = """experiment flowers { seed: 1 }
data sample { set: iris }
model mlp { hidden: [8] }
task classification { predict: sample.species }
method supervised { epochs: 2 }
validate baselines
validate seeds
"""


def main() -> None:
    """Build, compare, install, run; ends with a message and 1 at the first thing that is wrong."""
    with tempfile.TemporaryDirectory(prefix="scic-wheel-") as name:
        folder = Path(name)
        run(sys.executable, "-m", "build", "--installer", "uv", "--outdir", folder / "dist", ROOT)
        wheel = next((folder / "dist").glob("*.whl"))
        compare(wheel)
        at_work(wheel, folder)
        print(f"{wheel.name}: whole, and it works on its own")


def compare(wheel: Path) -> None:
    """Every file of the tree is in the wheel, and nothing else."""
    tree = {
        f"scic/{path.relative_to(ROOT).as_posix()}"
        for folder in FOLDERS
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    packed = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    if missing := sorted(tree - packed):
        raise SystemExit(f"the wheel lacks {missing}")
    if surplus := sorted(packed - tree):
        raise SystemExit(f"the wheel holds {surplus}, which is not in the tree")


def at_work(wheel: Path, folder: Path) -> None:
    """A new environment with the wheel alone lints and builds, and has no framework."""
    environment = folder / "environment"
    uv = Path(sys.executable).with_name("uv")
    run(uv, "venv", "--quiet", "--python", sys.executable, environment)
    binaries = environment / ("Scripts" if sys.platform == "win32" else "bin")
    run(uv, "pip", "install", "--quiet", "--python", binaries / "python", wheel)
    spec = folder / "flowers.sci"
    spec.write_text(SPEC, encoding="utf-8")
    for backend in ("pytorch", "keras"):
        run(binaries / "scic", "build", spec, "--backend", backend, "--out", folder / backend)
        if not (folder / backend / "train.py").exists():
            raise SystemExit(f"the wheel's scic has built no train.py for {backend}")
    absent = "import importlib.util as u; print([m for m in ('torch', 'keras', 'numpy') if u.find_spec(m)])"
    found = run(binaries / "python", "-c", absent).strip()
    if found != "[]":
        raise SystemExit(f"to install scic installs {found}")


def run(*command: object) -> str:
    """The output of a command; ends with its words when it fails."""
    done = subprocess.run([str(part) for part in command], cwd=ROOT.parent, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    main()
