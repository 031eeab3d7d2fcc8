"""`train.py` of a project: the stages, one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from scic.backends.lowering.config import member_names
from scic.backends.lowering.project import Project
from scic.backends.lowering.reading import column_of, read_by
from scic.backends.lowering.wire import Import, bound, call, camel, in_sentence, keywords, module_of
from scic.compiler.catalogue.component import Augment
from scic.compiler.catalogue.ports import Boxes, Mask, Pixels, Tokens
from scic.compiler.ir import StageBlock


def fill_train(project: Project) -> None:
    """Fill `train.py`."""
    experiment = project.experiment
    imports: list[Import] = []

    def use(module: str, name: str) -> str:
        imports.append(project.use(module, name))
        return name

    for module in ("inference", "loaders", "training"):
        project.modules.append(f"scic.backends.{project.backend}.{module}")
    if any(stage.start for stage in experiment.stages):
        use(f"scic.backends.{project.backend}.inference", "restore")
    use(f"scic.backends.{project.backend}.training", "save_weights")
    sequences = _sequences(project)
    stages = [_stage(project, stage, index, use, sequences) for index, stage in enumerate(experiment.stages)]
    if any(len(stage["records"]) > 1 for stage in stages):
        use(f"scic.backends.{project.backend}.loaders", "Together")
    lengths = _lengths(project, use, sequences) if any(stage["bucketed"] for stage in stages) else ""
    for name in ("labelled", "unlabelled", "without_targets"):
        if any(records.startswith(f"{name}(") for stage in stages for _, records in stage["records"]):
            imports.append(Import("data", name))
    pretrained = [
        {"trunk": f"trunks[{trunk.name!r}]", "weights": f"config.{trunk.name}.weights"}
        for trunk in experiment.trunks
        if getattr(trunk.component, "weights", None)
    ]
    whole = not all(stage["bucketed"] for stage in stages)
    project.fill(
        "train.py", "train.py.jinja", imports, stages=stages, pretrained=pretrained, lengths=lengths, whole=whole
    )


def _augmentation(project: Project, augments: Sequence[Augment], config: str, use: Any) -> str:
    """The call that makes random changes of batches."""
    experiment = project.experiment
    fields = dict.fromkeys(_pictures(project), "image")
    fields |= {task.key: task.target.encoder for task in experiment.tasks if isinstance(task.target, Mask | Boxes)}
    # what only changes the intensities leaves true pictures as they are
    truth = {task.key: "image" for task in experiment.tasks if isinstance(task.target, Pixels)}
    changes: list[str] = []
    mixes: list[str] = []
    for key, augment, _ in member_names(augments):
        assert isinstance(augment, Augment)
        module, name = module_of(augment, project.backend), camel(augment.named())
        given = [] if augment.mixes else [repr(fields | truth if augment.moves else fields)]
        known = {"facts": "data.facts"}
        made = call(module, use(module, name), augment, f"{config}.{key}", known=known, given=given)
        (mixes if augment.mixes else changes).append(made)
    targets = [task.key for task in experiment.tasks]
    name = use(f"scic.backends.{project.backend}.augmentation", "Augmentation")
    return f"{name}([{', '.join(changes)}], [{', '.join(mixes)}], {targets!r})"


def _pictures(project: Project) -> list[str]:
    """The fields of pictures that the network reads."""
    return [name for trunk in project.experiment.trunks for name, _ in read_by(trunk)]


def _sequences(project: Project) -> list[str]:
    """The fields of sequences that training batches may be cut in: all that read one let it be of any length."""
    experiment = project.experiment
    # on TensorFlow the shapes of all batches have to be known by the first two
    if experiment.records.component.uniform or project.engine == "tensorflow":
        return []
    trunks = [trunk for trunk in experiment.trunks if isinstance(trunk.input, Tokens)]
    whole = {name for trunk in trunks if not trunk.component.any_length for name in trunk.fields}
    return list(dict.fromkeys(name for trunk in trunks for name in trunk.fields if name not in whole))


def _lengths(project: Project, use: Any, sequences: Sequence[str]) -> str:
    """How long the sequences of some records are, by field."""
    home = project.experiment.records
    found = []
    for name in sequences:
        kind = home.record.fields[name].encoder
        function = use(f"scic.backends.components.field.{kind}.shared", f"lengths_{kind}")
        found.append(f"{name!r}: {function}(records[{column_of(home, name)!r}], data.facts[{name!r}])")
    use(f"scic.backends.{project.backend}.buckets", "make_bucketed_loader")
    return f"{{{', '.join(found)}}}"


def _stage(project: Project, stage: StageBlock, index: int, use: Any, sequences: Sequence[str]) -> dict[str, Any]:
    method: Any = stage.component
    module, name = module_of(method, project.backend), camel(stage.component_name)
    loggers = []
    for tracker in project.experiment.settings.track:
        where = module_of(tracker, project.backend)
        loggers.append(f"{use(where, tracker.named())}(run.stage({stage.name!r}))")
    return {
        "name": stage.name,
        "phrase": _stage_phrase(stage),
        "call": f"{use(module, name)}({', '.join(_arguments(project, stage, module, name, use))})",
        "records": [(kind, _records(project, stage, kind)) for kind in method.batches],
        # batches that come side by side may be joined, and then have to be of one length
        "bucketed": len(method.batches) == 1 and bool(sequences),
        "patience": "settings.stop.patience" if method.stop else "None",
        "delta": "settings.stop.delta" if method.stop else "0.0",
        "loggers": ", ".join(loggers),
        "start": stage.start,
        "fresh": index > 0 and stage.start is None,
    }


def _arguments(project: Project, stage: StageBlock, module: str, name: str, use: Any) -> list[str]:
    """What a stage is made from: the parts that all stages have, then its method's own settings."""
    method: Any = stage.component
    slots = []
    for slot in ("optimizer", "schedule"):
        component = getattr(method, slot)
        where = module_of(component, project.backend)
        slots.append(f"{slot}={bound(where, use(where, component.named()), component, f'settings.{slot}')}")
    arguments = ["model", "scores=SCORES", "facts=data.facts", *slots, "seed=config.seed"]
    home = project.experiment.records
    if method.augment is not None or home.component.augment:
        own = method.augment is not None
        augments, config = (method.augment, "settings") if own else (home.component.augment, f"config.{home.name}")
        if augments:
            arguments.append(f"augment={_augmentation(project, augments, f'{config}.augment', use)}")
    for slot, component in (("freeze", getattr(method, "freeze", None)), ("rates", method.optimizer.rates)):
        if component is not None:
            where, function = module_of(component, "shared"), f"{component.named()}_{slot}"
            config = f"settings.{'optimizer.' if slot == 'rates' else ''}{slot}"
            arguments.append(f"{slot}={bound(where, use(where, function), component, config)}")
    if (balance := getattr(method, "balance", None)) is not None:
        where, made = module_of(balance, project.backend), camel(balance.named())
        tasks = repr([task.name for task in project.experiment.tasks])
        arguments.append(
            f"balance={call(where, use(where, made), balance, 'settings.balance', known={}, given=[tasks])}"
        )
    known = {"figures": "run.figures", "pictures": repr(_pictures(project)), "student": "Model(config, data.facts)"}
    if getattr(method, "views", None) is not None:
        known["views"] = _augmentation(project, method.views, "settings.views", use)
    return [*arguments, *keywords(module, name, method, "settings", known=known, whole=False)]


def _records(project: Project, stage: StageBlock, kind: str) -> str:
    """The records that a stage reads: of another data set where its setting of that name says so."""
    if kind in stage.data and stage.data[kind] != project.experiment.records.name:
        records = f"data.{stage.data[kind]}.train"
        shown = kind == "unlabelled" and project.experiment.block_of_data(stage.data[kind]).component.labels is not None
        return f"without_targets({records})" if shown else records
    if stage.component.hides:
        return "without_targets(data.train)"
    if kind == "unlabelled" or (kind == "labelled" and project.data.partial):
        return f"{kind}(data.train)"
    return "data.train"


def _stage_phrase(stage: StageBlock) -> str:
    first = (type(stage.component).__doc__ or "").strip().split("\n")[0].rstrip(".")
    started = f", from the weights of `{stage.start}`" if stage.start else ""
    return in_sentence(first) + started
