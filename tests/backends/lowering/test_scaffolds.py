from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from scic.backends.lowering import scaffolds


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    """Environments are made once a process: forget those of this test, and those before it."""
    scaffolds.environment.cache_clear()
    yield
    scaffolds.environment.cache_clear()


def test_scaffolds_are_compiled_once_for_all_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    scaffolds.environment("pytorch").get_template("report.py.jinja")
    (kept,) = tmp_path.rglob("scic_*.cache")
    kept.write_bytes(b"cut short")
    scaffolds.environment.cache_clear()
    assert scaffolds.environment("pytorch").get_template("report.py.jinja").filename.endswith("report.py.jinja")


@pytest.mark.parametrize("error", [OSError, RuntimeError])
def test_where_no_folder_is_safe_they_are_compiled_anew(
    monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    def refuse(**_: str) -> None:
        raise error("no safe folder")

    monkeypatch.setattr(scaffolds, "FileSystemBytecodeCache", refuse)
    made = scaffolds.environment("pytorch")
    assert made.bytecode_cache is None
    assert made.get_template("report.py.jinja")
