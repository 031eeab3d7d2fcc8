"""`scic lint`: check specs without building anything."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from scic.compiler.cli.specs import known_format, say, specs_in


def lint(
    specs: Annotated[list[Path] | None, typer.Argument(help="Specs, or folders that hold specs.")] = None,
    form: Annotated[
        str, typer.Option("--format", callback=known_format, help="human, json, sarif or github.")
    ] = "human",
) -> None:
    """Check that the parts of an experiment fit, before anything runs."""
    from scic.compiler.lint import lint as check

    checked = [check(path) for path in specs_in(specs or [])]
    say([one.report for one in checked], form)
    if form == "human" and not any(one.report.diagnostics for one in checked):
        typer.echo(f"{len(checked)} spec{'s' if len(checked) > 1 else ''}, nothing to report", err=True)
    if not all(one.sound for one in checked):
        raise typer.Exit(1)
