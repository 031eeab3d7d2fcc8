"""What the scripts of a project print."""

from __future__ import annotations

import re
from subprocess import CompletedProcess


def metric(done: CompletedProcess[str], task: str, name: str) -> float:
    """A number of the line that `train.py` prints for a task."""
    found = re.search(rf"test {task}: .*\b{name} (-?[\d.]+)", done.stdout)
    assert found, done.stdout
    return float(found[1])
