"""Cold starts of the command line, against the bare import of the libraries it stands on."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from bench.row import Row

ROOT = Path(__file__).resolve().parents[1]
RUNS = 21
SPEC = ROOT / "specs" / "penguins.sci"


def start_ratios() -> Iterator[Row]:
    """Processor time of whole processes, run in turn."""
    scic = str(Path(sys.executable).with_name("scic"))
    with tempfile.TemporaryDirectory() as folder:
        commands = {
            "bare": [sys.executable, "-c", "import lark, pydantic, jinja2, typer"],
            "lint": [scic, "lint", str(SPEC)],
            "build": [scic, "build", str(SPEC), "--out", f"{folder}/penguins"],
        }
        for command in commands.values():
            processor_seconds(command)
        seconds: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(RUNS):
            for name, command in commands.items():
                seconds[name].append(processor_seconds(command))
    bare, lint, build = (median(seconds[name]) for name in ("bare", "lint", "build"))
    yield Row("scic lint, cold", lint / bare, 1.7, f"{1000 * lint:.0f} ms against {1000 * bare:.0f} ms of imports")
    yield Row("scic build, cold", build / bare, 4.0, f"{1000 * build:.0f} ms against {1000 * bare:.0f} ms of imports")


def processor_seconds(command: Sequence[str]) -> float:
    """User and system time of a process and of those it starts."""
    # As on a machine that keeps compiled modules, which is the default: all are compiled by the first, uncounted run.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(command, env=kept, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime
