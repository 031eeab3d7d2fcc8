"""`scic build`: from a spec to a project."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scic.compiler.cli.specs import known_format, say

if TYPE_CHECKING:
    from scic.compiler.ir import Experiment
    from scic.compiler.lint import Checked


class Emit(StrEnum):
    """The phases whose result can be printed."""

    tokens = "tokens"
    ast = "ast"
    ir = "ir"
    plan = "plan"


class Backend(StrEnum):
    """The frameworks a project can be written for."""

    pytorch = "pytorch"
    keras = "keras"


class Engine(StrEnum):
    """What Keras can compute with."""

    jax = "jax"
    torch = "torch"
    tensorflow = "tensorflow"


def build(
    spec: Annotated[Path, typer.Argument(help="The spec to build.")],
    out: Annotated[
        Path | None,
        typer.Option("--out", help="Folder of the project; beside the spec, under its name, by default."),
    ] = None,
    backend: Annotated[Backend | None, typer.Option("--backend", help="Overrides the spec's backend.")] = None,
    engine: Annotated[
        Engine | None, typer.Option("--engine", help="Overrides the spec's engine of a Keras project.")
    ] = None,
    emit: Annotated[Emit | None, typer.Option("--emit", help="Print a phase's result instead of writing.")] = None,
    form: Annotated[
        str, typer.Option("--format", callback=known_format, help="human, json, sarif or github.")
    ] = "human",
) -> None:
    """Write the project that a spec describes."""
    from scic.compiler.lint import lint

    if emit is Emit.tokens:
        _tokens(spec, form)
        return
    checked = lint(
        spec, backend=backend.value if backend else None, engine=engine.value if engine else None, building=True
    )
    if engine and checked.experiment is not None and checked.experiment.settings.backend != "keras":
        raise typer.BadParameter(
            "PyTorch projects have no engine to choose: add `--backend keras`", param_hint="--engine"
        )
    if emit is Emit.ast and checked.file is not None:
        _ast(checked)
        return
    if not checked.sound or checked.experiment is None or emit is not None:
        say([checked.report], form)
    if not checked.sound:
        raise typer.Exit(1)
    if checked.experiment is None:
        typer.echo(
            f"{spec}: the data is not there to say what its fields are; put it in place, or declare `fields`",
            err=True,
        )
        raise typer.Exit(1)
    if emit is Emit.ir:
        typer.echo(checked.experiment.completed().dumped())
        return
    _write(checked.experiment, out or spec.parent / checked.experiment.name, emit, form, checked)


def _tokens(spec: Path, form: str) -> None:
    from scic.compiler.diagnostics.base import Report
    from scic.compiler.parse import read, tokens

    source, faults = read(spec)
    if faults:
        say([Report.of(source, faults)], form)
        raise typer.Exit(1)
    for kind, text, line, column in tokens(source):
        typer.echo(f"{line}:{column}\t{kind}\t{text}")


def _ast(checked: Checked) -> None:
    import json

    from scic.compiler.parse import dump

    assert checked.file is not None
    typer.echo(json.dumps(dump(checked.file), indent=2, ensure_ascii=False))


def _write(experiment: Experiment, home: Path, emit: Emit | None, form: str, checked: Checked) -> None:
    import hashlib
    from importlib.metadata import version

    from scic.compiler.diagnostics.base import Report
    from scic.compiler.format import formatted
    from scic.compiler.lock import keep_lock
    from scic.compiler.plan import plan
    from scic.compiler.write import WriteRefused, write_project

    planned = plan(experiment, home)
    if emit is Emit.plan:
        typer.echo(str(planned))
        return
    files = {path: text.encode() for path, text in formatted(planned.files).items()}
    digest = hashlib.sha256(experiment.text.encode()).hexdigest()
    try:
        written = write_project(home, files, version=version("scic"), spec_hash=digest, at=experiment.at)
    except WriteRefused as refused:
        # one document for machines, with what the lint has found
        say([Report.of(checked.report.source, [*checked.report.diagnostics, *refused.diagnostics])], form)
        raise typer.Exit(1) from None
    say([checked.report], form)
    keep_lock(experiment)
    typer.echo(str(home), err=form != "human")  # stdout belongs to the findings where a machine reads them
    new, changed = len(written.created), len(written.changed)
    typer.echo(f"{new} files new, {changed} changed, {len(written.unchanged)} as they were", err=True)
    typer.echo(f"next: cd {home} && pip install . && python train.py", err=True)
