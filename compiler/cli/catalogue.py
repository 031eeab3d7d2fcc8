"""`scic catalogue`: everything a spec can name."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated

import typer


class Form(StrEnum):
    """How the catalogue is printed."""

    text = "text"
    json = "json"


def catalogue(
    form: Annotated[Form, typer.Option("--format", help="text or json.")] = Form.text,
) -> None:
    """List every component: kind, name, what it takes and gives, backends, survey section."""
    from scic.compiler.catalogue.discovery import backends, every
    from scic.compiler.catalogue.signature import gives, takes

    rows = [
        {
            "kind": cls.kind,
            "name": cls.named(),
            "takes": takes(cls),
            "gives": gives(cls),
            "backends": list(backends(cls)),
            "section": cls.section,
            "summary": (cls.__doc__ or "").strip().split("\n")[0],
        }
        for cls in every()
    ]
    if form is Form.json:
        typer.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    width = max(len(str(row["name"])) for row in rows)
    kind = ""
    for row in rows:
        if row["kind"] != kind:
            kind = str(row["kind"])
            typer.echo(f"\n{kind}" if kind else kind)
        marks = " ".join(row["backends"])
        section = f"§{row['section']}" if row["section"] else ""
        typer.echo(f"  {row['name']:<{width}}  {section:<7} {marks:<14} {row['summary']}")
        ports = [f"{word} {row[word]}" for word in ("takes", "gives") if row[word]]
        if ports:
            typer.echo(f"  {'':<{width}}  {'':<7} {'':<14} {'; '.join(ports)}")
