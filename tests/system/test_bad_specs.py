"""A spec or data at fault: a diagnostic that says so, exit code 1, nothing written."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import numpy as np
import pytest
from PIL import Image

Command = Callable[..., CompletedProcess[str]]
Pictures = dict[str, tuple[int, ...]]

PARTS = {
    "experiment": "experiment study { seed: 1 }",
    "data": "data sample as flowers { set: iris, split: random(stratify: species) }",
    "model": "model mlp { hidden: [8] }",
    "task": "task classification { predict: flowers.species }",
    "method": "method supervised { epochs: 1 }",
    "validate": "validate baselines\nvalidate seeds",
}
TABLE = {"data": 'data csv as flowers { path: "flowers.csv" }'}
PICTURES = {
    "data": """data files as cells { fields {
        image: image("images/*.png"), mask: mask("masks/*.png", classes: [background, cell])
    } }""",
    "model": "model unet { depth: 1, width: 4 }",
    "task": "task segmentation { predict: cells.mask }",
}
CSV = "length,width,species\n" + "".join(f"{n},{n % 3},{'ab'[n % 2]}\n" for n in range(60))


def spec(**parts: str) -> str:
    return "\n".join([*(PARTS | parts).values(), ""])


def codes(report: str) -> set[str]:
    return {each["code"] for each in json.loads(report)["diagnostics"] if each["severity"] == "error"}


@pytest.fixture
def refused(scic: Command, tmp_path: Path) -> Callable[..., set[str]]:
    """Build a spec that is at fault, beside some files, and give the codes of its errors."""

    def found(text: str | bytes, files: dict[str, str | bytes] | None = None) -> set[str]:
        for name, content in {"study.sci": text, **(files or {})}.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        done = scic("build", tmp_path / "study.sci", "--format", "json")
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        assert not (tmp_path / "study").exists()
        return codes(done.stdout)

    return found


SPECS: dict[str, tuple[str | bytes, str]] = {
    "empty": ("", "SCI003"),
    "only comments": ("# nothing yet\n", "SCI003"),
    "binary": (bytes(range(256)), "SCI002"),
    "unclosed brace": (spec(model="model mlp { hidden: [8]"), "SCI036"),
    "unclosed at the end": (spec(validate="validate seeds { count: 3"), "SCI033"),
    "unknown kind": (spec(validate="validation baselines"), "SCI030"),
    "unknown component": (spec(model="model mpl"), "SCI101"),
    "unknown setting": (spec(model="model mlp { hiden: [8] }"), "SCI201"),
    "unknown unit": (spec(method="method supervised { epochs: 5parsecs }"), "SCI025"),
    "unknown choice": (spec(model="model mlp { activation: rleu }"), "SCI205"),
    "missing setting": (spec(data="data sample as flowers"), "SCI202"),
    "value of another type": (spec(method='method supervised { epochs: "many" }'), "SCI203"),
    "value out of range": (spec(model="model mlp { dropout: 150% }"), "SCI204"),
    "duplicate name": (spec(task="task classification as flowers { predict: flowers.species }"), "SCI102"),
    "reference to nothing": (spec(task="task classification { predict: flowers.colour }"), "SCI103"),
    "missing block": (spec(task=""), "SCI104"),
    "second experiment": (spec(experiment="experiment one { seed: 1 }\nexperiment two { seed: 2 }"), "SCI105"),
    "cycle of stages": (
        spec(method="method supervised as a { start: b, epochs: 1 }\nmethod supervised as b { start: a, epochs: 1 }"),
        "SCI108",
    ),
    "shares over the whole": (
        spec(data="data sample as flowers { set: iris, split: random(train: 80%, test: 30%) }"),
        "SCI210",
    ),
    "shares under the whole": (
        spec(data="data sample as flowers { set: iris, split: random(train: 60%, test: 30%) }"),
        "SCI210",
    ),
    "name of a module it imports": (spec(experiment="experiment torch { seed: 1 }"), "SCI106"),
}


@pytest.mark.parametrize("case", SPECS)
def test_refuses_the_spec(refused: Callable[..., set[str]], case: str) -> None:
    text, code = SPECS[case]
    assert refused(text) == {code}


TABLES: dict[str, tuple[str, str | bytes | None, str]] = {
    "missing": (spec(**TABLE), None, "SCI404"),
    "empty": (spec(**TABLE), "", "SCI401"),
    "header alone": (spec(**TABLE), "length,width,species\n", "SCI401"),
    "binary": (spec(**TABLE), bytes(range(256)) * 9, "SCI401"),
    "ragged": (spec(**TABLE), CSV + "1,2\n", "SCI401"),
    "without its target": (spec(**TABLE), CSV.replace("species", "kind"), "SCI103"),
    "one class": (spec(**TABLE), CSV.replace(",b\n", ",a\n"), "SCI403"),
    "text where numbers are declared": (
        spec(data='data csv as flowers { path: "flowers.csv", fields { length: number } }'),
        CSV.replace("\n7,", "\nseven,"),
        "SCI401",
    ),
}


@pytest.mark.parametrize("case", TABLES)
def test_refuses_the_table(refused: Callable[..., set[str]], case: str) -> None:
    text, table, code = TABLES[case]
    assert refused(text, {} if table is None else {"flowers.csv": table}) == {code}


def test_refuses_a_folder_in_place_of_the_table(refused: Callable[..., set[str]]) -> None:
    assert refused(spec(**TABLE), {"flowers.csv/part.csv": CSV}) == {"SCI401"}


def test_names_the_neighbour_of_a_misspelt_path(scic: Command, tmp_path: Path) -> None:
    (tmp_path / "flower.csv").write_text(CSV)
    (tmp_path / "study.sci").write_text(spec(**TABLE))
    done = scic("build", tmp_path / "study.sci")
    assert done.returncode == 1
    assert "did you mean `flower.csv`?" in done.stderr


def test_warns_of_a_path_outside_the_folder(scic: Command, tmp_path: Path) -> None:
    (tmp_path / "flowers.csv").write_text(CSV)
    (tmp_path / "specs").mkdir()
    path = tmp_path / "specs" / "study.sci"
    path.write_text(spec(data='data csv as flowers { path: "../flowers.csv" }'))
    found = json.loads(scic("lint", path, "--format", "json").stdout)["diagnostics"]
    assert [each["severity"] for each in found if each["code"] == "SCI402"] == ["warning"]


SIXTEEN: Pictures = {f"{part}/{name}.png": (16, 16) for part in ("images", "masks") for name in "abcdef"}
PICTURE_FAULTS: dict[str, Pictures] = {
    "mixed sizes": {**SIXTEEN, "images/b.png": (24, 16), "masks/b.png": (24, 16)},
    "mixed channels": {**SIXTEEN, "images/b.png": (16, 16, 3)},
    "mask without its image": {**SIXTEEN, "masks/g.png": (16, 16)},
    "image without its mask": {**SIXTEEN, "images/g.png": (16, 16)},
    "mask of another size": {**SIXTEEN, "masks/b.png": (24, 16)},
    "no masks": {name: size for name, size in SIXTEEN.items() if name.startswith("images")} | {"masks/x.txt": ()},
}


@pytest.mark.parametrize("case", PICTURE_FAULTS)
def test_refuses_the_pictures(refused: Callable[..., set[str]], tmp_path: Path, case: str) -> None:
    for name, shape in PICTURE_FAULTS[case].items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        if path.suffix == ".png":
            Image.fromarray(np.zeros(shape, np.uint8)).save(path)
        else:
            path.touch()
    assert refused(spec(**PICTURES)) == {"SCI401"}


def test_refuses_a_picture_that_is_none(refused: Callable[..., set[str]]) -> None:
    files = dict.fromkeys(SIXTEEN, b"no picture")
    assert refused(spec(**PICTURES), files) == {"SCI401"}


def test_leaves_a_folder_alone_that_it_did_not_write(scic: Command, tmp_path: Path) -> None:
    spec_path, home = tmp_path / "study.sci", tmp_path / "papers"
    spec_path.write_text(spec())
    home.mkdir()
    (home / "thesis.tex").write_text("years of work")
    done = scic("build", spec_path, "--out", home)
    assert done.returncode == 1
    assert "SCI701" in done.stderr
    assert [path.name for path in home.iterdir()] == ["thesis.tex"]
    # for machines it is one document, with the spec's own findings in it
    assert codes(scic("build", spec_path, "--out", home, "--format", "json").stdout) == {"SCI701"}


def test_keeps_what_the_owner_has_edited_and_names_it(scic: Command, tmp_path: Path) -> None:
    spec_path, home = tmp_path / "study.sci", tmp_path / "study"
    spec_path.write_text(spec())
    assert scic("build", spec_path).returncode == 0
    edited = home / "train.py"
    edited.write_text(edited.read_text() + "\n# mine\n")
    (home / "report.py").unlink()
    before = edited.read_text()
    spec_path.write_text(spec(model="model mlp { hidden: [16] }"))
    done = scic("build", spec_path)
    assert done.returncode == 1
    assert "SCI702" in done.stderr
    assert "train.py" in done.stderr and "report.py" in done.stderr and "evaluate.py" not in done.stderr
    assert edited.read_text() == before
    assert not (home / "report.py").exists()


def test_an_unknown_option_is_the_command_line_s_fault(scic: Command, tmp_path: Path) -> None:
    assert scic("build", tmp_path / "study.sci", "--bakend", "keras").returncode == 2


def test_a_missing_spec_is_a_diagnostic(scic: Command, tmp_path: Path) -> None:
    done = scic("build", tmp_path / "study.sci", "--format", "json")
    assert done.returncode == 1
    assert codes(done.stdout) == {"SCI001"}
