"""Scaffolds: the few files of a project that are written in Jinja, because they wire the others."""

from __future__ import annotations

import json
import re
import shlex
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined

BACKENDS = Path(__file__).resolve().parents[1]


@cache
def environment(backend: str) -> Environment:
    """Scaffolds of a backend, of all backends, and of components. What a spec says is quoted where it is put."""
    folders = [BACKENDS / backend / "scaffolds", BACKENDS / "shared" / "scaffolds", BACKENDS / "components"]
    made = Environment(
        loader=FileSystemLoader(folders),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
        bytecode_cache=_compiled(),
    )
    made.filters |= {"python": repr, "toml": toml, "shell": shlex.quote, "markdown": markdown}
    return made


def _compiled() -> FileSystemBytecodeCache | None:
    """Where Jinja keeps compiled scaffolds, in a folder of the user's own; None where there is none that is safe."""
    try:
        return FileSystemBytecodeCache(pattern="scic_%s.cache")
    except (OSError, RuntimeError):
        return None


def toml(text: str) -> str:
    """A text as a TOML basic string; JSON's escapes are a part of TOML's."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def markdown(text: str) -> str:
    """A text that Markdown shows as it is, on one line."""
    line = "".join(character if character.isprintable() else "\ufffd" for character in " ".join(text.split()))
    line = re.sub(r"[\\`*\[\]<>|&~$]", r"\\\g<0>", line)
    # inside a word an underscore is one; at its edge it would begin or end emphasis
    line = re.sub(r"(?<![^\W_])_|_(?![^\W_])", r"\\_", line)
    return re.sub(r"^(\d*)([#+=.)-])", r"\1\\\2", line)
