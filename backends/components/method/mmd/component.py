"""The method `mmd`."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from scic.backends.components.method.adapting import Adapting
from scic.compiler.catalogue.settings import Count, NotNegative


class Mmd(Adapting):
    """Domain adaptation by the maximum mean discrepancy: features of one distribution in source and target.

    For labels in one place and records of another, like `dann`, and calmer: there is no opponent to train. Two
    distributions are compared by kernels; where their mean discrepancy is 0, they are the same. It is added to the
    loss on the source, so that the network learns features that follow one distribution in both.

    Several Gaussian kernels of different widths, around the mean distance of the records at hand, see differences of
    every scale. It is estimated within each batch: use large ones, of 64 records and more. Raise `strength` where
    source and target stay apart, lower it where the score on the source suffers.

    The network is validated on the source, whose score says little about the target. Keep some records of the target
    whose labels are known for `validate external`, and choose nothing by them. The weights of the last epoch are kept.

    Example:
        experiment digits { seed: 1 }
        data sample as scans { set: digits }
        data sample as photos { set: digits, transform: [invert], labels: none }
        model cnn { widths: [16, 32] }
        task classification { predict: scans.digit }
        method mmd { source: scans, target: photos, epochs: 30, batch: 64 }
        validate external { data: photos }
        validate baselines
        validate seeds { count: 3 }
    """

    paper: ClassVar = "Long et al., Learning transferable features with deep adaptation networks, 2015"

    strength: NotNegative = Field(5.0, description="weight of the discrepancy beside the loss")
    kernels: Count = Field(5, description="kernels of different widths")
    factor: Annotated[float, Field(gt=1)] = Field(2.0, description="how many times wider each kernel is than the last")
