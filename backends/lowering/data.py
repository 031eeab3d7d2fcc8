"""What `data.py` of a project says: how the experiment's records are read, divided, measured and encoded."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from scic.backends.lowering.config import attributes
from scic.backends.lowering.modules import defines, parameters
from scic.backends.lowering.reading import (
    column_of,
    declaring,
    derived,
    kind_of,
    read_new,
    read_pictures,
    read_records,
    transformed,
)
from scic.backends.lowering.wire import Import, call, imported, module_of
from scic.compiler.catalogue.ports import (
    Boxes,
    Category,
    FieldType,
    Molecule,
    Multilabel,
    Number,
    Pixels,
    RandomVector,
    Table,
)
from scic.compiler.ir import DataBlock, Experiment, ModelBlock, StageBlock, TaskBlock


@dataclass
class Source:
    """How the records of one data block are read and divided; functions of others than the network's bear its name."""

    name: str
    suffix: str = ""
    read: str = ""
    split: str = ""
    hide: str = ""
    """The call that hides targets of the training records, `train` among its arguments; empty where all show theirs."""


@dataclass
class DataFile:
    """Everything that the scaffold of `data.py` is filled with."""

    sources: list[Source] = field(default_factory=list)
    read_new: str = ""
    new_from: str = ""
    new_what: str = ""
    constants: dict[str, str] = field(default_factory=dict)
    measures: dict[str, str] = field(default_factory=dict)
    reckoned: dict[str, str] = field(default_factory=dict)
    """What follows from other `facts`."""
    encode: str = ""
    features: dict[str, str] = field(default_factory=dict)
    """What simple models read instead of an input that only a network can: key of the batch to expression."""
    targets: list[dict[str, Any]] = field(default_factory=list)
    partial: bool = False
    """Whether some training records show no target."""
    apart: bool = False
    """Whether a stage learns from those that show none."""
    stripped: bool = False
    """Whether the targets of a whole data set are taken away."""
    modules: list[str] = field(default_factory=list)
    imports: set[Import] = field(default_factory=set)

    def use(self, module: str, name: str) -> str:
        """Import a name and give it back."""
        self.modules.append(module)
        self.imports.add(imported(module, name))
        return name


def data_file(experiment: Experiment) -> DataFile:
    """Wire the data block that the network reads, and those beside it."""
    made = DataFile()
    home = experiment.records
    config = f"config.{home.name}"
    tile = "tile" if getattr(home.component, "tile", None) else ""
    made.partial = hides(experiment)
    others = [other(experiment, stage) for stage in experiment.stages if "unlabelled" in stage.component.batches]
    made.apart = None in others
    made.stripped = any(others) or any(block.component.labels is None for block in experiment.data)
    made.stripped = made.stripped or any(stage.component.hides for stage in experiment.stages)
    if made.apart:
        made.use("scic.backends.shared.errors", "DataError")
    columns = tuple(dict.fromkeys(column_of(home, name) for task in experiment.tasks for name in task.targets))
    if made.partial or made.stripped or len(experiment.data) > 1:
        made.constants["TARGETS"] = repr(columns)
    for block in (home, *(block for block in experiment.data if block is not home)):
        made.sources.append(_source(made, experiment, block, "" if block is home else f"_{block.name}"))
    encoded = []
    for trunk in experiment.trunks:
        if isinstance(trunk.input, Table):
            encoded.append(_table(made, home, trunk.fields))
        elif isinstance(trunk.input, RandomVector):
            encoded.append(_latent(made, experiment, trunk))
        else:
            for name in trunk.fields:
                if repr(name) not in made.measures:
                    type_ = home.record.fields[name]
                    _measure(made, home, name, type_, config)
                    encoded.append(f"{{{name!r}: {_encode(made, home, name, type_, tile)}}}")
                    # what is foreseen is read as it is by the simple models too
                    if not any(task.component.foresees and task.key == name for task in experiment.tasks):
                        _features(made, home, name, type_)
    made.encode = " | ".join(encoded)
    read_new(made, home, experiment.trunks, config)
    shown = {}
    for task in experiment.tasks:
        if task.component.hidden == task.component.truth:
            shown[task.key] = (task.targets, task.target)
        else:
            _shown(made, experiment, task, config, tile)
    for (owner, _), (data, name) in experiment.references.items():
        # what an explanation is coloured by is read like a target
        if data == home.name and any(owner == block.name for block in experiment.interprets):
            shown.setdefault(name, ((name,), home.record.fields[name]))
    for key, (names, type_) in shown.items():
        if repr(key) not in made.measures or isinstance(type_, Number):
            _target(made, home, repr(key), list(names), type_, config, tile)
    return made


def _latent(made: DataFile, experiment: Experiment, trunk: ModelBlock) -> str:
    """The random vectors that a network makes something of: as long as it says, or as the pictures have values."""
    latents, key = "scic.backends.shared.latents", repr(trunk.fields[0])
    if getattr(trunk.input, "size", None) is None:
        picture = experiment.tasks[0].key
        made.reckoned[key] = f"{made.use(latents, 'measure_drawn')}(facts[{picture!r}], seed=config.seed)"
    else:
        measure = made.use(latents, "measure_latent")
        made.measures[key] = f"{measure}(size=config.{trunk.name}.latent, seed=config.seed)"
    return f"{{{key}: {made.use(latents, 'encode_latent')}(records, facts[{key}])}}"


def hides(experiment: Experiment) -> bool:
    """Whether some training records of the network's data show no target, or a stage tells those apart."""
    labels = experiment.records.component.labels
    told = any("unlabelled" in stage.component.batches for stage in experiment.stages)
    return told or labels is None or labels.named() != "all"


def other(experiment: Experiment, stage: StageBlock) -> str | None:
    """The data set beside the network's own from which a stage takes its unlabelled records, if it does."""
    name = stage.data.get("unlabelled")
    return name if name != experiment.records.name else None


def _source(made: DataFile, experiment: Experiment, block: DataBlock, suffix: str) -> Source:
    config = f"config.{block.name}"
    return Source(
        block.name,
        suffix,
        derived(made, block, transformed(made, block, read_records(made, block, config), read_pictures(block))),
        _split(made, block, config),
        _hide(made, experiment, block, config),
    )


def _hide(made: DataFile, experiment: Experiment, block: DataBlock, config: str) -> str:
    labels = block.component.labels
    if labels is None:
        return "without_targets({part})"
    if labels.named() == "all":
        return ""
    module, name = module_of(labels, "shared"), f"{labels.named()}_labels"
    classes = [
        column_of(experiment.records, task.targets[0])
        for task in experiment.tasks
        if isinstance(task.target, Category) and len(task.targets) == 1
    ]
    known = {"seed": "config.seed", "classes": repr(list(dict.fromkeys(classes)))}
    return call(module, made.use(module, name), labels, f"{config}.labels", known=known, given=["{part}", "TARGETS"])


def _split(made: DataFile, block: DataBlock, config: str) -> str:
    split = block.component.split
    name = f"{split.named()}_split"
    module = module_of(split, "shared")
    known = {"seed": "config.seed", "molecule": repr(molecule_column(block))}
    return call(module, made.use(module, name), split, f"{config}.split", known=known, given=["records"])


def molecule_column(block: DataBlock) -> str | None:
    """The column of the first molecule that the records hold."""
    return next(
        (column_of(block, name) for name, type_ in block.record.fields.items() if isinstance(type_, Molecule)), None
    )


def _table(made: DataFile, block: DataBlock, fields: tuple[str, ...]) -> str:
    types = block.record.fields
    made.constants["NUMERIC"] = repr(tuple(name for name in fields if isinstance(types[name], Number)))
    made.constants["CATEGORIES"] = repr(tuple(name for name in fields if isinstance(types[name], Category)))
    table = "scic.backends.shared.table"
    made.measures["'table'"] = f"{made.use(table, 'measure_table')}(train, numeric=NUMERIC, categories=CATEGORIES)"
    return f"{made.use(table, 'encode_table')}(records, facts['table'])"


def _target(
    made: DataFile, block: DataBlock, key: str, names: list[str], type_: FieldType, config: str, tile: str
) -> None:
    if isinstance(type_, Number):
        module = "scic.backends.components.field.number.shared"
        made.measures[key] = f"{made.use(module, 'measure_number')}(train, {names!r})"
        expression = f"{made.use(module, 'encode_number')}(records, facts[{key}])"
    else:
        _measure(made, block, names[0], type_, config)
        expression = _encode(made, block, names[0], type_, tile)
    present = f"{names[0]!r} in records" if len(names) == 1 else f"set({names!r}) <= set(records)"
    classes = isinstance(type_, Category | Multilabel | Boxes)
    made.targets.append({"key": key, "present": present, "expression": expression, "classes": classes})


def _shown(made: DataFile, experiment: Experiment, task: TaskBlock, config: str, tile: str) -> None:
    """The target of a task whose truth the network reads: that, as it is encoded, with what is for the scores alone."""
    home = experiment.records
    module, name = module_of(task.component, "shared"), f"encode_{task.component_name}"
    truth = experiment.named(task.name, task.component.truth)
    beside = [(label, home.record.fields[label]) for label in task.targets]
    for label, type_ in beside:
        _measure(made, home, label, type_, config)
    labels = list(getattr(beside[0][1], "classes", ())) if beside else []
    made.measures[repr(task.key)] = f"{{{task.component.hidden!r}: {labels!r}}}"
    encoded = ", ".join(_encode(made, home, label, type_, tile) for label, type_ in beside)
    made.targets.append(
        {
            "key": repr(task.key),
            "present": f"set({list(task.targets or truth)!r}) <= set(records)",
            "expression": f"{made.use(module, name)}(batch[{truth[0]!r}], [{encoded}])",
            "classes": False,
        }
    )


def _measure(made: DataFile, block: DataBlock, name: str, type_: FieldType, config: str) -> None:
    kind, component, declared = kind_of(block, name, type_)
    module = f"scic.backends.components.field.{kind}.shared"
    known = {"rank": str(type_.rank)} if isinstance(type_, Pixels) else {}
    if isinstance(type_, Pixels):
        known["spacing"] = _spacing(block, name, config)
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
    given = [f"train[{column_of(block, name)!r}]"]
    if tile:
        given += ["train['tile']"] if isinstance(type_, Pixels) else ["train['tile']", f"{config}.tile"]
    source = declaring(block, name, type_)
    where = f"{config}.fields.{attributes(block.component.fields).get(source, source)}"
    made.measures[repr(name)] = call(module, function, component, where, known=known, given=given)


def _spacing(block: DataBlock, name: str, config: str) -> str:
    """The setting that says how far apart the voxels of a field lie; empty where there is none."""
    origin = block.origin(name)
    said = hasattr(block.component.fields.get(origin), "spacing")
    return f"{config}.fields.{attributes(block.component.fields)[origin]}.spacing" if said else ""


def _features(made: DataFile, block: DataBlock, name: str, type_: FieldType) -> None:
    """What simple models read, where the field's component says that they cannot read what the network does."""
    module, function = f"scic.backends.components.field.{type_.encoder}.shared", f"features_{type_.encoder}"
    if defines(module, function):
        column = f"records[{column_of(block, name)!r}]"
        made.features[repr(name)] = f"{made.use(module, function)}({column}, facts[{name!r}])"


def _encode(made: DataFile, block: DataBlock, name: str, type_: FieldType, tile: str) -> str:
    kind, _, _ = kind_of(block, name, type_)
    module = f"scic.backends.components.field.{kind}.shared"
    function = made.use(module, f"encode_{kind}")
    image = next((n for n, t in block.record.fields.items() if isinstance(t, Pixels)), name)
    values = {
        "column": f"records[{column_of(block, name)!r}]",
        "facts": f"facts[{name!r}]",
        "size": f"facts[{image!r}]['size']",
        "tiles": f"records[{tile!r}]" if tile else "",
    }
    positional, keyword = parameters(module, function)
    given = [values[parameter] for parameter in positional if values[parameter]]
    named = [f"{parameter}={values[parameter]}" for parameter in keyword if values[parameter]]
    return f"{function}({', '.join([*given, *named])})"
