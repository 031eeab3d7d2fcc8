from __future__ import annotations

import warnings

import pytest

from scic.backends.shared import errors
from scic.backends.shared.errors import DataError, plain_errors


def test_what_a_project_says_of_data_is_one_line_and_other_warnings_are_as_ever() -> None:
    usual = warnings.formatwarning
    with plain_errors():
        own = warnings.formatwarning("2 sequences are cut", UserWarning, errors.__file__, 3)
        other = warnings.formatwarning("2 sequences are cut", UserWarning, __file__, 3)
    assert own == "warning: 2 sequences are cut\n"
    assert other == usual("2 sequences are cut", UserWarning, __file__, 3) != own
    assert warnings.formatwarning is usual


def test_a_data_error_ends_a_script_with_its_remedy() -> None:
    usual = warnings.formatwarning
    with pytest.raises(SystemExit, match=r"^error: `a\.csv` is empty; fill it$"), plain_errors():
        raise DataError("`a.csv` is empty", "fill it")
    assert warnings.formatwarning is usual
