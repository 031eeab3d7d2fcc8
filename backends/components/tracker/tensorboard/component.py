"""The tracker `tensorboard`."""

from __future__ import annotations

from typing import ClassVar

from scic.compiler.catalogue.component import Tracker


class Tensorboard(Tracker):
    """TensorBoard: training curves to watch in a browser while the network learns.

    The curves also stand in `metrics.csv` and in the report. Start it with `tensorboard --logdir runs`.

    Example:
        experiment iris { track: tensorboard }
    """

    section: ClassVar = "3"
    requires: ClassVar = {"shared": ("tensorboard>=2.17",)}
