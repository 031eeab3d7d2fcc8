"""How the records of a data block are read: from its container, transformed, with fields made of others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from scic.backends.lowering.config import attributes, member_names
from scic.backends.lowering.modules import defines, parameters
from scic.backends.lowering.wire import bound, call, module_of
from scic.compiler.catalogue.component import Component, Derived, FieldKind
from scic.compiler.catalogue.discovery import load
from scic.compiler.catalogue.ports import FieldType, Mask, Pair, Pixels, RandomVector, Table
from scic.compiler.ir import DataBlock, ModelBlock
from scic.compiler.resolve.derived import derived_fields

if TYPE_CHECKING:
    from scic.backends.lowering.data import DataFile


def read_pictures(block: DataBlock) -> dict[str, Pixels]:
    """The pictures that a block reads from its files, by column."""
    fields = block.component.fields
    return {
        column_of(block, name): type_
        for name, type_ in block.record.fields.items()
        if isinstance(type_, Pixels) and not isinstance(fields.get(name), Derived)
    }


def derived(made: DataFile, block: DataBlock, read: str) -> str:
    """The records with the fields that are made from others."""
    for name, kind in derived_fields(block.component).items():
        origin = kind.of.parts[-1]
        type_ = block.record.fields[origin]
        module, function = module_of(kind, "shared"), f"derive_{kind.named()}"
        where = f"config.{block.name}.fields.{attributes(block.component.fields)[name]}"
        change = bound(module, made.use(module, function), kind, where, known={"rng": "", "labels": ""})
        deriving = "scic.backends.shared.deriving"
        _, component, declared = kind_of(block, origin, type_)
        known = {"rank": str(getattr(type_, "rank", 0)), "seed": "config.seed"}
        if not declared or isinstance(component, Derived):
            known |= {"size": "None", "channels": "None"}
        read = call(
            deriving,
            made.use(deriving, "derive_labels" if isinstance(type_, Mask) else "derive_pictures"),
            component,
            f"config.{block.name}.fields.{attributes(block.component.fields).get(origin, origin)}",
            known=known,
            given=[read, repr(name), repr(column_of(block, origin)), change],
        )
    return read


def transformed(made: DataFile, block: DataBlock, read: str, pictures: Mapping[str, Pixels]) -> str:
    """The records with the fixed changes of these pictures, by column."""
    if not block.component.transform:
        return read
    changes = []
    for key, change, _ in member_names(block.component.transform):
        module, name = module_of(change, "shared"), f"{change.named()}_transform"
        where = f"config.{block.name}.transform.{key}"
        changes.append(bound(module, made.use(module, name), change, where, known={"rng": ""}))
    transform = made.use("scic.backends.shared.transforming", "transform_pictures")
    for column, type_ in pictures.items():
        read = f"{transform}({read}, {column!r}, [{', '.join(changes)}], rank={type_.rank}, seed=config.seed)"
    return read


def read_records(made: DataFile, block: DataBlock, config: str) -> str:
    """The records as their container gives them, cut into tiles where it says so."""
    component, name = block.component, f"read_{block.component_name}"
    module = module_of(component, "shared")
    names = attributes(component.fields)
    known = {
        "path": f"ROOT / {config}.path",
        "root": "ROOT",
        "fields": f"{{{', '.join(f'{key!r}: {config}.fields.{names[key]}.pattern' for key in _patterns(component))}}}",
    }
    positional, _ = parameters(module, name)
    given = [known.get(parameter, f"{config}.{parameter}") for parameter in positional]
    read = call(module, made.use(module, name), component, config, known=known, given=given)
    read = _located(made, block, read, f"(ROOT / {config}.path).parent", tuple(block.component.fields))
    if getattr(component, "tile", None):
        first = next(iter(_patterns(component)))
        tile = made.use("scic.backends.shared.tiles", "tile")
        read = f"{tile}({read}, {first!r}, {config}.tile)"
    return read


def _located(made: DataFile, block: DataBlock, read: str, folder: str, fields: tuple[str, ...]) -> str:
    """The records of a table with the paths of these fields made whole."""
    kinds = {name: kind for name, kind in block.component.fields.items() if name in fields}
    columns = tuple(
        column_of(block, key)
        for key, kind in kinds.items()
        if isinstance(kind.type(), Pixels | Mask) and not isinstance(kind, Derived)
    )
    if block.component_name != "csv" or not columns:
        return read
    return f"{made.use(module_of(block.component, 'shared'), 'locate')}({read}, {columns!r}, {folder})"


def _patterns(component: Any) -> Iterator[str]:
    return (key for key, kind in component.fields.items() if getattr(kind, "pattern", None))


def read_new(made: DataFile, block: DataBlock, trunks: tuple[ModelBlock, ...], config: str) -> None:
    """How new records are read: by the container's own function, else as a table, else as files of pictures."""
    field_ = trunks[0].fields[0]
    if isinstance(trunks[0].input, RandomVector):
        made.read_new = f"{made.use('scic.backends.shared.latents', 'read_new_samples')}(count)"
        made.new_from, made.new_what = "count: int", "nothing but their number"
        return
    own = defines(module_of(block.component, "shared"), f"read_new_{block.component_name}")
    if not own and (any(isinstance(trunk.input, Table) for trunk in trunks) or block.component_name == "csv"):
        read = made.use("scic.backends.components.data.csv.shared", "read_csv")
        table = f"{read}(path, ignore=(), repeats='keep')"
        located = _located(made, block, table, "path.parent", tuple(block.component.fields))
        made.read_new = transformed(made, block, located, read_pictures(block))
        given: tuple[str, ...] = ("path",)
    else:
        paired = isinstance(trunks[0].input, Pair)
        kind = block.component_name if own else "files"
        module, name = f"scic.backends.components.data.{kind}.shared", f"read_new_{'pairs' if paired else kind}"
        given, _ = parameters(module, name)
        known = {"field": repr(field_), "fields": repr(trunks[0].fields)}
        values = [known.get(each, each) for each in given]
        read = call(module, made.use(module, name), block.component, config, known={}, given=values)
        pictures = {column_of(block, name): type_ for trunk in trunks for name, type_ in read_by(trunk)}
        made.read_new = transformed(made, block, read, pictures)
    made.new_from, made.new_what = {
        "path": ("path: Path", block.component.new[1]),
        "paths": ("paths: list[Path]", "image files"),
        "pairs": ("pairs: list[list[Path]]", "image files, those of each field"),
    }[given[-1]]
    if getattr(block.component, "tile", None):
        made.read_new = f"tile({made.read_new}, {field_!r}, {config}.tile)"


def read_by(trunk: ModelBlock) -> list[tuple[str, Pixels]]:
    """The pictures that a trunk reads, by the names of their fields."""
    read = [trunk.input.moving, trunk.input.fixed] if isinstance(trunk.input, Pair) else [trunk.input]
    return [(name, type_) for name, type_ in zip(trunk.fields, read, strict=False) if isinstance(type_, Pixels)]


def kind_of(block: DataBlock, name: str, type_: FieldType) -> tuple[str, Component, bool]:
    """The field component that measures and encodes a field, its settings, and whether the spec declares it."""
    declared = block.component.fields.get(declaring(block, name, type_))
    if declared is not None and not isinstance(declared, Derived):
        return type_.encoder, declared, True
    return type_.encoder, load("field", type_.encoder)(), False


def declaring(block: DataBlock, name: str, type_: FieldType) -> str:
    """The field whose settings say how a field is read: itself, or for a mask that is made from another, that one."""
    return block.origin(name) if isinstance(type_, Mask) else name


def column_of(block: DataBlock, name: str) -> str:
    """The column of the records that a field is read from."""
    declared: FieldKind | None = block.component.fields.get(name)
    return getattr(declared, "column", None) or name
