"""`interpret.py` of a project: a function for each explanation."""

from __future__ import annotations

from typing import Any

from scic.backends.lowering.modules import defines, path_of
from scic.backends.lowering.project import Project
from scic.backends.lowering.reading import column_of, read_by
from scic.backends.lowering.wire import Import, call, module_of
from scic.compiler.catalogue.ports import FieldType, Table
from scic.compiler.ir import InterpretBlock, ModelBlock, TaskBlock

ATTRIBUTION = "scic.backends.shared.attribution_figure"


def fill_interpret(project: Project, **context: str) -> None:
    """Fill `interpret.py`; `context` names what a family of projects has beside the usual."""
    experiment = project.experiment
    imports: list[Import] = []
    explanations = [_explanation(project, block, imports) for block in experiment.interprets]
    attributions = any("labels" in task["figure"] for each in explanations for task in each["tasks"])
    project.fill(
        "interpret.py",
        "interpret.py.jinja",
        imports,
        explanations=explanations,
        **context,
        labels=attributions,
    )


def _explanation(project: Project, block: InterpretBlock, imports: list[Import]) -> dict[str, Any]:
    component = block.component
    module = module_of(component, project.backend)
    explain = f"explain_{component.named()}"
    imports.append(Import(project.use(module, "explain").file, "explain", explain))
    own = _own_figure(block)
    drawing = module_of(component, "shared") if own else ATTRIBUTION
    figure, caption = (
        f"draw_{component.named()}" if own else "draw",
        f"describe_{component.named()}" if own else "describe",
    )
    for name, alias in (("figure", figure), ("caption", caption)):
        imports.append(Import(project.use(drawing, name).file, name, alias))
    tasks = []
    for task in project.experiment.tasks:
        known = {"task": repr(task.name), "layer": repr(block.layer)}
        made = call(module, "explain", component, "settings", known=known, given=["model", "tensors"])
        several = len(project.experiment.tasks) > 1
        tasks.append(
            {
                "name": task.name,
                "call": made.replace("explain(", f"{explain}(", 1),
                "file": f"{block.name}_{task.name}" if several else block.name,
                "title": block.name.replace("_", " ") + (f" of {task.name}" if several else ""),
                "figure": f"{figure}({_figure_arguments(project, block, task, own, imports)})",
                "caption": f"{caption}(arrays)",
            }
        )
    return {
        "name": block.name,
        "function": f"{block.name}_figure",
        "phrase": (type(component).__doc__ or "").strip().split("\n")[0].rstrip("."),
        "tasks": tasks,
        "section": "representation" if own else "explanations",
    }


def _own_figure(block: InterpretBlock) -> bool:
    """Whether the component draws something of its own instead of an attribution."""
    try:
        path_of(module_of(block.component, "shared"))
    except FileNotFoundError:
        return False
    return True


def _figure_arguments(
    project: Project, block: InterpretBlock, task: TaskBlock, own: bool, imports: list[Import]
) -> str:
    if own:
        _, key = project.experiment.references.get((block.name, ("by",)), ("", task.key))
        classes = f"data.facts[{key!r}].get('classes', [])"
        return f"arrays, classes={classes}, value={key!r}"
    trunks = project.experiment.trunks
    tables = [trunk.name for trunk in trunks if isinstance(trunk.input, Table)]
    numeric = "data.facts['table']['numeric']" if tables else "[]"
    columns = ", ".join(f"{name!r}: model.trunks[{name!r}].inputs.names" for name in tables)
    drawings = [
        f"{trunk.name!r}: {drawing}" for trunk in trunks if (drawing := _drawing(project, trunk, imports)) is not None
    ]
    pictures = {trunk.name: trunk.fields[0] for trunk in trunks if read_by(trunk)}
    labels = f"labels(records, model, data, config, {task.name!r})"
    own_ways = f", drawings={{{', '.join(drawings)}}}" if drawings else ""
    return f"arrays, batch, columns={{{columns}}}, pictures={pictures!r}, numeric={numeric}, labels={labels}{own_ways}"


def _drawing(project: Project, trunk: ModelBlock, imports: list[Import]) -> str | None:
    """How the records that a trunk reads are drawn, where their field's component says so."""
    if not isinstance(trunk.input, FieldType):
        return None
    kind = trunk.input.encoder
    module, name = f"scic.backends.components.field.{kind}.drawing", f"draw_{kind}"
    if not defines(module, name):
        return None
    imports.append(project.use(module, name))
    return f"partial({name}, records[{column_of(project.experiment.records, trunk.fields[0])!r}])"
