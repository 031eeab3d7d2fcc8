"""The split by spans."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from scic.backends.components.split.shares import ByShares, Test, Train, Validation

Axis = Annotated[int, Field(ge=0, le=2)]


class Spans(ByShares):
    """Divide the tiles of each record into three spans along one axis.

    Use it with `tile` when there is one volume, or few: the first slices train, the next validate, the last
    test. Every record gives tiles to every part.

    The parts touch, and a thing that lies across a border is in both. With many records it is better to divide
    between whole ones, with `random(group: record)`.

    Example:
        experiment nuclei { seed: 1 }
        data files as cells {
          fields {
            image: volume("data/nuclei3d/image.tif")
            mask: mask("data/nuclei3d/mask.tif", classes: [background, nucleus])
          }
          tile: 8x16x16
          split: spans(axis: 1, train: 50%, validation: 25%, test: 25%)
        }
        model unet { depth: 2, width: 8 }
        task segmentation { predict: cells.mask }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    section = "9"

    axis: Axis = Field(0, description="the axis to divide along, counted from 0, the slowest")
    train: Train = 0.7
    validation: Validation = 0.15
    test: Test = 0.15
