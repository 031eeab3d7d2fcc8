"""`scic fmt`: one way to lay out a spec."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path
from typing import Annotated

import typer

from scic.compiler.cli.specs import say, specs_in


def fmt(
    specs: Annotated[list[Path] | None, typer.Argument(help="Specs, or folders that hold specs.")] = None,
    check: Annotated[bool, typer.Option("--check", help="Change nothing; exit with 1 if anything would.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Change nothing; print what would.")] = False,
) -> None:
    """Lay out specs in the one style; comments stay where they are."""
    from scic.compiler.diagnostics.base import Report
    from scic.compiler.fmt import format as laid_out
    from scic.compiler.parse import parse, read
    from scic.compiler.write.disk import replace_text

    failed = changed = False
    for path in specs_in(specs or []):
        source, faults = read(path)
        if not faults:
            file, faults = parse(source)
        if faults:
            say([Report.of(source, faults)], "human")
            failed = True
            continue
        text = laid_out(source, file)
        if text == source.text:
            continue
        changed = True
        if diff:
            old, new = source.text.splitlines(keepends=True), text.splitlines(keepends=True)
            typer.echo("".join(unified_diff(old, new, str(path), str(path))), nl=False)
        elif check:
            typer.echo(f"{path} is not laid out", err=True)
        else:
            replace_text(path, text)
            typer.echo(f"{path} laid out", err=True)
    if failed or (changed and (check or diff)):
        raise typer.Exit(1)
