"""The Gaussian mixture."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from scic.compiler.catalogue.component import Baseline
from scic.compiler.catalogue.settings import Count


class GaussianMixture(Baseline):
    """A few Gaussian clouds in the principal components of the pictures: what can be made without a network.

    With 1 of the `clouds` it matches mean and covariance of the pictures, which is most of what a distance of clouds
    sees, and its pictures are blurs of no kind: look at them before believing the distance.

    Example:
        experiment digits { seed: 1 }
        data sample as scans { set: digits, split: random(stratify: digit) }
        model dcgan { latent: 32, width: 32 }
        task generation { predict: scans.image }
        method gan { epochs: 100 }
        validate baselines { use: [uniform, gaussian_mixture(clouds: 10)] }
        validate seeds { count: 3 }
    """

    section: ClassVar = "6.2"
    serves: ClassVar = ("generation",)

    clouds: Count = Field(10, description="number of Gaussian clouds")
    components: Count = Field(16, description="principal components of the pictures, at most")
