"""What `data.py` of a project says: how the experiment's records are read, divided, measured and encoded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from scic.backends.lowering.config import attributes
from scic.backends.lowering.modules import parameters
from scic.backends.lowering.wire import Import, call, imported, module_of
from scic.compiler.catalogue.component import Component, FieldKind
from scic.compiler.catalogue.discovery import load
from scic.compiler.catalogue.ports import (
    Category,
    FieldType,
    Mask,
    Multilabel,
    Number,
    Pixels,
    Table,
)
from scic.compiler.ir import DataBlock, Experiment, TaskBlock


@dataclass
class DataFile:
    """Everything that the scaffold of `data.py` is filled with."""

    read: str = ""
    read_new: str = ""
    new_from: str = ""
    new_what: str = ""
    split: str = ""
    constants: dict[str, str] = field(default_factory=dict)
    measures: dict[str, str] = field(default_factory=dict)
    encode: str = ""
    located: str = ""
    targets: list[dict[str, Any]] = field(default_factory=list)
    modules: list[str] = field(default_factory=list)
    imports: set[Import] = field(default_factory=set)

    def use(self, module: str, name: str) -> str:
        """Import a name and give it back."""
        self.modules.append(module)
        self.imports.add(imported(module, name))
        return name


def data_file(experiment: Experiment) -> DataFile:
    """Wire the one data block that the model reads."""
    made = DataFile()
    model = experiment.models[0]
    block = next(b for b in experiment.data if b.name == model.data)
    config = f"config.{block.name}"
    _read(made, block, config)
    _split(made, block, config)
    tile = "tile" if getattr(block.component, "tile", None) else ""
    if isinstance(model.input, Table):
        _table(made, block, model.fields)
    else:
        name = model.fields[0]
        _measure(made, block, name, model.input, config)
        made.encode = f"{{{name!r}: {_encode(made, block, name, model.input, tile)}}}"
    _read_new(made, block, model.input, model.fields, config)
    for task in experiment.tasks:
        _target(made, block, task, config, tile)
    return made


def _read(made: DataFile, block: DataBlock, config: str) -> None:
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
    made.read = call(module, made.use(module, name), component, config, known=known, given=given)
    located = [
        getattr(kind, "column", None) or key
        for key, kind in component.fields.items()
        if isinstance(kind.type(), Pixels | Mask)
    ]
    if block.component_name == "csv" and located:
        made.located = f"{made.use(module, 'locate')}({{records}}, {tuple(located)!r}, {{folder}})"
        made.read = made.located.format(records=made.read, folder=f"(ROOT / {config}.path).parent")
    if getattr(component, "tile", None):
        first = next(iter(_patterns(component)))
        tile = made.use("scic.backends.shared.tiles", "tile")
        made.read = f"{tile}({made.read}, {first!r}, {config}.tile)"


def _patterns(component: Any) -> Iterator[str]:
    return (key for key, kind in component.fields.items() if getattr(kind, "pattern", None))


def _read_new(made: DataFile, block: DataBlock, kind: FieldType, fields: tuple[str, ...], config: str) -> None:
    if isinstance(kind, Table) or block.component_name == "csv":
        read = made.use("scic.backends.components.data.csv.shared", "read_csv")
        made.read_new = f"{read}(path, ignore=())"
        if made.located:
            made.read_new = made.located.format(records=made.read_new, folder="path.parent")
        made.new_from = "path: Path"
        made.new_what = "a table with the columns that the network reads"
        return
    read = made.use("scic.backends.components.data.files.shared", "read_new_files")
    made.read_new = f"{read}({fields[0]!r}, paths)"
    made.new_from = "paths: list[Path]"
    made.new_what = "image files"
    if getattr(block.component, "tile", None):
        made.read_new = f"tile({made.read_new}, {fields[0]!r}, {config}.tile)"


def _split(made: DataFile, block: DataBlock, config: str) -> None:
    split = block.component.split
    name = f"{split.named()}_split"
    module = module_of(split, "shared")
    known = {"seed": "config.seed"}
    made.split = call(module, made.use(module, name), split, f"{config}.split", known=known, given=["records"])


def _table(made: DataFile, block: DataBlock, fields: tuple[str, ...]) -> None:
    types = block.record.fields
    made.constants["NUMERIC"] = repr(tuple(name for name in fields if isinstance(types[name], Number)))
    made.constants["CATEGORIES"] = repr(tuple(name for name in fields if isinstance(types[name], Category)))
    table = "scic.backends.shared.table"
    made.measures["'table'"] = f"{made.use(table, 'measure_table')}(train, numeric=NUMERIC, categories=CATEGORIES)"
    made.encode = f"{made.use(table, 'encode_table')}(records, facts['table'])"


def _target(made: DataFile, block: DataBlock, task: TaskBlock, config: str, tile: str) -> None:
    key = repr(task.key)
    names = list(task.targets)
    if isinstance(task.target, Number):
        module = "scic.backends.components.field.number.shared"
        made.measures[key] = f"{made.use(module, 'measure_number')}(train, {names!r})"
        expression = f"{made.use(module, 'encode_number')}(records, facts[{key}])"
    else:
        _measure(made, block, names[0], task.target, config)
        expression = _encode(made, block, names[0], task.target, tile)
    present = f"{names[0]!r} in records" if len(names) == 1 else f"set({names!r}) <= set(records)"
    classes = isinstance(task.target, Category | Multilabel)
    made.targets.append({"key": key, "present": present, "expression": expression, "classes": classes})


def _kind(block: DataBlock, name: str, type_: FieldType) -> tuple[str, Component, bool]:
    """The field component that measures and encodes a field, its settings, and whether the spec declares it."""
    declared = block.component.fields.get(name)
    if declared is not None:
        return type_.encoder, declared, True
    return type_.encoder, load("field", type_.encoder)(), False


def _measure(made: DataFile, block: DataBlock, name: str, type_: FieldType, config: str) -> None:
    kind, component, declared = _kind(block, name, type_)
    module = f"scic.backends.components.field.{kind}.shared"
    known = {"rank": str(type_.rank)} if isinstance(type_, Pixels) else {}
    tile = getattr(block.component, "tile", None)
    if tile and isinstance(type_, Pixels):
        known["size"] = f"{config}.tile"
    if not declared:
        owner = type(block.component).model_fields
        known |= {
            parameter: known.get(parameter)
            or (f"{config}.{parameter}" if parameter in owner else repr(getattr(component, parameter)))
            for parameter in parameters(module, f"measure_{kind}")[1]
            if parameter in type(component).model_fields
        }
    function = made.use(module, f"measure_{kind}")
    given = [f"train[{_column(block, name)!r}]"]
    if tile:
        given += ["train['tile']"] if isinstance(type_, Pixels) else ["train['tile']", f"{config}.tile"]
    where = f"{config}.fields.{attributes(block.component.fields).get(name, name)}"
    made.measures[repr(name)] = call(module, function, component, where, known=known, given=given)


def _encode(made: DataFile, block: DataBlock, name: str, type_: FieldType, tile: str) -> str:
    kind, _, _ = _kind(block, name, type_)
    module = f"scic.backends.components.field.{kind}.shared"
    function = made.use(module, f"encode_{kind}")
    image = next((n for n, t in block.record.fields.items() if isinstance(t, Pixels)), name)
    values = {
        "column": f"records[{_column(block, name)!r}]",
        "facts": f"facts[{name!r}]",
        "size": f"facts[{image!r}]['size']",
        "tiles": f"records[{tile!r}]" if tile else "",
    }
    positional, keyword = parameters(module, function)
    given = [values[parameter] for parameter in positional if values[parameter]]
    named = [f"{parameter}={values[parameter]}" for parameter in keyword if values[parameter]]
    return f"{function}({', '.join([*given, *named])})"


def _column(block: DataBlock, name: str) -> str:
    """The column of the records that a field is read from."""
    declared: FieldKind | None = block.component.fields.get(name)
    return getattr(declared, "column", None) or name
