"""The type system: what fields hold, and what networks make of them.

A `data` component gives fields, a `model` takes field types and gives a representation, a `task` takes a
representation and a target field. An open fact (a size nobody has declared and nothing has measured) is None,
and fits everything.
"""

from __future__ import annotations

from typing import Any, ClassVar

from scic.compiler.frozen import Frozen


class Port(Frozen):
    """Anything that passes between components; `article` and `noun` say it in a message."""

    article: ClassVar[str] = "a"
    noun: ClassVar[str] = "port"

    @classmethod
    def phrase(cls) -> str:
        """The port in words, as a message has it: `a table`, `an image`."""
        return f"{cls.article} {cls.noun}"

    def written(self) -> dict[str, Any]:
        """Its noun, as its type, and every fact by name: what the lock and the printed IR hold of it."""
        return {"type": self.noun} | vars(self)


class FieldType(Port):
    """What one field of a record holds; `encoder` is the field component that measures and encodes it."""

    encoder: ClassVar[str] = ""


class Number(FieldType):
    """A measured number, with its unit where it is declared; `skewness` is that of its different values."""

    noun = "number"
    encoder = "number"
    unit: str = ""
    integer: bool = False
    distinct: int | None = None
    skewness: float | None = None


class Category(FieldType):
    """One of several classes; `classes` and `counts` are None while nobody has looked."""

    noun = "category"
    encoder = "category"
    classes: tuple[str, ...] | None = None
    counts: tuple[int, ...] | None = None


class Multilabel(FieldType):
    """Any number of several classes."""

    noun = "multilabel"
    encoder = "multilabel"


class Id(FieldType):
    """A name of the record, of no meaning to a network."""

    article = "an"
    noun = "id"


class Pixels(FieldType):
    """A grid of intensities: the common part of images and volumes. `size` is in pixels, slowest axis first."""

    rank: ClassVar[int]
    size: tuple[int, ...] | None = None
    channels: int | None = None

    @property
    def distances(self) -> tuple[float, ...]:
        """How far apart pixels lie along each axis; all alike where nobody has said it."""
        return (1.0,) * self.rank


class Image(Pixels):
    """A picture, (height, width, channels)."""

    article = "an"
    noun = "image"
    encoder = "image"
    rank = 2


class Volume(Pixels):
    """A picture in three dimensions, (depth, height, width, channels); `spacing` in its unit along each axis.

    `stated` is what the files say of the spacing, which counts for nothing until the spec says it too.
    """

    noun = "volume"
    encoder = "image"
    rank = 3
    spacing: tuple[float, ...] | None = None
    stated: tuple[float, ...] | None = None

    @property
    def distances(self) -> tuple[float, ...]:
        """How far apart voxels lie along each axis."""
        return self.spacing or super().distances


class Pair(FieldType):
    """Two pictures of one grid, read together: the one that is moved, then the one that stays."""

    noun = "pair of pictures"
    moving: Pixels
    fixed: Pixels


class Mask(FieldType):
    """A class for every pixel; its rank is that of the image it belongs to."""

    noun = "mask"
    encoder = "mask"
    classes: tuple[str, ...] = ()


class Boxes(FieldType):
    """Any number of boxes in an image, each of a class; `counts` are boxes, not records.

    `smallest` is the shortest side of any box, in pixels of the files.
    """

    article = "a"
    noun = "list of boxes"
    encoder = "boxes"
    classes: tuple[str, ...] | None = None
    counts: tuple[int, ...] | None = None
    smallest: float | None = None


class Molecule(FieldType):
    """A graph of atoms and bonds, written as SMILES."""

    noun = "molecule"
    encoder = "smiles"


class Profile(FieldType):
    """A value of every gene, or of every other feature that is measured of all records alike.

    `whole` says whether they are counts: whole numbers, none below 0.
    """

    noun = "profile"
    encoder = "profile"
    size: int | None = None
    whole: bool | None = None


class RandomVector(FieldType):
    """`size` numbers, drawn anew for every sample; no record holds them.

    Without a size, as many as the true pictures have values.
    """

    noun = "random vector"
    size: int | None = None


class Tokens(FieldType):
    """Letters in a row; `length` is None where it is that of the longest training sequence.

    `longer` is the share of the sequences that are longer; `each` is how many letters every one has, where all have as
    many; `end` says that a mark behind the last is one more.
    """

    noun = "sequence"
    encoder = "sequence"
    alphabet: str = "characters"
    length: int | None = None
    longer: float | None = None
    each: int | None = None
    end: bool = False


class Actions(FieldType):
    """What can be done in an environment at a step; no `choices` where an action is made of numbers."""

    article = "an"
    noun = "action"
    choices: tuple[str, ...] = ()


class Table(FieldType):
    """Numbers and categories of a record, gathered."""

    noun = "table"
    columns: tuple[str, ...] = ()


class Representation(Port):
    """What a network gives to its heads."""


class Vector(Representation):
    """`size` numbers a record."""

    noun = "vector"
    size: int | None = None


class Map(Representation):
    """`channels` numbers at every place of a grid, which has one place for as many pixels as `stride` says."""

    noun = "map"
    channels: int | None = None
    stride: tuple[int, ...] = (1, 1)


class Nodes(Representation):
    """`size` numbers at every node of a graph."""

    noun = "vector for each node"
    size: int | None = None


class Picture(Representation):
    """A finished picture, in units of the true ones' spread about their mean: a head has nothing left to do."""

    noun = "picture"


class Displacement(Representation):
    """How far each place of a grid of `rank` axes is moved, and the picture that was moved so."""

    noun = "displacement field"
    rank: int = 2


class Found(Representation):
    """What a detector gives: objects with places and scores, by a loss and a decoding of its own."""

    article = "a"
    noun = "list of objects"


class Latent(Representation):
    """`size` numbers that stand for a record, and what an autoencoder decodes of them."""

    noun = "latent"
    size: int | None = None


class Steps(Representation):
    """`size` numbers at every place of a sequence; `causal` where a place knows only what is before it."""

    noun = "vector for each place of a sequence"
    size: int | None = None
    causal: bool = False


class Layer(Frozen):
    """A referable layer of a network: its published name and what it gives."""

    name: str
    port: Representation


class Schema(Frozen):
    """A data block's record type: its fields in order, and what reading the data has shown."""

    fields: dict[str, FieldType]
    records: int | None = None
    complete: bool = True
    """Whether every field is known; False while a file that would name them is not there."""
    repeated: int = 0
    """The records that equal an earlier one in everything, where chance does not make them so."""
