"""Reads an annotation file in the format of COCO, and refuses what does not add up."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from scic.backends.shared.errors import DataError

ROUNDING = 1.0
"""Pixels by which a box may reach beyond its image: tools round to whole pixels."""


class Box(NamedTuple):
    """A box in pixels of its image, from its left and top to its right and bottom edge."""

    label: str
    corners: tuple[float, float, float, float]


class Picture(NamedTuple):
    """An image that the file names, its (height, width) where the file says it, and its boxes: perhaps none."""

    file: str
    size: tuple[int, int] | None
    boxes: tuple[Box, ...]


def read_annotations(path: Path) -> list[Picture]:
    """The images of an annotation file with their boxes, in its order; crowds (`iscrowd`) are left out.

    Raises DataError for a file that is no COCO, and for boxes of no image, of no category, without area or beyond
    the edge of their image; each names the first and says how many there are.
    """
    found = _parsed(path)
    categories = {each["id"]: str(each["name"]) for each in _entries(found, "categories", ("id", "name"), path)}
    images = {each["id"]: each for each in _entries(found, "images", ("id", "file_name"), path)}
    _refuse_repeated(found, path)
    boxes: dict[Any, list[Box]] = {identity: [] for identity in images}
    annotations = [
        each
        for each in _entries(found, "annotations", ("image_id", "category_id", "bbox"), path)
        if not each.get("iscrowd")
    ]
    _refuse((_name(each), f"image {each['image_id']}") for each in annotations if each["image_id"] not in images)(
        "is of {}, which `{}` does not list", "add the image to `images`, or remove the annotation", path
    )
    _refuse(
        (_name(each), f"category {each['category_id']}")
        for each in annotations
        if each["category_id"] not in categories
    )("is of {}, which `{}` does not list", "add the category to `categories`, or correct `category_id`", path)
    _refuse((_name(each), str(each["bbox"])) for each in annotations if not _is_box(each["bbox"]))(
        "has the box {}, in `{}`", "write four numbers: [left, top, width, height]", path
    )
    _refuse((_name(each), str(each["bbox"])) for each in annotations if min(each["bbox"][2:]) <= 0)(
        "has a box without area, {}, in `{}`", "remove it, or draw it anew", path
    )
    sizes = {identity: _size(each) for identity, each in images.items()}
    beyond = ((_name(each), _outside(each["bbox"], sizes[each["image_id"]])) for each in annotations)
    _refuse((name, said) for name, said in beyond if said)(
        "has a box beyond the edge of its image, {}, in `{}`", "correct the box, or the size of the image", path
    )
    for each in annotations:
        size = sizes[each["image_id"]]
        boxes[each["image_id"]].append(Box(categories[each["category_id"]], _corners(each["bbox"], size)))
    return [
        Picture(str(each["file_name"]), sizes[identity], tuple(boxes[identity])) for identity, each in images.items()
    ]


def _parsed(path: Path) -> Mapping[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise DataError(f"`{path}` is not text in UTF-8", "save it as JSON") from None
    except json.JSONDecodeError as error:
        raise DataError(
            f"`{path}` is no JSON: {error.msg[:1].lower()}{error.msg[1:]} in line {error.lineno}",
            "export the annotations again; the file may be cut off",
        ) from None
    lacking = [key for key in ("images", "annotations", "categories") if key not in found] if _is(found) else []
    if not _is(found) or lacking:
        said = f"has no {' and no '.join(f'`{key}`' for key in lacking)}" if lacking else "is a list or a single value"
        raise DataError(
            f"`{path}` {said}, an annotation file of COCO has `images`, `annotations` and `categories`",
            "export the annotations as COCO, with boxes",
        )
    return dict(found)


def _is(found: Any) -> bool:
    return isinstance(found, dict)


def _entries(found: Mapping[str, Any], key: str, needed: tuple[str, ...], path: Path) -> list[dict[str, Any]]:
    entries = found[key]
    if not isinstance(entries, list):
        raise DataError(f"`{key}` of `{path}` is no list", "export the annotations as COCO")
    for place, entry in enumerate(entries):
        lacking = [name for name in needed if not _is(entry) or name not in entry]
        if lacking:
            raise DataError(
                f"entry {place} of `{key}` in `{path}` has no `{lacking[0]}`", "add it, or remove the entry"
            )
    return entries


def _refuse_repeated(found: Mapping[str, Any], path: Path) -> None:
    for key, name in (("images", "id"), ("images", "file_name"), ("categories", "id")):
        seen: set[Any] = set()
        for entry in found[key]:
            if entry[name] in seen:
                raise DataError(f"two of `{key}` in `{path}` have the `{name}` {entry[name]!r}", "keep one of them")
            seen.add(entry[name])


class _Refusal(NamedTuple):
    """Annotations that are wrong in one way: the name of each, and what was found."""

    wrong: list[tuple[str, str]]

    def __call__(self, problem: str, remedy: str, path: Path) -> None:
        """Raise DataError with the first and their number, where there are any."""
        if self.wrong:
            name, said = self.wrong[0]
            more = f", and {len(self.wrong) - 1} more like it" if len(self.wrong) > 1 else ""
            raise DataError(f"{name} {problem.format(said, path)}{more}", remedy)


def _refuse(wrong: Iterable[tuple[str, str]]) -> _Refusal:
    return _Refusal(list(wrong))


def _name(annotation: Mapping[str, Any]) -> str:
    return f"annotation {annotation['id']}" if "id" in annotation else f"an annotation of {annotation['image_id']}"


def _is_box(box: Any) -> bool:
    return isinstance(box, list) and len(box) == 4 and all(isinstance(x, int | float) and x == x for x in box)


def _size(image: Mapping[str, Any]) -> tuple[int, int] | None:
    sides = image.get("height"), image.get("width")
    return (int(sides[0]), int(sides[1])) if all(isinstance(side, int) and side > 0 for side in sides) else None  # type: ignore[arg-type]


def _outside(box: list[float], size: tuple[int, int] | None) -> str:
    """What is said of a box that reaches beyond its image; nothing where it does not."""
    left, top, width, height = box
    if min(left, top) < -ROUNDING:
        return str(box)
    if size is not None and (left + width > size[1] + ROUNDING or top + height > size[0] + ROUNDING):
        return f"{box} in {size[1]} by {size[0]} pixels"
    return ""


def _corners(box: list[float], size: tuple[int, int] | None) -> tuple[float, float, float, float]:
    left, top, width, height = box
    right, bottom = left + width, top + height
    if size is not None:
        right, bottom = min(right, size[1]), min(bottom, size[0])
    return (max(left, 0.0), max(top, 0.0), right, bottom)


def every_box(pictures: Iterable[Picture]) -> Iterator[Box]:
    """The boxes of all images."""
    for picture in pictures:
        yield from picture.boxes
