from __future__ import annotations

from pathlib import Path

import pytest

from scic.backends.shared.errors import DataError
from scic.backends.shared.patterns import divided, join, match


def touch(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


@pytest.mark.parametrize(
    ("pattern", "files", "names"),
    [
        ("a/*.tif", ["a/x1.tif", "a/x2.tif", "a/x3.png"], ["x1", "x2"]),
        ("a/*_mask.tif", ["a/x1_mask.tif", "a/x1.tif"], ["x1"]),
        ("a/*.nii.gz", ["a/p7.nii.gz"], ["p7"]),
        ("a/*.*", ["a/x1.png", "a/x2.jpg"], ["x1", "x2"]),
        ("a/*", ["a/x1.png"], ["x1"]),
        ("*/scan.tif", ["p1/scan.tif", "p2/scan.tif"], ["p1", "p2"]),
        ("**/*.png", ["top.png", "a/b/deep.png"], ["a/b/deep", "top"]),
        ("a/x[0-4].png", ["a/x3.png", "a/x7.png"], ["3"]),
        ("a/x?.png", ["a/x3.png", "a/x33.png"], ["3"]),
        ("a/*.tif", ["a/._x1.tif", "a/x1.tif"], ["x1"]),
        ("one.tif", ["one.tif"], [""]),
        ("a/*.tif", [], []),
    ],
)
def test_a_record_is_named_by_what_the_wildcards_stand_for(
    tmp_path: Path, pattern: str, files: list[str], names: list[str]
) -> None:
    touch(tmp_path, *files)
    found = match(pattern, tmp_path)
    assert list(found) == names
    assert all(Path(path).is_absolute() and Path(path).is_file() for path in found.values())


def test_an_absolute_pattern_is_taken_as_it_is(tmp_path: Path) -> None:
    touch(tmp_path, "a/x.tif")
    assert list(match(f"{tmp_path.as_posix()}/a/*.tif", Path("elsewhere"))) == ["x"]


def test_two_files_for_one_record_are_named(tmp_path: Path) -> None:
    touch(tmp_path, "a/x.png", "a/x.tif")
    with pytest.raises(DataError, match=r"two files for the record `x`.*x\.png.*x\.tif"):
        match("a/*.*", tmp_path)


def test_files_of_one_record_are_joined() -> None:
    joined = join({"image": {"b": "i/b.tif", "a": "i/a.tif"}, "mask": {"a": "m/a.tif", "b": "m/b.tif"}})
    assert joined == {"a": {"image": "i/a.tif", "mask": "m/a.tif"}, "b": {"image": "i/b.tif", "mask": "m/b.tif"}}
    assert list(joined) == ["a", "b"]


def test_patterns_without_wildcards_make_one_record() -> None:
    assert list(join({"image": {"": "i/brain.nii.gz"}, "mask": {"": "labels.nii.gz"}})) == ["brain"]


def test_records_that_lack_a_file_are_counted_and_the_first_five_named() -> None:
    images = {f"r{number}": "i" for number in range(9)}
    masks = {"r0": "m", "extra": "m"}
    with pytest.raises(DataError) as error:
        join({"image": images, "mask": masks})
    assert "9 of 10 records lack a file" in error.value.problem
    assert "no image for `extra`" in error.value.problem
    assert "no mask for `r1`, `r2`, `r3`, `r4`, `r5` and 3 more" in error.value.problem


@pytest.mark.parametrize(
    ("pattern", "top", "rest"),
    [
        ("a/b/*.tif", "a/b", "*.tif"),
        ("*/x.tif", ".", "*/x.tif"),
        ("a/x.tif", "a", "x.tif"),
        ("a/**/x/*.png", "a", "**/x/*.png"),
    ],
)
def test_a_pattern_begins_with_a_folder(pattern: str, top: str, rest: str) -> None:
    assert divided(pattern) == (top, rest)


def test_one_file_does_not_go_with_records_that_have_names() -> None:
    with pytest.raises(DataError) as error:
        join({"image": {"p1": "a/p1.tif", "p2": "a/p2.tif"}, "mask": {"": "mask.tif"}})
    assert "`mask` is the name of one file, that of `image` stands for records" in error.value.problem
    assert "`*`" in error.value.remedy
