"""The scripts of a project that both backends share: evaluate, predict, explore, report, seeds, folds, README."""

from __future__ import annotations

from typing import Any

from scic.backends.lowering.config import member_names
from scic.backends.lowering.data import molecule_column
from scic.backends.lowering.modules import defines, parameters
from scic.backends.lowering.predict import fill_predict
from scic.backends.lowering.project import Project
from scic.backends.lowering.reading import column_of
from scic.backends.lowering.wire import Import, call, module_of
from scic.compiler.catalogue.component import Baseline
from scic.compiler.catalogue.ports import Boxes, FieldType, RandomVector, Table
from scic.compiler.ir import DataBlock, ValidateBlock
from scic.compiler.resolve.components import inside

WHAT = {
    "train.py": "trains the network; a run that was broken off goes on from its last checkpoint",
    "evaluate.py": "scores it on the test records, with intervals and simple models beside it",
    "predict.py": "predicts new records",
    "interpret.py": "looks into the trained network",
    "export.py": "writes it as ONNX, checked against the framework",
    "explore.py": "looks at the data before anything learns from it",
    "report.py": "gathers a run into one page",
    "seeds.py": "trains again under other seeds",
    "cross_validate.py": "trains once for each fold",
    "slurm.sh": "trains on a Slurm cluster",
}

PREDICTS = {"samples": "makes new samples", "text": "goes on with a text"}
"""What `predict.py` does instead, by what the task writes."""

ACTING: dict[str, dict[str, str]] = {
    "records": {},
    "episodes": {
        "train.py": "trains the policy; a run that was broken off goes on from its last checkpoint",
        "evaluate.py": "scores it on episodes it has not seen, beside random actions, and films one",
        "predict.py": "acts in new episodes",
        "explore.py": "looks at the environment by acting at random",
    },
}
"""What other words a family of projects needs."""


def fill_commands(project: Project) -> None:
    """Fill every script whose text does not depend on the framework."""
    shared = "scic.backends.shared"
    project.modules += [
        f"{shared}.{name}" for name in ("bootstrap", "errors", "exploration", "figures", "report", "runs")
    ]
    _evaluate(project)
    fill_predict(project)
    fill_export(project)
    _explore(project)
    fill_report(project)
    fill_seeds(project)
    if block := project.experiment.validation("cross_validation"):
        _cross_validate(project, block)
    fill_slurm(project)


def fill_export(project: Project) -> None:
    """Fill `export.py`."""
    project.modules.append(f"scic.backends.{project.backend}.onnx_export")
    project.fill("export.py", "export.py.jinja")


def fill_report(project: Project, *, curves: bool = True) -> None:
    """Fill `report.py`; without `curves`, for a training that has no epochs."""
    project.fill(
        "report.py",
        "report.py.jinja",
        question=project.experiment.settings.question,
        stages=[stage.name for stage in project.experiment.stages] if curves else [],
        commands=["pip install .", *(f"python {name}" for name in ("train.py", "evaluate.py", "report.py"))],
        references=list(dict.fromkeys(_references(project))),
    )


def fill_seeds(project: Project) -> None:
    """Fill `seeds.py`, where the experiment asks for other seeds."""
    if block := project.experiment.validation("seeds"):
        project.use(module_of(block.component, "shared"), "across_seeds")
        project.fill("seeds.py", "seeds.py.jinja", seeds=block.name)


def fill_slurm(project: Project) -> None:
    """Fill the script of a cluster, where the experiment names one."""
    if launch := project.experiment.settings.launch:
        name = launch.named()
        project.fill(f"{name}.sh", f"launch/{name}/{name}.sh.jinja", launch=launch)


def _explore(project: Project) -> None:
    imports: list[Import] = []
    looks: dict[str, str] = {}
    for trunk in project.experiment.trunks:
        if not isinstance(trunk.input, FieldType):
            continue
        kind, name = trunk.input.encoder, trunk.fields[0]
        module, function = f"scic.backends.components.field.{kind}.drawing", f"look_at_{kind}"
        if defines(module, function):
            imports.append(project.use(module, function))
            column = column_of(project.experiment.records, name)
            looks[name] = f"{function}(data.train[{column!r}], seed=config.seed)"
    listed = [task for task in project.experiment.tasks if isinstance(task.target, Boxes)]
    for task in listed:
        kind, image = task.target.encoder, project.experiment.trunks[0].fields[0]
        imports.append(project.use(f"scic.backends.components.field.{kind}.drawing", f"look_at_{kind}"))
        arguments = f"train[{image!r}], train[{task.key!r}], data.facts[{task.key!r}]"
        looks[task.key] = f"look_at_{kind}({arguments}, seed=config.seed)"
    project.fill(
        "explore.py",
        "explore.py.jinja",
        imports,
        inputs=repr(_told(project)),
        simple=_simple(project),
        looks=[{"name": name, "call": made} for name, made in looks.items()],
    )


def _told(project: Project) -> tuple[str, ...]:
    """The keys of a batch that say something of the records: a random vector does not, what is made of it is to."""
    if any(isinstance(trunk.input, RandomVector) for trunk in project.experiment.trunks):
        return tuple(task.key for task in project.experiment.tasks)
    return input_keys(project)


def input_keys(project: Project) -> tuple[str, ...]:
    """The keys of a batch that the network reads."""
    constants = {"numeric": "NUMERIC", "categories": "CATEGORIES"}
    keys: list[str] = []
    for trunk in project.experiment.trunks:
        if isinstance(trunk.input, Table):
            keys += [key for key, name in constants.items() if project.data.constants[name] != "()"]
        else:
            keys += trunk.fields
    return tuple(dict.fromkeys(keys))


def _evaluate(project: Project) -> None:
    imports: list[Import] = []
    experiment = project.experiment
    baselines = _baselines(project, imports) if experiment.validation("baselines") else []
    subgroups: dict[str, Any] = {}
    if block := experiment.validation("subgroups"):
        imports.append(project.use(module_of(block.component, "shared"), "subgroups"))
        fields = [field for (name, path), (_, field) in experiment.references.items() if name == block.name and path]
        subgroups = {"name": block.name, "fields": repr(fields)}
    writing = next((task for task in experiment.tasks if task.component.writes == "text"), None)
    others = [_elsewhere(block) for block in experiment.validates if block.component_name == "external" and block.data]
    project.fill(
        "evaluate.py",
        "evaluate.py.jinja",
        imports,
        baselines=baselines,
        subgroups=subgroups,
        inputs=repr(input_keys(project)),
        simple=_simple(project),
        others=others,
        text=repr(column_of(experiment.records, writing.key)) if writing is not None else "",
        text_task=writing.name if writing is not None else "",
    )


def _simple(project: Project) -> str:
    """The function of `data.py` that makes of records what simple models read."""
    return "encode_simple" if project.data.features else "encode"


def _elsewhere(block: ValidateBlock) -> dict[str, str]:
    """Another data set whose records are scored, and the function that reads all of them where all are."""
    name = block.data["data"]
    if getattr(block.component, "records", "test") == "all":
        return {"name": name, "records": f"read_{name}(config)", "read": f"read_{name}"}
    return {"name": name, "records": f"data.{name}.test", "read": ""}


def _baselines(project: Project, imports: list[Import]) -> list[dict[str, Any]]:
    block = project.experiment.validation("baselines")
    assert block is not None
    component: Any = block.component
    found = []
    for task in project.experiment.tasks:
        kind = task.component.simple
        entries = []
        for key, baseline, _ in member_names(component.use):
            assert isinstance(baseline, Baseline)
            if kind in baseline.serves:
                module, name = module_of(baseline, "shared"), f"{baseline.named()}_baseline"
                imports.append(project.use(module, name))
                known = {"seed": "config.seed"}
                made = call(module, name, baseline, f"config.{block.name}.use.{key}", known=known, given=[repr(kind)])
                entries.append({"name": key, "call": made})
        found.append({"name": task.name, "baselines": entries})
    return found


def _cross_validate(project: Project, block: ValidateBlock) -> None:
    module = module_of(block.component, "shared")
    project.modules.append(module)
    home = project.experiment.records
    split, columns = home.component.split, home.component.split.columns()
    known = {
        "seed": "config.seed",
        "stratify": repr(columns.get("stratify")),
        "group": repr(columns.get("group")),
    }
    imports, records = [], "records"
    # a split that makes groups of its own keeps them together in the folds too
    where, groups = module_of(split, "shared"), f"{split.named()}_groups"
    if defines(where, groups):
        imports.append(project.use(where, groups))
        made = call(where, groups, split, "", known={"molecule": repr(molecule_column(home))}, given=["records"])
        records, known["group"] = f"records.assign(group={made})", repr("group")
    folds = call(
        module,
        "cross_validation_folds",
        block.component,
        f"config.{block.name}",
        known={key: value for key, value in known.items() if key in parameters(module, "cross_validation_folds")[1]},
        given=[records],
    )
    project.fill("cross_validate.py", "cross_validate.py.jinja", imports, name=block.name, folds=folds)


def fill_readme(project: Project) -> None:
    """Fill the README, when all other files are known."""
    experiment = project.experiment
    writes = next((task.component.writes for task in experiment.tasks if task.component.writes in PREDICTS), "")
    written = {"predict.py": PREDICTS[writes]} if writes else {}
    commands = {n: what for n, what in (WHAT | ACTING[project.family] | written).items() if n in project.files}
    metrics = "\n".join(f"- {line}" for line in dict.fromkeys(_metrics(project)))
    project.fill(
        "README.md",
        "README.md.jinja",
        question=experiment.settings.question,
        commands=commands,
        data_blocks=[_data(block) for block in experiment.data],
        metrics=metrics,
        references=list(dict.fromkeys(_references(project))),
    )


def _metrics(project: Project) -> list[str]:
    return [
        f"**{metric.replace('_', ' ')}** ({task.name}): {meaning}"
        for task in project.experiment.tasks
        for metric, meaning in task.component.metrics.items()
    ]


def _data(block: DataBlock) -> dict[str, Any]:
    record = block.record
    fields = "fields " + ", ".join(f"{name} ({type_.noun})" for name, type_ in record.fields.items())
    paths = ", ".join(block.component.paths().values())
    return {
        "name": block.name,
        "what": paths or block.component_name,
        "records": record.records,
        "fields": fields,
    }


def _references(project: Project) -> list[str]:
    found = [part.paper for block in project.experiment.blocks() for _, part in inside(block.component) if part.paper]
    return [*found, "Raghu and Schmidt, A Survey of Deep Learning for Scientific Discovery, 2020"]
