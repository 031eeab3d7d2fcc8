"""The method `dann`."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from scic.backends.components.method.adapting import Adapting
from scic.compiler.catalogue.settings import Count, NotNegative, Positive


class Dann(Adapting):
    """Domain-adversarial training: features from which nobody can tell source from target.

    For labels in one place and records of another: another microscope, hospital or year. A second head learns to
    tell the two data sets apart by the features, while its gradient, reversed, teaches the network to keep it from
    doing so. What remains are features that mean the same in both, and the tasks are learnt from those of the
    source.

    The reversed gradient grows from nothing over the epochs, for there is nothing to align in features that are still
    noise. Where the training falls apart, lower `strength`. It assumes that the classes are about as frequent in both
    data sets: where they are not, it aligns one class with another.

    The network is validated on the source, whose score says little about the target. Keep some records of the target
    whose labels are known for `validate external`, and choose nothing by them. The weights of the last epoch are kept.

    Example:
        experiment digits { seed: 1 }
        data sample as scans { set: digits }
        data sample as photos { set: digits, transform: [invert], labels: none }
        model cnn { widths: [16, 32] }
        task classification { predict: scans.digit }
        method dann { source: scans, target: photos, epochs: 30, batch: 64 }
        validate external { data: photos }
        validate baselines
        validate seeds { count: 3 }
    """

    paper: ClassVar = "Ganin et al., Domain-adversarial training of neural networks, 2016"

    hidden: Count = Field(100, description="units of the layer between the features and the answer, source or target")
    strength: NotNegative = Field(1.0, description="factor of the reversed gradient at the end")
    ramp: Positive = Field(10.0, description="how steeply the factor rises from 0; 10 in the paper")
