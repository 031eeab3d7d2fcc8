from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from scic.backends.components.data.files.component import Files
from scic.backends.components.data.files.shared import read_files, read_new_files
from scic.backends.components.field.category.component import CategoryField
from scic.backends.components.field.image.component import ImageField
from scic.backends.components.field.mask.component import MaskField
from scic.backends.components.field.volume.component import VolumeField
from scic.backends.components.split.random.component import Random
from scic.backends.components.split.spans.component import Spans
from scic.backends.shared.errors import DataError
from scic.backends.shared.tiles import tile
from scic.compiler.catalogue.component import Data, DataFault, FieldKind
from scic.compiler.catalogue.ports import Id, Image, Mask, Schema, Volume

DATA = Path(__file__).parents[4] / "specs" / "data"
CLASSES = ("background", "nucleus")
NUCLEI = {
    "image": ImageField(pattern="nuclei/images/*.tif"),
    "mask": MaskField(pattern="nuclei/masks/*.tif", classes=CLASSES),
}
BRAIN = {
    "image": VolumeField(pattern="nuclei3d/image.tif"),
    "mask": MaskField(pattern="nuclei3d/mask.tif", classes=CLASSES),
}


def fault(data: Data, folder: Path) -> DataFault:
    with pytest.raises(DataFault) as raised:
        data.describe(folder)
    return raised.value


def arrays(folder: Path, **shapes: tuple[int, ...]) -> None:
    for name, shape in shapes.items():
        path = folder / f"{name.replace('__', '/')}.npy"
        path.parent.mkdir(exist_ok=True)
        np.save(path, np.zeros(shape, np.uint8))


def images(folder: Path, **settings: object) -> Files:
    fields: dict[str, FieldKind] = {
        "image": ImageField(pattern="i/*.npy"),
        "mask": MaskField(pattern="m/*.npy", classes=CLASSES),
    }
    return Files(fields=fields, **settings)


def test_the_nuclei_are_what_they_are() -> None:
    found = Files(fields=NUCLEI).describe(DATA)
    assert found == Schema({"image": Image((128, 128), 1), "mask": Mask(CLASSES)}, 16)
    records = read_files({"image": "nuclei/images/*.tif", "mask": "nuclei/masks/*.tif"}, DATA)
    assert len(records) == 16
    assert records.index[0] == "tile_00"
    assert records["mask"].iloc[0] == str(DATA / "nuclei" / "masks" / "tile_00.tif")


def test_a_volume_is_cut_into_as_many_tiles_as_the_schema_says() -> None:
    found = Files(fields=BRAIN, tile=(16, 32, 32), split=Random()).describe(DATA)
    assert found.fields == {"image": Volume((16, 32, 32), 1), "mask": Mask(CLASSES), "record": Id()}
    records = read_files({"image": "nuclei3d/image.tif", "mask": "nuclei3d/mask.tif"}, DATA)
    assert len(tile(records, "image", (16, 32, 32))) == found.records == 8


@pytest.mark.parametrize(
    ("axis", "shares", "said"),
    [
        (0, {}, "has 1 row of tiles along axis 0, 3 parts need one each"),
        (1, {}, "`axis: 2`"),
        (1, {"train": 0.7, "validation": 0, "test": 0.3}, ""),
        (2, {}, ""),
    ],
)
def test_every_part_of_a_span_needs_a_row_of_tiles(
    tmp_path: Path, axis: int, shares: dict[str, float], said: str
) -> None:
    arrays(tmp_path, i__a=(8, 16, 32), m__a=(8, 16, 32))
    fields = {"image": VolumeField(pattern="i/*.npy"), "mask": MaskField(pattern="m/*.npy", classes=CLASSES)}
    data = Files(fields=fields, tile=(8, 8, 8), split=Spans(axis=axis, **shares))
    if said:
        found = fault(data, tmp_path)
        assert found.setting == "split" and said in f"{found.message} {found.help}"
    else:
        assert data.describe(tmp_path).records == 8


def test_tiles_have_no_axis_beyond_those_of_their_images(tmp_path: Path) -> None:
    arrays(tmp_path, i__a=(32, 32), m__a=(32, 32))
    found = fault(images(tmp_path, tile=(8, 8), split=Spans(axis=2)), tmp_path)
    assert found.setting == "split.axis" and "tiles have 2 axes" in found.message


def test_data_that_are_elsewhere_leave_facts_open(tmp_path: Path) -> None:
    assert Files(fields=NUCLEI).describe(tmp_path) == Schema({"image": Image(), "mask": Mask(CLASSES)})


def test_a_misspelt_folder_is_asked_after(tmp_path: Path) -> None:
    (tmp_path / "nuclei" / "image").mkdir(parents=True)
    found = fault(Files(fields=NUCLEI), tmp_path)
    assert (found.setting, found.help) == ("fields.image", "did you mean `image`?")


def test_a_pattern_that_finds_nothing_is_a_fault_at_lint_and_run(tmp_path: Path) -> None:
    (tmp_path / "i").mkdir()
    found = fault(images(tmp_path), tmp_path)
    assert (found.setting, found.message) == ("fields.image", "`i/*.npy` finds no file")
    with pytest.raises(DataError, match=r"`i/\*\.npy` finds no file for `image`"):
        read_files({"image": "i/*.npy"}, tmp_path)


def test_orphans_are_the_same_fault_at_lint_and_run(tmp_path: Path) -> None:
    arrays(tmp_path, i__a=(4, 4), i__b=(4, 4), m__a=(4, 4))
    found = fault(images(tmp_path), tmp_path)
    assert "no mask for `b`" in found.message
    with pytest.raises(DataError) as error:
        read_files({"image": "i/*.npy", "mask": "m/*.npy"}, tmp_path)
    assert error.value.problem == found.message


def test_mixed_sizes_name_both_files_and_the_way_out(tmp_path: Path) -> None:
    arrays(tmp_path, i__a=(4, 4), i__b=(6, 8), m__a=(4, 4), m__b=(6, 8))
    found = fault(images(tmp_path), tmp_path)
    assert found.setting == "fields.image"
    assert "a.npy` is 4x4 pixels" in found.message
    assert "b.npy` is 6x8" in found.message
    assert "size: 4x4" in found.help
    sized = Files(fields={"image": ImageField(pattern="i/*.npy", size=(4, 4))})
    assert sized.describe(tmp_path).fields["image"] == Image((4, 4), 1)
    assert images(tmp_path, tile=(4, 4), split=Random()).describe(tmp_path).records == 1 + 4


def test_mixed_channels_name_both_files(tmp_path: Path) -> None:
    arrays(tmp_path, i__a=(4, 4, 3), i__b=(4, 4))
    found = fault(Files(fields={"image": ImageField(pattern="i/*.npy")}), tmp_path)
    assert "a.npy` and" in found.message
    assert "b.npy` differ in channels, 3 and 1" in found.message
    same = Files(fields={"image": ImageField(pattern="i/*.npy", channels=1)})
    assert same.describe(tmp_path).fields["image"] == Image((4, 4), 1)


def test_a_mask_of_another_size_than_its_image_is_a_fault(tmp_path: Path) -> None:
    arrays(tmp_path, i__a=(4, 4), m__a=(2, 2))
    found = fault(images(tmp_path), tmp_path)
    assert found.setting == "fields.mask"
    assert "is 2x2 pixels" in found.message


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    shutil.copytree(DATA / "nuclei", tmp_path / "nuclei")
    (tmp_path / "nuclei" / "images" / "tile_03.tif").write_bytes(b"II*\0")
    found = fault(Files(fields=NUCLEI), tmp_path)
    assert found.setting == "fields.image"
    assert "tile_03.tif` cannot be read" in found.message


@pytest.mark.parametrize(
    ("data", "setting"),
    [
        (Files(), "fields"),
        (Files(fields={"image": ImageField()}), "fields.image"),
        (Files(fields={"kind": CategoryField()}), "fields.kind"),
        (Files(fields=NUCLEI, tile=(4, 4, 4), split=Random()), "tile"),
        (Files(fields={"image": ImageField(pattern="i/*.npy", size=(8, 8))}, tile=(4, 4)), "tile"),
        (Files(fields={"tile": ImageField(pattern="i/*.npy")}, tile=(4, 4)), "fields.tile"),
        (Files(fields=NUCLEI, split=Spans()), "split"),
    ],
)
def test_what_does_not_fit_is_a_fault_at_its_setting(data: Files, setting: str) -> None:
    assert fault(data, DATA).setting == setting


def test_a_volume_is_no_image() -> None:
    found = fault(Files(fields={"image": ImageField(pattern="nuclei3d/image.tif")}), DATA)
    assert "has 31 pages" in found.message
    assert "volume" in found.help


def test_its_paths_are_its_patterns() -> None:
    assert Files(fields=NUCLEI).paths() == {"fields.image": "nuclei/images/*.tif", "fields.mask": "nuclei/masks/*.tif"}


def test_new_files_are_named_by_their_stems() -> None:
    assert read_new_files("image", [Path("a/x.nii.gz"), Path("b/y.v2.tif")]).index.tolist() == ["x", "y.v2"]
    same = read_new_files("image", [Path("a/x.tif"), Path("b/x.tif")])
    assert same.index.tolist() == ["a/x.tif", "b/x.tif"]
    assert same["image"].iloc[0] == str(Path("a/x.tif").absolute())
