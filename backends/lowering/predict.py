"""`predict.py` of a project: how new records come in, and what is written of them."""

from __future__ import annotations

from scic.backends.lowering.modules import defines
from scic.backends.lowering.project import Project
from scic.backends.lowering.reading import column_of, read_by
from scic.backends.lowering.wire import module_of
from scic.compiler.catalogue.ports import Pair


def fill_predict(project: Project) -> None:
    """Fill `predict.py`."""
    trunks = project.experiment.trunks
    if all(task.component.writes == "samples" for task in project.experiment.tasks):
        project.fill("predict.py", "sample.py.jinja", [project.use("scic.backends.shared.growth", "draw_samples")])
        return
    block = project.experiment.records
    foreseeing = next((task for task in project.experiment.tasks if task.component.writes == "text"), None)
    if foreseeing is not None:
        used = project.use("scic.backends.shared.continuing", "continue_text")
        known = {"task": foreseeing.name, "field": repr(column_of(block, foreseeing.key)), "key": repr(foreseeing.key)}
        known["new"] = block.component.new[0]
        project.fill("predict.py", "continue.py.jinja", [used], **known)
        return
    pictures = [(name, type_.rank) for trunk in trunks for name, type_ in read_by(trunk)]
    pairs = isinstance(trunks[0].input, Pair)
    table = project.data.new_from == "path: Path"
    tasks = project.experiment.tasks
    images = ("labels", "pixels", "motion")
    fields_out = {task.name: task.component.writes == "labels" for task in tasks if task.component.writes in images}
    motions = [task.name for task in tasks if task.component.writes == "motion"]
    lists = [task.name for task in tasks if task.component.writes == "list"]
    scalar = [task.name for task in tasks if task.component.writes == "columns"]
    tile = bool(getattr(block.component, "tile", None))
    imports = []
    shared = "scic.backends.shared"
    if table or scalar:
        imports.append(project.use(f"{shared}.table", "write_table"))
    if not table:
        imports += [
            project.use(f"{shared}.suffixes", "SUFFIXES"),
            project.use(f"{shared}.suffixes", "suffix_of"),
        ]
    if lists:
        imports += [project.use(f"{shared}.pixels", "read_size"), project.use(f"{shared}.runs", "write_text")]
    if fields_out:
        imports.append(project.use(f"{shared}.pixels", "write_pixels"))
        names = (("tiles", "stitch"), ("tiles", "shapes")) if tile else (("pixels", "read_size"), ("pixels", "resize"))
        imports += [project.use(f"{shared}.{module}", name) for module, name in names]
    if motions:
        imports.append(project.use(f"{shared}.pixels", "write_numbers"))
    container, writer = module_of(block.component, "shared"), f"write_{block.component_name}"
    own = table and defines(container, writer)
    if own:
        imports = [project.use(container, writer)]
    new, what = block.component.new
    kept = own or new.endswith(".csv")
    usage = new if table else "IMAGES-OR-FOLDERS"
    if pairs and not table:
        usage = " ".join(name.upper() for name, _ in pictures)
    kinds = (
        ("what they hold with columns added" if kept else "a table of the records with columns added, as CSV")
        if table
        else ", ".join(
            [
                *(["predictions.csv"] if scalar else []),
                *(["an image for each image, in its own format"] if fields_out else []),
                *(["how far its pixels were moved along each axis, in pixels"] if motions else []),
                *(f"{name}.json, in the format of COCO" for name in lists),
            ]
        )
    )
    new_what = f"files, each {what}" if table else "images, or folders of images"
    if pairs and not table:
        new_what = f"an image, or a folder of images, for each of {' and '.join(name for name, _ in pictures)}"
    project.fill(
        "predict.py",
        "predict.py.jinja",
        imports,
        usage=usage,
        result=f"Writes {kinds}.",
        table=table,
        writer=writer if own else "",
        scalar=scalar,
        fields_out=fields_out,
        lists=lists,
        tile=tile,
        new_what=new_what,
        answer="path.name" if kept else 'f"{path.stem}.csv"',
        pairs=pairs,
        motions=motions,
        field=repr(pictures[0][0] if pictures else ""),
        rank=pictures[0][1] if pictures else 0,
    )
