from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image as Pillow

from scic.backends.components.data.folder.component import Folder
from scic.backends.components.data.folder.shared import read_folder
from scic.backends.components.field.category.component import CategoryField
from scic.backends.components.field.image.component import ImageField
from scic.backends.components.split.folder.component import Folder as FolderSplit
from scic.backends.components.split.random.component import Random
from scic.backends.shared.errors import DataError
from scic.compiler.catalogue.component import DataFault
from scic.compiler.catalogue.ports import Category, Image, Schema


def images(root: Path, *names: str, size: tuple[int, int] = (6, 4)) -> Path:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        Pillow.new("RGB", size).save(root / name)
    return root


@pytest.fixture
def leaves(tmp_path: Path) -> Path:
    return images(tmp_path / "leaves", "oak/1.png", "oak/more/2.JPG", "elm/1.png", "oak/.hidden.png")


def test_classes_are_folders_and_lint_and_run_agree(leaves: Path) -> None:
    (leaves / "oak" / "notes.txt").touch()
    found = Folder(path="leaves").describe(leaves.parent)
    assert found == Schema({"image": Image((4, 6), 3), "class": Category(("elm", "oak"), (1, 2))}, 3)
    records = read_folder(leaves)
    assert records.index.tolist() == ["elm/1.png", "oak/1.png", "oak/more/2.JPG"]
    assert records["class"].tolist() == ["elm", "oak", "oak"]
    assert records["image"].iloc[0] == str(leaves / "elm" / "1.png")
    assert "split" not in records


def test_settings_are_facts_where_the_data_are_elsewhere(tmp_path: Path) -> None:
    found = Folder(path="leaves", size=(8, 8), channels=3).describe(tmp_path)
    assert found == Schema({"image": Image((8, 8), 3), "class": Category()})


def test_fields_may_be_renamed(leaves: Path) -> None:
    fields = {"leaf": ImageField(column="image", size=(8, 8)), "kind": CategoryField(column="class")}
    assert list(Folder(path="leaves", fields=fields).describe(leaves.parent).fields) == ["leaf", "kind"]
    with pytest.raises(DataFault, match="no column `kind`"):
        Folder(path="leaves", fields={"kind": CategoryField()}).describe(leaves.parent)


def test_the_parts_of_a_published_set_are_kept(tmp_path: Path) -> None:
    images(tmp_path / "d", "train/oak/1.png", "train/elm/2.png", "valid/oak/3.png", "Test/elm/4.png")
    found = Folder(path="d", split=FolderSplit()).describe(tmp_path)
    assert found.fields["class"] == Category(("elm", "oak"), (2, 2))
    assert read_folder(tmp_path / "d")["split"].tolist() == ["test", "train", "train", "validation"]


def test_published_parts_are_not_mixed_in_silence(tmp_path: Path) -> None:
    images(tmp_path / "d", "train/oak/1.png", "test/elm/4.png")
    with pytest.raises(DataFault) as raised:
        Folder(path="d").describe(tmp_path)
    assert "split: folder" in raised.value.help
    assert Folder(path="d", split=Random()).describe(tmp_path).records == 2


def test_a_class_may_be_called_test(tmp_path: Path) -> None:
    images(tmp_path / "d", "test/1.png", "control/2.png")
    assert read_folder(tmp_path / "d")["class"].tolist() == ["control", "test"]


def test_parts_are_asked_of_folders_that_have_none(leaves: Path) -> None:
    with pytest.raises(DataFault) as raised:
        Folder(path="leaves", split=FolderSplit()).describe(leaves.parent)
    assert raised.value.setting == "split"


def test_mixed_sizes_are_a_fault(leaves: Path) -> None:
    images(leaves, "elm/9.png", size=(9, 9))
    with pytest.raises(DataFault, match="9x9"):
        Folder(path="leaves").describe(leaves.parent)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda root: root.mkdir(), "holds no folders"),
        (lambda root: (root / "oak").mkdir(parents=True), "holds no images"),
        (lambda root: root.write_text("x"), "is a file, not a folder"),
    ],
)
def test_lint_and_run_find_the_same_fault(tmp_path: Path, make: object, message: str) -> None:
    make(tmp_path / "d")
    with pytest.raises(DataFault, match=message):
        Folder(path="d").describe(tmp_path)
    with pytest.raises(DataError, match=message):
        read_folder(tmp_path / "d")


def test_a_missing_folder_is_named_at_run_time(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="does not exist"):
        read_folder(tmp_path / "none")
