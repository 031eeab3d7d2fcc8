"""The last step: a frozen experiment from a draft in which nothing is open any more."""

from __future__ import annotations

from typing import Any

from scic.compiler.catalogue.component import KINDS, Model, Task
from scic.compiler.catalogue.ports import Schema
from scic.compiler.ir import (
    DataBlock,
    Experiment,
    InterpretBlock,
    ModelBlock,
    StageBlock,
    TaskBlock,
    ValidateBlock,
)
from scic.compiler.resolve.draft import Draft, DraftBlock
from scic.compiler.resolve.networks import fits, published
from scic.compiler.resolve.ports import as_read


def whole(draft: Draft) -> bool:
    """Whether data, networks and tasks are all known: without its data, a spec can be clean and still be open."""
    parts = [draft.of(kind) for kind in ("data", "model", "task")]
    return all(parts) and all(_ready(draft, block) for blocks in parts for block in blocks)


def _ready(draft: Draft, block: DraftBlock) -> bool:
    """Whether a block is right, and so is all that it stands on."""
    if block.component is None:
        return False
    if block.kind == "model":
        wired = draft.inputs.get(block.name)
        below = [draft.block(name) for name in (wired.data, *wired.members)] if wired is not None else []
        return fits(draft, block) and all(each is not None and _ready(draft, each) for each in below)
    return block.kind != "task" or block.name in draft.targets


def assemble(draft: Draft) -> Experiment:
    """The experiment, as far as it is right: blocks that are not, or stand on one that is not, are left out.

    Its parts have been checked by the passes, so they are put together without checking them again.
    """
    right = {kind: [block for block in draft.of(kind) if _ready(draft, block)] for kind in KINDS}
    settings = draft.settings_block
    return Experiment.model_construct(
        name=draft.name,
        settings=draft.settings,
        at=settings.at if settings else draft.file.blocks[0].kind.span,
        places=settings.places if settings else {},
        spec=draft.file.source.path,
        text=draft.file.source.text,
        data=tuple(
            DataBlock.model_construct(**_common(b), record=draft.schemas.get(b.name, Schema({}))) for b in right["data"]
        ),
        models=tuple(_model(draft, block) for block in right["model"]),
        tasks=tuple(_task(draft, block) for block in right["task"]),
        stages=tuple(
            StageBlock.model_construct(
                **_common(b), start=draft.links.get((b.name, ("start",))), data=_linked_data(draft, b)
            )
            for b in right["method"]
        ),
        interprets=tuple(
            InterpretBlock.model_construct(**_common(b), layer=draft.layers.get(b.name)) for b in right["interpret"]
        ),
        validates=tuple(
            ValidateBlock.model_construct(**_common(b), data=_linked_data(draft, b)) for b in right["validate"]
        ),
        references=draft.fields,
    )


def _linked_data(draft: Draft, block: DraftBlock) -> dict[str, str]:
    """The data blocks that a block's settings name, by setting."""
    blocks = {data.name for data in draft.of("data")}
    return {str(path[0]): name for (owner, path), name in draft.links.items() if owner == block.name and name in blocks}


def _common(block: DraftBlock) -> dict[str, Any]:
    return {
        "kind": block.kind,
        "name": block.name,
        "component": block.component,
        "at": block.at,
        "places": block.places,
    }


def _model(draft: Draft, block: DraftBlock) -> ModelBlock:
    wired = draft.inputs[block.name]
    model = block.component
    assert isinstance(model, Model)
    return ModelBlock.model_construct(
        **_common(block),
        data=wired.data,
        fields=wired.fields,
        input=wired.type,
        gives=model.gives(wired.type),
        layers=published(draft, block),
        members=wired.members,
    )


def _task(draft: Draft, block: DraftBlock) -> TaskBlock:
    target = draft.targets[block.name]
    task = block.component
    assert isinstance(task, Task)
    return TaskBlock.model_construct(
        **_common(block),
        data=target.data,
        targets=target.fields,
        target=as_read(task, target.type),
        given=tuple(
            field for (owner, path), (_, field) in draft.fields.items() if (owner, path[0]) == (block.name, "predict")
        )
        if task.restores
        else (),
    )
