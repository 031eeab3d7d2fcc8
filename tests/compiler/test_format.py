"""The last step of a build: emitted Python laid out, and nothing in it that is not used."""

from __future__ import annotations

import pytest

from scic.compiler.format import FormatError, formatted


def test_python_is_laid_out_and_other_files_are_left_alone() -> None:
    files = {"a.py": "x = {  'b':1 }\n", "README.md": "x = {  'b':1 }\n", "p/b.py": "def f( ):return 1\n"}
    assert formatted(files) == {
        "a.py": 'x = {"b": 1}\n',
        "README.md": "x = {  'b':1 }\n",
        "p/b.py": "def f():\n    return 1\n",
    }


def test_imports_are_sorted_and_those_without_use_go() -> None:
    text = "import sys\nimport os\nfrom b import d, c\n\nprint(os.name, c)\n"
    assert formatted({"a.py": text})["a.py"] == "import os\n\nfrom b import c\n\nprint(os.name, c)\n"


def test_a_second_pass_changes_nothing() -> None:
    once = formatted({"a.py": f"import z,a\nx = [{', '.join(str(n) for n in range(90))}]\nprint(a, z)\n"})
    assert formatted(once) == once


def test_the_users_own_settings_have_no_say(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(str(tmp_path))
    monkeypatch.setenv("RUFF_CONFIG", "/nowhere/ruff.toml")
    assert formatted({"a.py": "x = 'a'\n"}) == {"a.py": 'x = "a"\n'}


def test_what_is_not_python_is_a_fault_of_the_compiler() -> None:
    with pytest.raises(FormatError, match=r"a\.py"):
        formatted({"a.py": "def ():\n"})
