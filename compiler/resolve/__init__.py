"""From the syntax tree to the intermediate representation, in passes that each report all they find."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from scic.compiler.diagnostics.base import Diagnostic, Severity
from scic.compiler.ir import Block, Experiment
from scic.compiler.parse import ast
from scic.compiler.resolve.assemble import assemble, whole
from scic.compiler.resolve.components import inside
from scic.compiler.resolve.context import Context
from scic.compiler.resolve.defaults import defaults
from scic.compiler.resolve.derived import derived
from scic.compiler.resolve.draft import Draft
from scic.compiler.resolve.facts import facts
from scic.compiler.resolve.names import names
from scic.compiler.resolve.params import params
from scic.compiler.resolve.ports import ports
from scic.compiler.resolve.references import references

Pass = Callable[[Draft], Iterable[Diagnostic]]

PASSES: tuple[Pass, ...] = (names, params, facts, references, derived, defaults, ports)


def resolve(
    file: ast.File, folder: Path, *, backend: str | None = None, engine: str | None = None, building: bool = False
) -> tuple[Experiment | None, list[Diagnostic]]:
    """The experiment that a file describes, and all that is wrong with it.

    `folder` is where its paths start; `backend` and `engine` override the spec's; for a build, a fact that nothing says
    is an error. Every pass runs on whatever the passes before it could make out, and so do the components' own checks.
    The experiment is None when a pass found an error, or when the data that would say what the fields are is not there.
    """
    draft = Draft(file, folder, building, backend, engine)
    found: list[Diagnostic] = []
    for step in PASSES:
        found.extend(step(draft))
    errors = [d.span for d in found if d.severity is Severity.ERROR]
    for block in draft.blocks:
        if any(block.node.span.start <= span.start < block.node.span.end for span in errors):
            block.component, block.rest = None, block.known
    if not draft.blocks:
        return None, found
    experiment, joined = assemble(draft), whole(draft)
    # what looks at the whole experiment waits until its data, networks and tasks fit
    blocks = experiment.blocks() if joined else (*experiment.data, *experiment.models)
    sound = joined and not errors
    return (experiment if sound else None), found + list(_checks(experiment, blocks))


def _checks(experiment: Experiment, blocks: Iterable[Block]) -> Iterator[Diagnostic]:
    for block in blocks:
        for path, component in inside(block.component):
            yield from component.check(Context(experiment, block, path))
