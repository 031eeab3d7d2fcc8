"""The boxes field."""

from __future__ import annotations

from pydantic import Field

from scic.compiler.catalogue.component import FieldKind
from scic.compiler.catalogue.ports import Boxes


class BoxesField(FieldKind):
    """Boxes around the objects of an image, each of a class.

    `data coco` has one under the name `boxes`; declare it to call it something else. An image may have none. When
    images are brought to another size, their boxes go with them.

    Example:
        experiment boxes { seed: 1 }
        data coco as cells {
          path: "data/nuclei/boxes.json"
          images: "data/nuclei/images"
          fields { nuclei: boxes(column: boxes) }
        }
        model faster_rcnn { width: 64 }
        task detection { predict: cells.nuclei }
        method supervised { epochs: 20, batch: 4 }
        validate baselines
        validate seeds { count: 3 }
    """

    frameworks = ("pytorch",)

    column: str | None = Field(None, description="the column that holds them")

    def type(self) -> Boxes:
        """The type of what is read, with what is declared of it."""
        return Boxes()
