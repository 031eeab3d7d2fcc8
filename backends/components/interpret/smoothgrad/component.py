"""SmoothGrad as a component."""

from __future__ import annotations

from pydantic import Field

from scic.backends.components.interpret.attribution import Attribution
from scic.compiler.catalogue.component import Need
from scic.compiler.catalogue.settings import Count, Share


class SmoothGrad(Attribution):
    """SmoothGrad: gradient saliency averaged over noisy copies of each record.

    Gradients of deep networks change fast from place to place; their mean over a small neighbourhood is the
    calmer picture. Ten to fifty samples are enough. Raise `noise` until the speckle goes, and stop before
    the shapes do: 10% to 20% of a record's range suits most images.

    Example:
        interpret smoothgrad { samples: 50, noise: 15% }
    """

    section = "7.1.1"
    paper = "Smilkov, Thorat, Kim, Viégas & Wattenberg, SmoothGrad: removing noise by adding noise, 2017"
    needs = (Need(what="capability", of="input_gradient"),)

    samples: Count = Field(25, description="noisy copies of each record")
    noise: Share = Field(0.15, description="standard deviation of the noise, as a share of the record's range")
