"""Data at fault when a project runs: one line that says what and where, no traceback."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import numpy as np
import pytest
from PIL import Image

Command = Callable[..., CompletedProcess[str]]
Build = Callable[[str, Path], Path]

SPEC = """experiment study { seed: 1 }
data csv as flowers { path: "flowers.csv", ignore: [line], split: column(part, validation: choose, test: test) }
model mlp { hidden: [4] }
task classification { predict: flowers.species }
method supervised { epochs: 1 }
validate baselines
"""
PICTURES = """experiment study { seed: 1 }
data files as cells { fields {
    image: image("images/*.png"), mask: mask("masks/*.png", classes: [background, cell, edge])
} }
model unet { depth: 1, width: 4 }
task segmentation { predict: cells.mask }
method supervised { epochs: 1, batch: 4 }
validate baselines
"""
PARTS = ["train"] * 3 + ["choose", "test"]


def table(odd: str = "a") -> str:
    """Sixty flowers of two classes; one of those to test on is of the class `odd`."""
    lines = [f"{n},{n % 7},{n % 5},{PARTS[n % 5]},{'ab'[n % 2]}" for n in range(60)]
    lines[4] = f"4,4,4,test,{odd}"
    return "\n".join(["line,length,width,part,species", *lines, ""])


@pytest.fixture
def study(build: Build, tmp_path: Path) -> Path:
    """A project on a small table that is sound."""
    (tmp_path / "flowers.csv").write_text(table())
    return build(SPEC, tmp_path)


def assert_one_line(done: CompletedProcess[str], *words: str) -> None:
    assert done.returncode == 1
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("error: ")
    assert all(word in lines[0] for word in words), lines[0]


@pytest.mark.slow
def test_names_a_class_that_is_only_in_the_test_records(build: Build, script: Command, tmp_path: Path) -> None:
    """Before anything is trained."""
    (tmp_path / "flowers.csv").write_text(table(odd="c"))
    home = build(SPEC, tmp_path)
    done = script(home, "train")
    assert_one_line(done, "`c`", "`species`", "stratify")
    assert not (home / "runs/main/supervised").exists()


@pytest.mark.slow
def test_a_process_ends_with_the_line_alone(study: Path, plain_environment: dict[str, str]) -> None:
    """As it looks in a terminal, where a library might print more."""
    (study.parent / "flowers.csv").unlink()
    done = subprocess.run(
        [sys.executable, "train.py"], cwd=study, env=plain_environment, capture_output=True, text=True, check=False
    )
    assert_one_line(done, "flowers.csv", "does not exist")


@pytest.mark.slow
@pytest.mark.parametrize("name", ["train", "explore"])
def test_the_table_is_gone(study: Path, script: Command, name: str) -> None:
    (study.parent / "flowers.csv").unlink()
    assert_one_line(script(study, name), "flowers.csv", "does not exist")


@pytest.mark.slow
def test_the_table_has_changed(study: Path, script: Command) -> None:
    path = study.parent / "flowers.csv"
    path.write_text(table().replace("width", "breadth"))
    assert_one_line(script(study, "train"), "`width`")
    path.write_text(table().replace(",b\n", ",a\n"))
    assert_one_line(script(study, "train"), "`species`", "one class")
    path.write_text(table().replace(",test,", ",train,"))
    assert_one_line(script(study, "train"), "`test`", "`part`")
    path.write_text("")
    assert_one_line(script(study, "train"), "is empty")


@pytest.mark.slow
def test_new_records_without_a_column(study: Path, script: Command, tmp_path: Path) -> None:
    assert script(study, "train").returncode == 0
    new = tmp_path / "new.csv"
    new.write_text("length,colour\n1,red\n2,blue\n")
    assert_one_line(script(study, "predict", new), "`width`")
    assert_one_line(script(study, "predict", tmp_path / "none.csv"), "none.csv", "does not exist")
    assert list((study / "runs/main").glob("predictions/*")) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["evaluate", "export", "report"])
def test_a_step_before_its_turn_names_the_one_that_is_missing(study: Path, script: Command, name: str) -> None:
    done = script(study, name)
    assert done.returncode == 1
    assert "python train.py --run main" in done.stderr or "python evaluate.py --run main" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.fixture
def pictures(build: Build, tmp_path: Path) -> Path:
    """A project on eight small pictures that are sound."""
    draw = np.random.default_rng(0)
    for part, top in (("images", 256), ("masks", 3)):
        (tmp_path / part).mkdir()
        for number in range(8):
            image = draw.integers(0, top, (16, 16)).astype(np.uint8)
            Image.fromarray(image).save(tmp_path / part / f"{number}.png")
    return build(PICTURES, tmp_path)


@pytest.mark.slow
def test_the_pictures_have_changed(pictures: Path, script: Command) -> None:
    folder = pictures.parent
    mask = folder / "masks/3.png"
    Image.fromarray(np.full((16, 16), 9, np.uint8)).save(mask)
    assert_one_line(script(pictures, "train"), "3.png", "9")
    mask.unlink()
    assert_one_line(script(pictures, "train"), "`3`")
    (folder / "images/3.png").write_bytes(b"no picture")
    shutil.copy(folder / "masks/2.png", mask)
    assert_one_line(script(pictures, "train"), "3.png")
    shutil.rmtree(folder / "images")
    assert_one_line(script(pictures, "train"), "images")
