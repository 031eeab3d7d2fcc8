"""Files that are no specs are named, never a traceback."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from scic.compiler.parse import parse, read


def found(path: Path) -> list[tuple[str, str]]:
    source, diagnostics = read(path)
    assert source.text == ""
    return [(d.code, d.message().replace(str(path), "PATH")) for d in diagnostics]


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    assert found(tmp_path / "no.sci") == [("SCI001", "cannot read `PATH`: no such file or directory")]
    assert found(tmp_path)[0][0] == "SCI001"
    assert found(Path("a\0b"))[0][0] == "SCI001"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "secret.sci"
    path.write_text("model mlp")
    path.chmod(0)
    assert found(path) == [("SCI001", "cannot read `PATH`: permission denied")]


@pytest.mark.parametrize(
    ("data", "byte"), [(b"model \xff", 7), (b"\x89PNG\r\n\x1a\n\0\0", 1), (b"model\0", 6), ("ä".encode("latin-1"), 1)]
)
def test_a_file_that_is_not_text(tmp_path: Path, data: bytes, byte: int) -> None:
    path = tmp_path / "x.sci"
    path.write_bytes(data)
    code, message = found(path)[0]
    assert code == "SCI002"
    if b"\0" not in data or data == b"model\0":
        assert message == f"`PATH` is not UTF-8 text: byte {byte} does not belong"


def test_a_byte_order_mark_moves_no_column(tmp_path: Path) -> None:
    path = tmp_path / "x.sci"
    path.write_bytes(b"\xef\xbb\xbfmodle mlp\r\n")
    source, none = read(path)
    assert none == ()
    _, (mistake,) = parse(source)
    assert source.position(mistake.span.start) == (1, 1)


def test_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "x.sci"
    path.write_text(" # nothing yet\n")
    source, _ = read(path)
    assert [d.code for d in parse(source)[1]] == ["SCI003"]
