"""The command line: `scic build`, `lint`, `fmt`, `explain`, `catalogue`; one command a file.

Exit codes: 0 clean, 1 the spec or the data is at fault, 2 the command line is at fault, 3 scic itself failed.
"""

from __future__ import annotations

import gc
import os
import sys
import traceback
from pathlib import Path

# A run is short: to look for cycles of garbage would take longer than all of them are worth.
gc.disable()

# Looking for pydantic's plugins reads the metadata of everything that is installed, at every start.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

import typer

from scic.compiler.cli.build import build
from scic.compiler.cli.catalogue import catalogue
from scic.compiler.cli.explain import explain
from scic.compiler.cli.fmt import fmt
from scic.compiler.cli.lint import lint

app = typer.Typer(
    name="scic",
    help="Compile a small spec of a deep-learning experiment into a project of your own.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for command in (build, lint, fmt, explain, catalogue):
    app.command()(command)


def version(value: bool) -> None:
    """Print the version and end."""
    if value:
        from importlib.metadata import version as of

        typer.echo(of("scic"))
        raise typer.Exit


@app.callback()
def options(
    version: bool = typer.Option(False, "--version", callback=version, is_eager=True, help="Print the version."),
) -> None:
    """Compile a small spec of a deep-learning experiment into a project of your own."""


def main() -> None:
    """Run the command line; a fault of scic's own is reported to a file and ends with 3.

    The process ends at once: to take it apart object by object, as Python does, would be a sixth of a run of lint.
    """
    try:
        app()
    except SystemExit as end:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:  # where it was closed before the start
                stream.flush()
        os._exit(int(end.code or 0))
    except Exception:
        import tempfile  # nearly every run goes well, and starts without it

        with tempfile.NamedTemporaryFile("w", prefix="scic-report-", suffix=".txt", delete=False) as report:
            report.write(f"{' '.join(sys.argv)}\n\n{traceback.format_exc()}")
        typer.echo(f"scic itself failed; what happened stands in {Path(report.name)}, please report it", err=True)
        raise SystemExit(3) from None
