"""Which names the files of a project may have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from unicodedata import category, normalize

OWN = ".scic"
BASE = f"{OWN}/base"
MANIFEST = f"{OWN}/manifest.json"
STAGED = f"{OWN}/staged"

_KEPT = {OWN: "the build keeps its records in `.scic`", "runs": "`runs` is for results"}
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(\..*)?", re.IGNORECASE)
_SIGNS = frozenset('<>:"|?*\\')


def fault(path: str) -> str | None:
    """Why a POSIX path cannot be a file of a project on every system; None when it can."""
    if not path:
        return "it is empty"
    if path.startswith("/"):
        return "it is absolute, expected one from the project's folder"
    parts = path.split("/")
    if ".." in parts:
        return "it leaves the project"
    if "" in parts or "." in parts:
        return "it has an empty part"
    if parts[0].casefold() in _KEPT:
        return _KEPT[parts[0].casefold()]
    return next((reason for part in parts if (reason := _part_fault(part))), None)


def _part_fault(part: str) -> str | None:
    if any(category(character) in {"Cc", "Cs"} for character in part):
        return "it has a control character or half of a surrogate pair"
    if found := sorted(_SIGNS & set(part)):
        return f"Windows does not allow {' '.join(found)} in a name"
    if _DEVICE.fullmatch(part):
        return f"`{part}` is a device on Windows"
    if part[-1] in ". ":
        return "Windows drops a point or a space at the end of a name"
    return None


def faults(paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The paths that cannot stand, alone or beside the others, each with the reason."""
    files: dict[str, str] = {}
    for path in sorted(paths):
        if reason := fault(path):
            yield path, reason
            continue
        folded = _folded(path)
        if folded in files:
            yield path, f"it differs from `{files[folded]}` in upper and lower case alone"
        files[folded] = path
    for folded, path in files.items():
        for parent in PurePosixPath(folded).parents:
            if str(parent) in files:
                yield path, f"`{files[str(parent)]}` is a file, not a folder"


def _folded(path: str) -> str:
    return normalize("NFC", path).casefold()


def safe(path: str) -> str:
    """The path itself, of a file of the project; raises ValueError where it cannot be one."""
    if reason := fault(path):
        raise ValueError(f"{path!r}: {reason}")
    return path


def safe_or_own(path: str) -> str:
    """As `safe`, but the records of the build are allowed too."""
    if path != MANIFEST:
        safe(path.removeprefix(f"{BASE}/"))
    return path


def link_above(home: Path, path: str) -> str | None:
    """The first folder on the way from `home` to a path that is a link; None when there is none."""
    folders = list(PurePosixPath(path).parents)[-2::-1]
    return next((str(folder) for folder in folders if (home / folder).is_symlink()), None)
