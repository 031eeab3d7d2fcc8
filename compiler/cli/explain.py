"""`scic explain`: what a code means, what a component does."""

from __future__ import annotations

import inspect
import re
from typing import Annotated

import typer


def explain(
    name: Annotated[str, typer.Argument(help="A code such as SCI301, or a component such as unet.")],
) -> None:
    """Explain a diagnostic or a component."""
    text = _code(name.upper()) if re.fullmatch(r"sci\d+", name, re.IGNORECASE) else _component(name)
    typer.echo(text)


def _code(code: str) -> str:
    from scic.compiler.diagnostics.catalogue import all_codes
    from scic.compiler.diagnostics.docs import doc

    codes = all_codes()
    if code not in codes:
        raise typer.BadParameter(f"there is no {code}; the codes run from {min(codes)} to {max(codes)}")
    found = doc(codes[code])
    parts = [f"{codes[code].severity.value}[{code}]: {found.title}", found.meaning]
    if found.example:
        parts += [f"For example:\n\n{_indented(found.example)}", f"Mended:\n\n{_indented(found.repair)}"]
    return "\n\n".join(part for part in parts if part)


def _component(name: str) -> str:
    from scic.compiler.catalogue import discovery
    from scic.compiler.catalogue.signature import signature
    from scic.compiler.diagnostics.base import did_you_mean

    kind, _, short = name.rpartition(".")
    found = [
        discovery.load(each, short)
        for each in discovery.kinds()
        if short in discovery.names(each) and kind in ("", each)
    ]
    if not found:
        every = {each for group in discovery.kinds() for each in discovery.names(group)}
        raise typer.BadParameter(f"there is no component `{name}`; {did_you_mean(short, every, 'component')}")
    return "\n\n\n".join(f"{cls.kind} {cls.named()}\n\n{inspect.getdoc(cls)}\n\n{signature(cls)}" for cls in found)


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" if line else "" for line in text.splitlines())
