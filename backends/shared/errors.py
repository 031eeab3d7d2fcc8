"""The error of data that cannot be used, and how a script tells it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class DataError(ValueError):
    """Data that cannot be used: `problem` says what was found where, `remedy` what mends it."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem}; {remedy}")
        self.problem = problem
        self.remedy = remedy


@contextmanager
def plain_errors() -> Iterator[None]:
    """End a script in which data cannot be used with that one line: nobody mends data by a traceback."""
    try:
        yield
    except DataError as error:
        raise SystemExit(f"error: {error}") from None
