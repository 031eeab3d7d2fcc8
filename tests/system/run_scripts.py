"""Run inside a project: its scripts one after the other in one process; what each prints goes into `<script>.out`."""

from __future__ import annotations

import contextlib
import runpy
import sys
from pathlib import Path


def main(*scripts: str) -> None:
    """Run each as a user would, whose shell is in the project's folder."""
    sys.path.insert(0, str(Path.cwd()))
    for script in scripts:
        sys.argv = [f"{script}.py"]
        with Path(f"{script}.out").open("w", encoding="utf-8") as out, contextlib.redirect_stdout(out):
            runpy.run_path(f"{script}.py", run_name="__main__")


if __name__ == "__main__":
    main(*sys.argv[1:])
