from __future__ import annotations

import warnings

import pytest

from scic.backends.shared.errors import DataError, DataWarning, plain_errors


def test_what_is_odd_about_data_is_one_line_and_other_warnings_are_as_ever(capsys: pytest.CaptureFixture[str]) -> None:
    with warnings.catch_warnings(), plain_errors():
        # pytest gathers warnings; a script shows them
        warnings.simplefilter("always")
        warnings.showwarning = lambda *said, **_: print(warnings.formatwarning(*said[:4]), end="")
        warnings.warn("2 sequences are cut", category=DataWarning, stacklevel=1)
        warnings.warn("old", category=DeprecationWarning, stacklevel=1)
    first, *rest = capsys.readouterr().out.splitlines()
    assert first == "warning: 2 sequences are cut"
    assert "test_errors.py" in rest[0] and "DeprecationWarning: old" in rest[0]


def test_a_data_error_ends_a_script_with_its_remedy() -> None:
    with pytest.raises(SystemExit, match=r"^error: `a\.csv` is empty; fill it$"), plain_errors():
        raise DataError("`a.csv` is empty", "fill it")
    assert warnings.formatwarning.__name__ != "plain"
