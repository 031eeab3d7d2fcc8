"""What changes pictures must find some, and take with it whatever has a place in them."""

from __future__ import annotations

from collections.abc import Iterator

from scic.compiler.catalogue import discovery
from scic.compiler.catalogue.component import Augment
from scic.compiler.catalogue.ports import Boxes, FieldType, Image, Molecule, Pair, Pixels, Tokens
from scic.compiler.diagnostics.base import Diagnostic, listed
from scic.compiler.diagnostics.ports import AugmentMismatch
from scic.compiler.resolve.draft import Draft, DraftBlock


def random_changes(draft: Draft, block: DraftBlock) -> Iterator[Diagnostic]:
    """Random changes need something to change: those of data their records, those of a stage the network's."""
    wired = [wired for wired in draft.inputs.values() if block.kind != "data" or wired.data == block.name]
    inputs = [each.type.moving if isinstance(each.type, Pair) else each.type for each in wired]
    # between two symbols there is nothing, and so no mixture of two records
    symbols = [type_ for type_ in inputs if isinstance(type_, (Molecule, Tokens))]
    symbols = symbols if len(symbols) == len(inputs) else []
    for slot, index, augment in _changes(block):
        span, name = block.place(slot, index), augment.named()
        if inputs and not augment.mixes and not any(isinstance(type_, Pixels) for type_ in inputs):
            yield AugmentMismatch(
                span=span,
                augment=name,
                reason="changes pictures, the network reads none",
                repair=f"remove `{name}`" + (", or use `mixup`" if slot == "augment" and not symbols else ""),
            )
        elif symbols and augment.mixes:
            yield AugmentMismatch(
                span=span,
                augment=name,
                reason=f"mixes numbers and pixels, the network reads {symbols[0].phrase()}",
                repair=f"remove `{name}`",
            )
        elif (left := _left_behind(draft, block, augment)) is not None:
            yield AugmentMismatch(
                span=span,
                augment=name,
                reason=f"{'mixes' if augment.mixes else 'moves'} pictures, and cannot take {left.phrase()} with them",
                repair=f"remove `{name}`, or use {listed(_carrying(left))}",
            )
        elif inputs and getattr(augment, "rank", None) == 2 and not any(isinstance(type_, Image) for type_ in inputs):
            yield AugmentMismatch(
                span=span,
                augment=name,
                reason="works on pictures of two dimensions",
                repair=f"remove `{name}`",
            )


def _left_behind(draft: Draft, block: DraftBlock, augment: Augment) -> FieldType | None:
    """A target with places in the picture that a change would leave where they were."""
    for target in draft.targets.values():
        concerned = block.kind != "data" or target.data == block.name
        if concerned and isinstance(target.type, Boxes) and (augment.moves or augment.mixes):
            return None if target.type.encoder in augment.carries else target.type
    return None


def _carrying(target: FieldType) -> tuple[str, ...]:
    """The changes that take such a target with the pixels."""
    return tuple(
        name
        for name in discovery.names("augment")
        if target.encoder in getattr(discovery.load("augment", name), "carries", ())
    )


def _changes(block: DraftBlock) -> Iterator[tuple[str, int, Augment]]:
    """The random changes that a block names itself: the setting, the place in it, the change."""
    for slot in ("augment", "views"):
        if (slot,) in block.places:
            for index, augment in enumerate(getattr(block.known, slot, None) or ()):
                yield slot, index, augment


def fixed_changes(draft: Draft, block: DraftBlock) -> Iterator[Diagnostic]:
    """Fixed changes of pictures need a picture."""
    schema, transforms = draft.schemas.get(block.name), getattr(block.known, "transform", ())
    if not transforms or schema is None or not schema.complete:
        return
    if not any(isinstance(type_, Pixels) for type_ in schema.fields.values()):
        name, reason = transforms[0].named(), f"changes pictures, `{block.name}` has none"
        span = block.place("transform", 0)
        yield AugmentMismatch(span=span, augment=name, reason=reason, repair=f"remove `{name}`")
