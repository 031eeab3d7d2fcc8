"""What is wrong with data, or odd about them, and how a script tells it."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OWN = Path(__file__).parent
"""Where the modules are whose warnings are of the data."""


class DataError(ValueError):
    """Data that cannot be used: `problem` says what was found where, `remedy` what mends it."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem}; {remedy}")
        self.problem = problem
        self.remedy = remedy


@contextmanager
def plain_errors() -> Iterator[None]:
    """Tell what is wrong with data, or odd about them, in one line: nobody mends data by a traceback.

    An error ends the script.
    """
    usual = warnings.formatwarning

    def plain(
        message: Warning | str, category: type[Warning], filename: str, lineno: int, line: str | None = None
    ) -> str:
        if Path(filename).is_relative_to(OWN):
            return f"warning: {message}\n"
        return usual(message, category, filename, lineno, line)

    warnings.formatwarning = plain
    try:
        yield
    except DataError as error:
        raise SystemExit(f"error: {error}") from None
    finally:
        warnings.formatwarning = usual
