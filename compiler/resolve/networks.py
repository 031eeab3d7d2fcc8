"""Networks whose inputs are known: what they give, and the layers that they publish."""

from __future__ import annotations

from collections.abc import Iterator

from scic.compiler.catalogue.component import Model
from scic.compiler.catalogue.ports import Layer, Representation
from scic.compiler.resolve.draft import Draft, DraftBlock, Wired


def fits(draft: Draft, block: DraftBlock) -> bool:
    """Whether all that a model is to read is known, and of a type that it takes."""
    wired, model = draft.inputs.get(block.name), block.component
    return wired is not None and isinstance(model, Model) and takes(model, wired)


def takes(model: Model, wired: Wired) -> bool:
    """Whether a model takes all that it is to read."""
    read = wired.type if isinstance(wired.type, tuple) else (wired.type,)
    return all(isinstance(port, model.takes) for port in read)


def given(draft: Draft, block: DraftBlock) -> Representation:
    """What a model gives that `fits`."""
    assert isinstance(block.component, Model)
    return block.component.gives(draft.inputs[block.name].type)


def published(draft: Draft, block: DraftBlock) -> tuple[Layer, ...]:
    """The layers of a model that `fits`, in order; those of a member bear its name in front."""
    assert isinstance(block.component, Model)
    wired = draft.inputs[block.name]
    inner = [
        Layer(f"{name}.{layer.name}", layer.port)
        for name in wired.members
        if (member := draft.block(name)) is not None
        for layer in published(draft, member)
    ]
    return (*inner, *block.component.layers(wired.type))


def tops(draft: Draft) -> Iterator[DraftBlock]:
    """The models that no other joins."""
    joined = {
        name
        for block in draft.of("model")
        for (owner, path), name in draft.links.items()
        if owner == block.name and path[0] == "of"
    }
    yield from (block for block in draft.of("model") if block.name not in joined)
