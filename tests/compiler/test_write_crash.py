"""Builds cut short: at every file operation, by a full disk, and by a real kill."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

from scic.compiler.source import Span
from scic.compiler.write import WriteRefused, write_project

OLD = {"a.py": b"a\n", "pkg/b.py": b"b\n", "pkg/gone.py": b"gone\n", "turn/x.py": b"x\n"}
NEW = {"a.py": b"a2\n", "pkg/b.py": b"b\n", "pkg/more/c.py": b"c\n", "turn": b"now a file\n"}
KEPT = {"runs/first/model.pt": b"weights", "pkg/mine.py": b"mine"}


class Killed(BaseException):
    """The machine goes down; nothing catches it."""


class _Fuse:
    """Counts the operations that change files and stops all of them from the nth on."""

    CHANGES = frozenset({"os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.chmod", "os.link", "os.symlink"})

    def __init__(self) -> None:
        self.left: int | None = None

    def __call__(self, event: str, args: tuple[object, ...]) -> None:
        if self.left is None:
            return
        writes = event == "open" and isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR)
        if writes or event in self.CHANGES:
            if self.left == 0:
                raise Killed
            self.left -= 1

    @contextmanager
    def burning(self, operations: int) -> Iterator[None]:
        self.left = operations
        try:
            yield
        finally:
            self.left = None


fuse = _Fuse()
sys.addaudithook(fuse)


def build(root: Path, files: dict[str, bytes]) -> None:
    write_project(root, files, version="0.1.0", spec_hash="abc", at=Span(0, 0))


def killed(root: Path, files: dict[str, bytes], operations: int) -> bool:
    try:
        with fuse.burning(operations):
            build(root, files)
    except Killed:
        return True
    return False


def contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def whole(files: dict[str, bytes], reference: Path) -> dict[str, bytes]:
    """Everything a project with these files holds, from a build that nothing disturbed."""
    shutil.rmtree(reference, ignore_errors=True)
    build(reference, files)
    return contents(reference)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "here" / "project"
    build(root, OLD)
    for path, content in KEPT.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    return root


def test_a_first_build_killed_anywhere_leaves_nothing_or_all(tmp_path: Path) -> None:
    expected = whole(NEW, tmp_path / "reference")
    for operations in count():
        root = tmp_path / str(operations) / "project"
        if not killed(root, NEW, operations):
            break
        assert not root.exists()
        build(root, NEW)
        assert contents(root) == expected
        assert [path.name for path in root.parent.iterdir()] == ["project"]
    assert operations > 2 * len(NEW)


def test_a_build_into_an_empty_folder_killed_anywhere_is_finished_by_the_next(tmp_path: Path) -> None:
    expected = whole(NEW, tmp_path / "reference")
    for operations in count():
        root = tmp_path / str(operations)
        root.mkdir()
        if not killed(root, NEW, operations):
            break
        build(root, NEW)
        assert contents(root) == expected
    assert operations > 2 * len(NEW)


@pytest.mark.parametrize("after", [NEW, OLD, {"other.py": b"o\n"}], ids=["same", "old", "other"])
def test_a_rebuild_killed_anywhere_is_whole_after_the_next(
    tmp_path: Path, project: Path, after: dict[str, bytes]
) -> None:
    before = contents(project)
    expected = whole(after, tmp_path / "reference") | KEPT
    for operations in count():
        root = tmp_path / str(operations)
        shutil.copytree(project, root)
        if not killed(root, NEW, operations):
            break
        if not (root / ".scic/staged/journal.json").exists():
            found = contents(root)
            staged = {path for path in found if path.startswith(".scic/staged/")}
            assert {path: found[path] for path in found.keys() - staged} in (
                before,
                whole(NEW, tmp_path / "reference") | KEPT,
            )
        build(root, after)
        assert contents(root) == expected
        shutil.rmtree(root)
    assert operations > 4 * len(NEW)


def test_the_next_build_may_be_killed_as_well(tmp_path: Path, project: Path) -> None:
    expected = whole(NEW, tmp_path / "reference") | KEPT
    for first in range(0, 60, 3):
        root = tmp_path / str(first)
        shutil.copytree(project, root)
        killed(root, NEW, first)
        for later in (1, 2, 3, 5, 8, 13):
            killed(root, NEW, later)
        build(root, NEW)
        assert contents(root) == expected


def cut_in_the_moves(root: Path) -> None:
    """Kill a rebuild just after its journal arrived, before any file moved."""
    for operations in count():
        trial = root.with_name("trial")
        shutil.copytree(root, trial)
        killed(trial, NEW, operations)
        if (trial / ".scic/staged/journal.json").exists():
            shutil.rmtree(root)
            trial.rename(root)
            return
        shutil.rmtree(trial)


def test_an_edit_between_the_crash_and_the_next_build_is_not_lost(project: Path) -> None:
    cut_in_the_moves(project)
    (project / "a.py").write_text("mine")
    with pytest.raises(WriteRefused) as caught:
        build(project, NEW)
    (found,) = caught.value.diagnostics
    assert found.code == "SCI708"
    assert "`a.py`" in found.message()
    assert (project / "a.py").read_text() == "mine"
    (project / "a.py").rename(project / "my_a.py")
    build(project, NEW)
    assert (project / "a.py").read_bytes() == NEW["a.py"]
    assert (project / "my_a.py").read_text() == "mine"


def test_a_damaged_journal_is_refused(project: Path) -> None:
    cut_in_the_moves(project)
    (project / ".scic/staged/journal.json").write_text("{")
    before = contents(project)
    with pytest.raises(WriteRefused) as caught:
        build(project, NEW)
    assert [found.code for found in caught.value.diagnostics] == ["SCI707"]
    assert contents(project) == before


def test_an_interrupt_as_the_journal_arrives_is_finished_by_the_next_build(
    tmp_path: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Path.replace

    def interrupted(path: Path, new: Path) -> Path:
        replace(path, new)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", interrupted)
        with pytest.raises(KeyboardInterrupt):
            build(project, NEW)
    build(project, OLD)
    assert contents(project) == whole(OLD, tmp_path / "reference") | KEPT


class _FullDisk:
    """A disk that takes no more from the nth time that it is asked to hold what was written."""

    def __init__(self, left: int) -> None:
        self.left = left

    def __call__(self, descriptor: int) -> None:
        if self.left == 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        self.left -= 1


def test_a_full_disk_leaves_the_old_project_or_an_unfinished_one(
    tmp_path: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(project)
    expected = whole(NEW, tmp_path / "reference") | KEPT
    helps: set[str] = set()
    for room in count():
        root = tmp_path / str(room)
        shutil.copytree(project, root)
        disk = _FullDisk(room)
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", disk)
            try:
                build(root, NEW)
                break
            except WriteRefused as refusal:
                (found,) = refusal.diagnostics
        assert found.code == "SCI705"
        assert found.message() == f"cannot write `{root}`: no space left on device"
        helps.add(found.help())
        if "nothing was changed" in found.help():
            assert contents(root) == before
            assert not (root / ".scic/staged").exists()
        build(root, NEW)
        assert contents(root) == expected
    assert len(helps) == 2


def test_a_full_disk_leaves_no_half_of_a_first_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "here"
    for room in range(2 * len(NEW)):
        monkeypatch.setattr(os, "fsync", _FullDisk(room))
        with pytest.raises(WriteRefused):
            build(folder / "project", NEW)
        assert list(folder.iterdir()) == []


def test_a_file_system_that_cannot_sync_folders_is_fine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sync = os.fsync

    def files_only(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "Invalid argument")
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", files_only)
    build(tmp_path / "project", OLD)
    build(tmp_path / "project", NEW)
    assert (tmp_path / "project/a.py").read_bytes() == NEW["a.py"]


KILLED_BUILD = """
import os, signal, sys
from pathlib import Path
from scic.compiler.source import Span
from scic.compiler.write import write_project
root, operations, files = Path(sys.argv[1]), int(sys.argv[2]), eval(sys.argv[3])
def hook(event, args):
    global operations
    if event in {"os.rename", "os.mkdir", "os.remove", "os.rmdir"}:
        operations -= 1
        if operations < 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(hook)
write_project(root, files, version="0.1.0", spec_hash="abc", at=Span(0, 0))
"""


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
@pytest.mark.parametrize("operations", [2, 9, 16])
def test_a_build_killed_for_real_is_finished_by_the_next(tmp_path: Path, project: Path, operations: int) -> None:
    command = [sys.executable, "-c", KILLED_BUILD, str(project), str(operations), repr(NEW)]
    assert subprocess.run(command, check=False).returncode == -9
    build(project, NEW)
    assert contents(project) == whole(NEW, tmp_path / "reference") | KEPT
