"""The last step before writing: ruff sorts imports, takes out those that nothing uses, and formats."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from ruff.__main__ import find_ruff_bin

LINE = "110"
RULES = "F401,I"


class FormatError(RuntimeError):
    """The emitted Python is not Python: a fault of scic, never of the spec."""


def formatted(files: Mapping[str, str]) -> dict[str, str]:
    """The same files, with the Python ones as ruff leaves them."""
    with tempfile.TemporaryDirectory(prefix="scic-") as name:
        root = Path(name)
        for path, text in files.items():
            if path.endswith(".py"):
                target = root / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text, encoding="utf-8")
        _ruff("check", "--quiet", "--isolated", "--fix", "--select", RULES, "--line-length", LINE, root=root)
        _ruff("format", "--quiet", "--isolated", "--line-length", LINE, root=root)
        return {
            path: (root / path).read_text(encoding="utf-8") if path.endswith(".py") else text
            for path, text in files.items()
        }


def _ruff(*arguments: str, root: Path) -> None:
    command = [find_ruff_bin(), *arguments, "."]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if done.returncode:
        raise FormatError(done.stdout + done.stderr)
