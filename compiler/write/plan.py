"""What a rebuild changes, file by file, decided from three versions: as emitted, as it stands, as new."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum, auto
from pathlib import Path, PurePosixPath

from scic.compiler.diagnostics.base import Diagnostic
from scic.compiler.diagnostics.rebuild import EditedFiles, ForeignFolder, InTheWay, LinkedFolder
from scic.compiler.frozen import Frozen
from scic.compiler.write.disk import NOT_A_FILE, digest, state
from scic.compiler.write.paths import BASE, MANIFEST, OWN, link_above
from scic.compiler.write.records import Journal, Manifest, read
from scic.compiler.write.target import Target, WriteRefused


class Step(Enum):
    """What a rebuild does with one file."""

    KEEP = auto()
    PLACE = auto()
    REMOVE = auto()
    REFUSE = auto()


def step(base: str | None, yours: str | None, new: str | None) -> Step:
    """The step for a file from its digests as emitted, as it stands and as new; None where it is absent."""
    if yours == new:
        return Step.KEEP
    if yours != base:
        return Step.REFUSE
    return Step.REMOVE if new is None else Step.PLACE


class Change(Frozen):
    """The files a rebuild touches or leaves, and the journal of it, which is empty when nothing changes."""

    created: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: tuple[str, ...]
    journal: Journal


def plan_change(target: Target, manifest: Manifest) -> Change:
    """The way from what stands in a folder to the files of a manifest.

    Raises WriteRefused, naming every file in question, when it would cost the owner of the folder anything.
    """
    home, new = target.home, manifest.files
    old = _emitted(target)
    records = _records(manifest)
    _refuse_links(target, [*old, *new, *records])

    found = {path: state(home / path) for path in sorted(old.keys() | new.keys())}
    leaving = {path for path in old.keys() - new.keys() if found[path] == old[path]}
    free = {path for path in new if found[path] == NOT_A_FILE and _vacated(home, path, leaving)}
    steps = {path: step(old.get(path), None if path in free else found[path], new.get(path)) for path in found}
    by_step = {kind: tuple(path for path in steps if steps[path] is kind) for kind in Step}
    _refuse_losses(target, old, found, by_step)

    stale = [f"{BASE}/{path}" for path in sorted(old.keys() - new.keys())]
    place = {path: found[path] for path in by_step[Step.PLACE]}
    place |= {path: now for path, after in records.items() if (now := state(home / path)) != after}
    remove = {path: found[path] for path in by_step[Step.REMOVE]}
    remove |= {path: now for path in stale if (now := state(home / path)) is not None}
    return Change(
        created=tuple(path for path in by_step[Step.PLACE] if path not in old),
        changed=tuple(path for path in by_step[Step.PLACE] if path in old),
        removed=by_step[Step.REMOVE],
        unchanged=tuple(path for path in by_step[Step.KEEP] if path in new),
        journal=Journal(remove=remove, place=place),
    )


def _emitted(target: Target) -> Mapping[str, str]:
    """The digests of the files as scic wrote them before; none where the folder is empty."""
    manifest = read(target, MANIFEST, Manifest)
    if manifest is not None:
        return manifest.files
    if any(entry.name != OWN for entry in target.home.iterdir()):
        raise target.refused(ForeignFolder, root=target.shown)
    return {}


def _records(manifest: Manifest) -> dict[str, str]:
    """The digests of the build's own records, the manifest last."""
    base = {f"{BASE}/{path}": after for path, after in manifest.files.items()}
    return base | {MANIFEST: digest(manifest.content())}


def _refuse_links(target: Target, paths: Iterable[str]) -> None:
    links = {link for path in paths if (link := link_above(target.home, path))}
    if links:
        raise WriteRefused(tuple(LinkedFolder(span=target.at, root=target.shown, path=link) for link in sorted(links)))


def _vacated(home: Path, path: str, leaving: set[str]) -> bool:
    """Whether a folder goes away with the files that leave, so that a file can take its place."""
    going = leaving | {str(parent) for file in leaving for parent in PurePosixPath(file).parents}
    inside = (entry.relative_to(home).as_posix() for entry in (home / path).rglob("*"))
    return path in going and all(entry in going for entry in inside)


def _refuse_losses(
    target: Target,
    old: Mapping[str, str],
    found: Mapping[str, str | None],
    by_step: Mapping[Step, tuple[str, ...]],
) -> None:
    refused = by_step[Step.REFUSE]
    ours = [path for path in refused if path in old]
    above = {str(folder) for path in by_step[Step.PLACE] for folder in list(PurePosixPath(path).parents)[:-1]}
    blocked = {path for path in refused if path not in old} | {
        path for path in above - old.keys() if (target.home / path).exists() and not (target.home / path).is_dir()
    }
    causes: list[Diagnostic] = []
    if ours:
        edited = tuple(path for path in ours if found[path] is not None)
        deleted = tuple(path for path in ours if found[path] is None)
        causes.append(EditedFiles(span=target.at, root=target.shown, edited=edited, deleted=deleted))
    if blocked:
        causes.append(InTheWay(span=target.at, root=target.shown, paths=tuple(sorted(blocked))))
    if causes:
        raise WriteRefused(tuple(causes))
