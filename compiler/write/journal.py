"""A change of several files that happens whole, whenever the machine goes down."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import PurePosixPath

from scic.compiler.diagnostics.rebuild import EditedMidway, LinkedFolder
from scic.compiler.write.disk import discard, lay, prune, settle, state
from scic.compiler.write.paths import OWN, STAGED, link_above
from scic.compiler.write.records import Journal, read
from scic.compiler.write.target import Target

_JOURNAL = f"{STAGED}/journal.json"
_NEW = f"{STAGED}/new"


def unfinished(target: Target) -> bool:
    """Whether a change has begun that the next build must finish; a folder that stays closed has none."""
    try:
        return (target.home / _JOURNAL).exists()
    except OSError:
        return False


def begin(target: Target, journal: Journal, contents: Mapping[str, bytes]) -> None:
    """Stage the contents and then the journal, whose arrival is the moment the change counts."""
    home = target.home
    try:
        lay(home / _NEW, contents)
        lay(home / STAGED, {"journal.part": journal.content()})
        (home / STAGED / "journal.part").replace(home / _JOURNAL)
    except OSError:  # not at an interrupt: the journal may have arrived
        with suppress(OSError):
            abandon(target)
        raise
    settle({home / STAGED, home / OWN, home})


def abandon(target: Target) -> None:
    """Take away what is staged, for a change that never began or is done."""
    discard(target.home / STAGED)
    prune(target.home, STAGED)


def finish(target: Target) -> None:
    """Carry out the change that has begun; without one, clean up after one that never did.

    A staged file that is gone has been moved in already, and removals come before all moves; so the same
    steps can be run again after a crash at any of them. Raises WriteRefused, with nothing changed, when
    a file that is still to be replaced was edited in the meantime.
    """
    home = target.home
    if link := link_above(home, _JOURNAL):
        raise target.refused(LinkedFolder, root=target.shown, path=link)
    journal = read(target, _JOURNAL, Journal)
    if journal is None:
        abandon(target)
        return
    waiting = {path: before for path, before in journal.place.items() if (home / _NEW / path).exists()}
    leaving = journal.remove if len(waiting) == len(journal.place) else {}
    _check(target, leaving | waiting)
    for path in leaving:
        (home / path).unlink(missing_ok=True)
        prune(home, path)
    for path in waiting:
        (home / path).parent.mkdir(parents=True, exist_ok=True)
        (home / _NEW / path).replace(home / path)
    changed = (*journal.remove, *journal.place)
    settle({home / parent for path in changed for parent in PurePosixPath(path).parents})
    abandon(target)


def _check(target: Target, due: Mapping[str, str | None]) -> None:
    for path in due:
        if link := link_above(target.home, path):
            raise target.refused(LinkedFolder, root=target.shown, path=link)
    edited = tuple(path for path in sorted(due) if state(target.home / path) not in (due[path], None))
    if edited:
        raise target.refused(EditedMidway, root=target.shown, paths=edited)
