"""Writes projects: the only part of the compiler that touches the disk.

A new project is laid out in a folder beside its place and renamed into it. An existing one is changed file
by file under a journal: the new contents are staged in `.scic/staged`, the journal's arrival there decides,
then each file is moved in by an atomic replace. Swapping whole folders was left aside: it would need a move
of `runs/` and of the owner's files, with a moment when they are gone, break shells and trainings that stand
in the folder, and fail on mounted ones. So before the journal the old project is whole; after it the next
build finishes the same moves; and a `runs/` of any size costs nothing.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from scic.compiler.diagnostics.rebuild import CannotWrite, NotAFolder, UnsafePath
from scic.compiler.frozen import Frozen
from scic.compiler.source import Span
from scic.compiler.write.disk import digest, discard, lay, settle
from scic.compiler.write.journal import begin, finish, unfinished
from scic.compiler.write.paths import BASE, MANIFEST, faults
from scic.compiler.write.plan import plan_change
from scic.compiler.write.records import Manifest
from scic.compiler.write.target import Target, WriteRefused

__all__ = ["WriteRefused", "Written", "write_project"]


class Written(Frozen):
    """What a build did to the files of a project, each list sorted; the records in `.scic` are left out."""

    root: Path
    created: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: tuple[str, ...]


def write_project(root: Path, files: Mapping[str, bytes], *, version: str, spec_hash: str, at: Span) -> Written:
    """Write a project, or bring one that scic wrote before up to date; the owner's files and `runs/` stay.

    `files` are contents by POSIX path from the root. `at` is the place in the spec that refusals point to.
    Raises WriteRefused, with the project as it was, when a path is unsafe, when the folder is not ours or was
    edited, or when the system will not write; only where a crash or a failure hits the last moves is the
    project left for the next build to finish.
    """
    unsafe = tuple(UnsafePath(span=at, path=path, why=why) for path, why in faults(files))
    if unsafe:
        raise WriteRefused(unsafe)
    target = Target(Path(os.path.realpath(root)), root.as_posix(), at)
    manifest = Manifest(scic=version, spec=spec_hash, files={path: digest(files[path]) for path in sorted(files)})
    try:
        if target.home.is_dir():
            return _update(target, root, files, manifest)
        if target.home.exists():
            raise target.refused(NotAFolder, root=target.shown)
        return _create(target, root, files, manifest)
    except OSError as error:
        raise target.refused(
            CannotWrite,
            path=str(error.filename or root),
            reason=(error.strerror or str(error)).lower(),
            unfinished=unfinished(target),
        ) from error


def _create(target: Target, root: Path, files: Mapping[str, bytes], manifest: Manifest) -> Written:
    home = target.home
    temporary = home.with_name(f".{home.name}.scic-new")
    home.parent.mkdir(parents=True, exist_ok=True)
    discard(temporary)
    try:
        lay(temporary, _contents(files, manifest))
        temporary.rename(home)
    except BaseException:
        with suppress(OSError):
            discard(temporary)
        raise
    settle({home.parent})
    return Written(root, tuple(sorted(files)), (), (), ())


def _update(target: Target, root: Path, files: Mapping[str, bytes], manifest: Manifest) -> Written:
    finish(target)
    change = plan_change(target, manifest)
    if change.journal.place or change.journal.remove:
        contents = _contents(files, manifest)
        begin(target, change.journal, {path: contents[path] for path in change.journal.place})
        finish(target)
    return Written(root, change.created, change.changed, change.removed, change.unchanged)


def _contents(files: Mapping[str, bytes], manifest: Manifest) -> dict[str, bytes]:
    """Everything that a project holds: its files, a copy of each as emitted, and the manifest."""
    base = {f"{BASE}/{path}": content for path, content in files.items()}
    return {**files, **base, MANIFEST: manifest.content()}
