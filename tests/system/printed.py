"""What the scripts of a project print."""

from __future__ import annotations

import re


def metric(printed: str, task: str, name: str) -> float:
    """A number of the line that `train.py` prints for a task."""
    found = re.search(rf"test {task}: .*\b{name} (-?[\d.]+)", printed)
    assert found, printed
    return float(found[1])
