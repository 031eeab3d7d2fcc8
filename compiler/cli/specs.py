"""What the commands share: finding specs, and saying what was found in them."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import typer

from scic.compiler.diagnostics.base import Report
from scic.compiler.diagnostics.render import FORMATS


def specs_in(paths: Sequence[Path]) -> list[Path]:
    """The specs that are named, and those in the folders that are named, sorted.

    Exits with 2 when a folder holds none.
    """
    found: list[Path] = []
    for path in paths or [Path()]:
        below = sorted(_below(path)) if path.is_dir() else [path]
        if not below:
            typer.echo(f"no .sci file in {path}", err=True)
            raise typer.Exit(2)
        found += below
    return list(dict.fromkeys(found))


def _below(folder: Path) -> Iterator[Path]:
    """Specs under a folder; the copies inside emitted projects are not specs of their own."""
    for path in folder.rglob("*.sci"):
        if not (path.parent / ".scic").is_dir() and not any(
            part.startswith(".") for part in path.parts[:-1] if part != ".."
        ):
            yield path


def say(reports: Sequence[Report], form: str) -> None:
    """Print findings: for people to stderr, for machines to stdout."""
    human = form == "human"
    if human and not any(report.diagnostics for report in reports):
        return
    text = FORMATS[form](reports, color=human and sys.stderr.isatty())
    if text:
        typer.echo(text.rstrip("\n"), err=human)


def known_format(form: str) -> str:
    """Check the value of `--format`."""
    if form not in FORMATS:
        raise typer.BadParameter(f"{form!r} is none of {', '.join(FORMATS)}")
    return form
