"""The types a setting may have, beyond Python's own: shares, angles, extents, references, slots."""

# annotations are not postponed: see `catalogue/base.py`

from typing import Annotated, Any, get_args

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from scic.compiler.frozen import Frozen


class Measure(Frozen):
    """A number with a unit, as written: `5%`, `30deg`."""

    value: int | float
    unit: str


class Extent(Frozen):
    """Numbers along axes, slowest first: `256x256`, `0.5x0.5x2mm`."""

    values: tuple[int | float, ...]
    unit: str = ""


class Interval(Frozen):
    """A closed range: `-30..30`; bounds in the unit, if one is written."""

    low: int | float
    high: int | float
    unit: str = ""


class Reference(Frozen):
    """A path to something with a name: `birds.species`."""

    parts: tuple[str, ...]

    def __str__(self) -> str:
        """The path as it would be written, without quotes."""
        return ".".join(self.parts)


def expected(what: str) -> PydanticCustomError:
    """The error of a value of the wrong form; `what` names the right one, with an example."""
    return PydanticCustomError("expected", "{what}", {"what": what})


def _share(value: Any) -> Any:
    if isinstance(value, Measure) and value.unit == "%":
        return value.value / 100
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise expected("a share such as `10%`")
    return value


def _quantity(units: tuple[str, ...], example: str) -> Any:
    def check(value: Any) -> Any:
        if isinstance(value, Measure):
            if value.unit not in units:
                raise expected(f"a quantity such as `{example}`")
            return value.value
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise expected(f"a quantity such as `{example}`")
        return value

    return BeforeValidator(check)


def _pixels(value: Any) -> Any:
    if isinstance(value, Extent):
        if value.unit not in ("", "px") or any(v != int(v) or v < 1 for v in value.values):
            raise expected("a size in pixels such as `128x128`")
        return tuple(int(v) for v in value.values)
    if isinstance(value, tuple):
        return value
    raise expected("a size in pixels such as `128x128`")


def _spacing(value: Any) -> Any:
    if isinstance(value, Extent):
        if any(v <= 0 for v in value.values):
            raise expected("a positive spacing such as `2x0.5x0.5um`")
        return tuple(float(v) for v in value.values)
    if isinstance(value, tuple):
        return value
    raise expected("a spacing along each axis such as `2x0.5x0.5um`")


def _interval(value: Any) -> Any:
    if isinstance(value, Interval):
        return (float(value.low), float(value.high))
    if isinstance(value, tuple):
        return value
    raise expected("a range such as `-30..30`")


def _reference(value: Any) -> Any:
    if isinstance(value, str):
        return Reference(parts=(value,))
    if not isinstance(value, Reference):
        raise expected("a reference such as `birds.species`")
    return value


def _one_or_more(value: Any) -> Any:
    return value if isinstance(value, tuple) else (value,)


Share = Annotated[float, BeforeValidator(_share), Field(ge=0, le=1)]
"""A part of a whole, `10%` or `0.1`; a float from 0 to 1."""

Degrees = Annotated[float, _quantity(("deg",), "30deg")]
PixelLength = Annotated[float, _quantity(("px",), "30px"), Field(gt=0)]
PixelSize = Annotated[tuple[int, ...], BeforeValidator(_pixels)]
"""Whole pixels along axes, slowest first: `128x128` is (128, 128)."""

Spacing = Annotated[tuple[float, ...], BeforeValidator(_spacing)]
Between = Annotated[tuple[float, float], BeforeValidator(_interval)]


class To(Frozen):
    """What a reference means: a `field`, a block of a kind, or a `layer`."""

    what: str


_Reference = BeforeValidator(_reference)

Ref = Annotated[Reference, _Reference, To("field")]
"""A reference to a field, `birds.species`; a bare name is a path of one part."""

Refs = Annotated[tuple[Ref, ...], BeforeValidator(_one_or_more)]
"""One field, or a list of them."""

StageRef = Annotated[Reference, _Reference, To("method")]
"""A reference to a stage."""

DataRef = Annotated[Reference, _Reference, To("data")]
"""A reference to a data block."""

LayerRef = Annotated[Reference, _Reference, To("layer")]
"""A reference to a layer of a model, `cnn.block1`, or `first` or `last`."""

ModelRefs = Annotated[tuple[Annotated[Reference, _Reference, To("model")], ...], BeforeValidator(_one_or_more)]
"""One model, or a list of them."""


def wanted(hint: Any, metadata: Any = ()) -> str | None:
    """What a reference in a setting of this type means; None where the setting is no reference."""
    for part in (*metadata, *getattr(hint, "__metadata__", ())):
        if isinstance(part, To):
            return part.what
    return next((found for part in get_args(hint) if (found := wanted(part)) is not None), None)


Names = Annotated[tuple[str, ...], BeforeValidator(_one_or_more)]
"""One name, or a list of names: columns, classes."""

Count = Annotated[int, Field(ge=1)]
Positive = Annotated[float, Field(gt=0)]
NotNegative = Annotated[float, Field(ge=0)]
