"""Projects on disk: what a build writes, what it keeps, and what it refuses."""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from scic.compiler.diagnostics.base import Diagnostic
from scic.compiler.source import Span
from scic.compiler.write import WriteRefused, Written, write_project

AT = Span(11, 19)
OLD = {
    "README.md": b"# Penguins\n",
    "train.py": b"print('train')\n",
    "penguins/config.py": b"EPOCHS = 100\n",
    "penguins/mlp.py": b"HIDDEN = 64\n",
}
NEW = {
    "README.md": b"# Penguins\n",
    "train.py": b"print('train better')\n",
    "penguins/config.py": b"EPOCHS = 200\n",
    "penguins/cnn.py": b"WIDTH = 32\n",
    "tests/test_shapes.py": b"def test(): ...\n",
}


def build(root: Path, files: dict[str, bytes], spec: str = "abc") -> Written:
    return write_project(root, files, version="0.1.0", spec_hash=spec, at=AT)


def refused(root: Path, files: dict[str, bytes]) -> list[Diagnostic]:
    with pytest.raises(WriteRefused) as caught:
        build(root, files)
    assert all(diagnostic.span == AT for diagnostic in caught.value.diagnostics)
    return list(caught.value.diagnostics)


def tree(root: Path) -> dict[str, tuple[bytes | str, int]]:
    """Every file and link below a folder with its content and the time of its last change."""
    found: dict[str, tuple[bytes | str, int]] = {}
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_symlink():
            found[name] = (str(path.readlink()), path.lstat().st_mtime_ns)
        elif path.is_file():
            found[name] = (path.read_bytes(), path.stat().st_mtime_ns)
    return found


def owned(root: Path) -> dict[str, bytes]:
    """The contents of the files outside `.scic`."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and ".scic" not in path.parts
    }


def test_a_fresh_build_writes_the_files_a_base_and_a_manifest(tmp_path: Path) -> None:
    root = tmp_path / "deep" / "er" / "penguins"
    written = build(root, OLD)
    assert owned(root) == OLD
    assert {path: (root / ".scic/base" / path).read_bytes() for path in OLD} == OLD
    manifest = json.loads((root / ".scic/manifest.json").read_text())
    assert manifest == {
        "format": 1,
        "scic": "0.1.0",
        "spec": "abc",
        "files": {path: sha256(content).hexdigest() for path, content in OLD.items()},
    }
    assert written == Written(root, tuple(sorted(OLD)), (), (), ())
    assert [path.name for path in root.parent.iterdir()] == ["penguins"]


def test_the_order_of_the_files_leaves_no_trace(tmp_path: Path) -> None:
    build(tmp_path / "a", OLD)
    build(tmp_path / "b", dict(reversed(OLD.items())))
    contents = [{name: entry[0] for name, entry in tree(tmp_path / root).items()} for root in "ab"]
    assert contents[0] == contents[1]


def test_an_empty_folder_is_built_in_place(tmp_path: Path) -> None:
    root = tmp_path / "penguins"
    root.mkdir()
    inode = root.stat().st_ino
    build(root, OLD)
    assert owned(root) == OLD
    assert root.stat().st_ino == inode
    assert sorted(path.name for path in (root / ".scic").iterdir()) == ["base", "manifest.json"]


def test_a_rebuild_changes_adds_and_removes(tmp_path: Path) -> None:
    root = tmp_path / "penguins"
    build(root, OLD)
    written = build(root, NEW, spec="def")
    assert owned(root) == NEW
    assert {
        path.relative_to(root / ".scic/base").as_posix(): path.read_bytes()
        for path in (root / ".scic/base").rglob("*")
        if path.is_file()
    } == NEW
    assert json.loads((root / ".scic/manifest.json").read_text())["spec"] == "def"
    assert written.created == ("penguins/cnn.py", "tests/test_shapes.py")
    assert written.changed == ("penguins/config.py", "train.py")
    assert written.removed == ("penguins/mlp.py",)
    assert written.unchanged == ("README.md",)


def test_a_rebuild_leaves_what_is_the_same_untouched(tmp_path: Path) -> None:
    root = tmp_path / "penguins"
    build(root, OLD)
    before = tree(root)
    build(root, OLD)
    assert tree(root) == before
    build(root, OLD | {"train.py": b"new\n"})
    after = tree(root)
    assert {name for name in before if before[name] != after[name]} == {
        "train.py",
        ".scic/base/train.py",
        ".scic/manifest.json",
    }


def test_folders_that_lose_their_last_file_go(tmp_path: Path) -> None:
    root = tmp_path / "penguins"
    build(root, OLD)
    build(root, {"README.md": OLD["README.md"]})
    assert not (root / "penguins").exists()


@pytest.mark.parametrize(
    ("before", "after"),
    [({"model": b"a"}, {"model/net.py": b"b"}), ({"model/net.py": b"b"}, {"model": b"a"})],
    ids=["file to folder", "folder to file"],
)
def test_a_file_and_a_folder_change_places(tmp_path: Path, before: dict[str, bytes], after: dict[str, bytes]) -> None:
    build(tmp_path / "p", before)
    build(tmp_path / "p", after)
    assert owned(tmp_path / "p") == after


def test_shell_scripts_can_be_run_and_the_rest_follows_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        build(tmp_path / "p", {"submit.sh": b"#!/bin/sh\n", "train.py": b""})
    finally:
        os.umask(before)
    modes = {name: stat.S_IMODE((tmp_path / "p" / name).stat().st_mode) for name in ("submit.sh", "train.py")}
    assert modes == {"submit.sh": 0o755, "train.py": 0o640}


def test_results_and_the_owners_files_stay_and_are_not_even_read(tmp_path: Path) -> None:
    root = tmp_path / "penguins"
    build(root, OLD)
    kept = {"runs/first/model.pt": b"w" * 1000, "penguins/notes.md": b"mine", "notebook.ipynb": b"{}"}
    for path, content in kept.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    before = {path: (root / path).stat() for path in kept}
    opened: list[str] = []
    watching = True
    sys.addaudithook(lambda event, args: opened.append(str(args[0])) if watching and event == "open" else None)
    build(root, {"README.md": b"only\n"})
    watching = False
    assert owned(root) == {"README.md": b"only\n"} | kept
    assert {path: (root / path).stat().st_ino for path in kept} == {p: s.st_ino for p, s in before.items()}
    assert opened
    assert not [path for path in opened if path.endswith(tuple(kept))]


def test_a_folder_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    (tmp_path / "papers.bib").write_text("@article{}")
    before = tree(tmp_path)
    (found,) = refused(tmp_path, OLD)
    assert found.code == "SCI701"
    assert found.message() == f"`{tmp_path}` is not empty, and scic did not write it"
    assert tree(tmp_path) == before


def test_edits_are_refused_with_every_file_named(tmp_path: Path) -> None:
    root = tmp_path / "penguins"
    build(root, OLD)
    (root / "train.py").write_text("print('mine')\n")
    (root / "README.md").unlink()
    (root / "README.md").symlink_to(root / ".scic/base/README.md")
    (root / "penguins/mlp.py").unlink()
    before = tree(root)
    (found,) = refused(root, OLD)
    assert found.code == "SCI702"
    assert found.message().endswith("`README.md` (edited), `penguins/mlp.py` (deleted), `train.py` (edited)")
    assert tree(root) == before


def test_an_edit_of_a_file_that_would_go_is_refused(tmp_path: Path) -> None:
    root = tmp_path / "penguins"
    build(root, OLD)
    (root / "penguins/mlp.py").write_text("HIDDEN = 65\n")
    (found,) = refused(root, NEW)
    assert "`penguins/mlp.py` (edited)" in found.message()
    assert owned(root) == OLD | {"penguins/mlp.py": b"HIDDEN = 65\n"}


def test_putting_the_base_back_is_the_mend_that_the_help_names(tmp_path: Path) -> None:
    root = tmp_path / "penguins"
    build(root, OLD)
    (root / "train.py").write_text("mine")
    (found,) = refused(root, NEW)
    assert f"`{root}/.scic/base`" in found.help()
    (root / "train.py").write_bytes((root / ".scic/base/train.py").read_bytes())
    build(root, NEW)
    assert owned(root) == NEW


def test_an_edit_that_the_new_build_makes_too_is_no_conflict(tmp_path: Path) -> None:
    root = tmp_path / "penguins"
    build(root, OLD)
    (root / "train.py").write_bytes(NEW["train.py"])
    (root / "penguins/mlp.py").unlink()
    build(root, NEW)
    assert owned(root) == NEW


def put_file(root: Path) -> str:
    (root / "penguins/cnn.py").write_text("mine")
    return "penguins/cnn.py"


def put_file_for_folder(root: Path) -> str:
    (root / "tests").write_text("mine")
    return "tests"


def put_folder_for_file(root: Path) -> str:
    (root / "penguins/cnn.py").mkdir()
    return "penguins/cnn.py"


@pytest.mark.parametrize("put", [put_file, put_file_for_folder, put_folder_for_file])
def test_the_owners_files_in_the_way_are_refused(tmp_path: Path, put: Callable[[Path], str]) -> None:
    root = tmp_path / "penguins"
    build(root, OLD)
    name = put(root)
    before = tree(root)
    (found,) = refused(root, NEW)
    assert found.code == "SCI703"
    assert f"already has `{name}`" in found.message()
    assert tree(root) == before


def test_a_folder_with_the_owners_files_does_not_become_a_file(tmp_path: Path) -> None:
    build(tmp_path, {"model/net.py": b"b"})
    (tmp_path / "model/mine.py").write_text("mine")
    (found,) = refused(tmp_path, {"model": b"a"})
    assert found.code == "SCI703"
    assert owned(tmp_path) == {"model/net.py": b"b", "model/mine.py": b"mine"}


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("", "empty"),
        ("/etc/passwd", "absolute"),
        ("../train.py", "leaves"),
        ("a/../../train.py", "leaves"),
        ("a//b", "empty part"),
        ("./a", "empty part"),
        ("a/", "empty part"),
        ("a\\b.py", "Windows does not allow \\"),
        ("C:/x", "Windows does not allow :"),
        ("what?.py", "Windows does not allow ?"),
        ("aux/model.py", "device"),
        ("nul.txt", "device"),
        ("COM1.py", "device"),
        ("end. ", "point or a space"),
        ("end.", "point or a space"),
        ("a\nb", "control"),
        ("a\x00b", "control"),
        ("\ud800", "surrogate"),
        (".scic/manifest.json", "records"),
        (".SCIC/x", "records"),
        ("runs/model.pt", "results"),
    ],
)
def test_unsafe_paths_are_refused(tmp_path: Path, path: str, why: str) -> None:
    root = tmp_path / "in" / "penguins"
    (found,) = refused(root, {path: b"", "train.py": b""})
    assert found.code == "SCI700"
    assert why in found.message()
    assert not root.parent.exists()


@pytest.mark.parametrize("path", ["コンソール/模型.py", "console.py", "a/.gitignore", "com.py", "runs.py", "a..b"])
def test_uncommon_but_sound_paths_pass(tmp_path: Path, path: str) -> None:
    build(tmp_path / "p", {path: b"x"})
    assert owned(tmp_path / "p") == {path: b"x"}


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({"Train.py": b"", "train.py": b""}, "upper and lower case"),
        ({"é.py": b"", "e\u0301.py": b""}, "upper and lower case"),
        ({"model": b"", "Model/net.py": b""}, "is a file, not a folder"),
    ],
)
def test_paths_that_collide_are_refused(tmp_path: Path, files: dict[str, bytes], why: str) -> None:
    (found,) = refused(tmp_path / "p", files)
    assert why in found.message()


def test_every_unsafe_path_is_named(tmp_path: Path) -> None:
    assert len(refused(tmp_path / "p", {"../a": b"", "aux": b"", "good": b""})) == 2


def test_a_link_out_of_the_project_is_never_written_through(tmp_path: Path) -> None:
    root, outside = tmp_path / "penguins", tmp_path / "outside"
    build(root, OLD)
    (root / "penguins").rename(outside)
    (root / "penguins").symlink_to(outside)
    before = tree(tmp_path)
    (found,) = refused(root, NEW)
    assert found.code == "SCI706"
    assert found.message().startswith("`penguins` in ")
    assert tree(tmp_path) == before


@pytest.mark.parametrize("name", [".scic", ".scic/base", ".scic/staged"])
def test_the_records_are_not_reached_through_links(tmp_path: Path, name: str) -> None:
    root, outside = tmp_path / "penguins", tmp_path / "outside"
    build(root, OLD)
    (root / ".scic/staged").mkdir()
    (root / name).rename(outside)
    (root / name).symlink_to(outside)
    before = tree(tmp_path)
    (found,) = refused(root, NEW)
    assert found.code == "SCI706"
    assert tree(tmp_path) == before


def test_a_link_for_the_results_and_for_the_project_itself_is_fine(tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    build(tmp_path / "link", OLD)
    (tmp_path / "real/runs").symlink_to(scratch)
    build(tmp_path / "link", NEW)
    assert owned(tmp_path / "real") == NEW
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real/runs").readlink() == scratch


def test_a_root_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "penguins").write_text("mine")
    (found,) = refused(tmp_path / "penguins", OLD)
    assert found.code == "SCI704"
    assert (tmp_path / "penguins").read_text() == "mine"


def test_a_root_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    (found,) = refused(tmp_path / "file/penguins", OLD)
    assert found.code == "SCI705"
    assert str(tmp_path / "file") in found.message()


def test_a_root_without_permission_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(path: Path, *args: object, **kwargs: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "mkdir", denied)
    (found,) = refused(tmp_path / "penguins", OLD)
    assert found.code == "SCI705"
    assert found.message().endswith("permission denied")
    assert "nothing was changed" in found.help()


@pytest.mark.parametrize("content", [b"oops", b"{}", b'{"format": 2}', b"\xff"])
def test_a_damaged_manifest_is_refused(tmp_path: Path, content: bytes) -> None:
    build(tmp_path / "p", OLD)
    (tmp_path / "p/.scic/manifest.json").write_bytes(content)
    (found,) = refused(tmp_path / "p", NEW)
    assert found.code == "SCI707"
    assert found.message().startswith(f"`{tmp_path}/p/.scic/manifest.json`")
    assert owned(tmp_path / "p") == OLD


def test_a_crafted_manifest_cannot_reach_out_of_the_project(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("precious")
    build(tmp_path / "p", OLD)
    record = tmp_path / "p/.scic/manifest.json"
    manifest = json.loads(record.read_text())
    manifest["files"]["../victim"] = sha256(b"precious").hexdigest()
    record.write_text(json.dumps(manifest))
    (found,) = refused(tmp_path / "p", NEW)
    assert found.code == "SCI707"
    assert victim.read_text() == "precious"


def test_a_crafted_journal_cannot_reach_out_of_the_project(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("precious")
    build(tmp_path / "p", OLD)
    (tmp_path / "p/.scic/staged").mkdir()
    journal = {"format": 1, "remove": {"../victim": sha256(b"precious").hexdigest()}, "place": {}}
    (tmp_path / "p/.scic/staged/journal.json").write_text(json.dumps(journal))
    (found,) = refused(tmp_path / "p", NEW)
    assert found.code == "SCI707"
    assert victim.read_text() == "precious"
