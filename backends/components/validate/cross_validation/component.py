"""Cross-validation."""

from __future__ import annotations

from pydantic import Field

from scic.compiler.catalogue.component import Validate
from scic.compiler.catalogue.settings import Count, Share


class CrossValidation(Validate):
    """Train once for each fold, with every record in the test part once.

    For data too few for one test set to say much: under some hundred records, an interval from a single split
    is wide. The folds respect the split's `stratify` and `group`. In each turn one fold is for testing, the
    next one for validation, and the rest for training.

    The interval allows for the training records that the folds share (Nadeau and Bengio 2003), and so is
    wider than one from independent runs would be.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris, split: random(stratify: species) }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
        validate cross_validation { folds: 5 }
    """

    section = "9"
    paper = "Nadeau and Bengio, Inference for the generalization error, 2003"

    folds: Count = Field(5, gt=2, description="number of parts, each the test part once")
    level: Share = Field(0.95, gt=0, lt=1, description="confidence of the interval of the mean")
