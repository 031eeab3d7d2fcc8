"""The split by folders."""

from __future__ import annotations

from scic.compiler.catalogue.component import Split


class Folder(Split):
    """Keep the division that the folders make: `train`, `validation` and `test` above the classes.

    Use it with `data folder` for a published data set whose parts are fixed, so that results compare. `val`
    and `valid` mean validation.

    A published test set has been used by everyone who came before: small gains on it mean little.

    Example:
        experiment leaves { seed: 1 }
        data folder as leaves { path: "data/leaves", size: 128x128, split: folder }
        model cnn
        task classification { predict: leaves.class }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    section = "9"
