"""The text of `scic explain`, as the docstrings give it."""

from __future__ import annotations

import pytest

from scic.compiler.diagnostics.base import Diagnostic
from scic.compiler.diagnostics.catalogue import all_codes, collect
from scic.compiler.diagnostics.docs import doc


class Whole(Diagnostic):
    """A setting given twice.

    The second would silently
    win.

    So neither is taken.

    Example:
        model mlp {
          depth: 3

          depth: 4
        }

    Repair:
        model mlp { depth: 4 }
    """

    code = "SCI299"


class Bare(Diagnostic):
    code = "SCI298"


def test_a_docstring_is_taken_apart() -> None:
    found = doc(Whole)
    assert found.title == "A setting given twice."
    assert found.meaning == "The second would silently win.\n\nSo neither is taken."
    assert found.example == "model mlp {\n  depth: 3\n\n  depth: 4\n}"
    assert found.repair == "model mlp { depth: 4 }"


def test_a_class_without_a_docstring_does_not_get_its_parents() -> None:
    assert doc(Bare).title == ""


@pytest.mark.parametrize("code", all_codes())
def test_every_code_explains_itself(code: str) -> None:
    found = doc(all_codes()[code])
    assert found.title.endswith(".")
    assert found.meaning
    assert found.example
    assert found.repair
    assert found.example != found.repair


def test_the_codes_are_found_and_sorted() -> None:
    codes = all_codes()
    assert list(codes) == sorted(codes)
    assert codes["SCI702"].__name__ == "EditedFiles"
    assert all(cls.code == code for code, cls in codes.items())


def test_a_code_used_twice_is_an_error() -> None:
    class Twin(Diagnostic):
        code = "SCI299"

    with pytest.raises(ValueError, match=r"SCI299 is both .*Whole and .*Twin"):
        collect([Whole, Twin])


@pytest.mark.parametrize("code", ["SCI1", "SCI900", "E101", "sci101"])
def test_a_code_of_another_form_is_an_error(code: str) -> None:
    odd = type("Odd", (Diagnostic,), {"code": code})
    with pytest.raises(ValueError, match="SCI000 to SCI799"):
        collect([odd])
