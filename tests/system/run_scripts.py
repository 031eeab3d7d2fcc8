"""Run inside a project: its scripts one after the other in one process; what each prints goes into `<call>.out`."""

from __future__ import annotations

import contextlib
import runpy
import sys
from pathlib import Path


def main(*calls: str) -> None:
    """Run each, such as `train --seed 2`, as a user would, whose shell is in the project's folder."""
    sys.path.insert(0, str(Path.cwd()))
    for call in calls:
        script, *arguments = call.split()
        sys.argv = [f"{script}.py", *arguments]
        with Path(f"{call}.out").open("w", encoding="utf-8") as out, contextlib.redirect_stdout(out):
            runpy.run_path(f"{script}.py", run_name="__main__")


if __name__ == "__main__":
    main(*sys.argv[1:])
