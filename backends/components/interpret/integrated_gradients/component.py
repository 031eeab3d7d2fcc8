"""Integrated gradients as a component."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from scic.backends.components.interpret.attribution import Attribution
from scic.compiler.catalogue.component import Need
from scic.compiler.catalogue.settings import Count


class IntegratedGradients(Attribution):
    """Integrated gradients: contributions that add up to the prediction's distance from a baseline's.

    The gradient is summed along the straight path from a baseline to the record. The contributions have a
    sign, and their sum is the difference between the two outputs; the figure states how far it is off. More
    `steps` bring it closer. The baseline is part of the question: `mean` asks what sets a record apart from
    the average one, `zero` what sets it apart from an empty one (a black image). A pixel that is already
    at the baseline can get no contribution, so on dark objects prefer `mean`.

    Example:
        interpret integrated_gradients { steps: 64, baseline: mean }
    """

    section = "7.1.1"
    paper = "Sundararajan, Taly & Yan, Axiomatic Attribution for Deep Networks, 2017"
    needs = (Need(what="capability", of="input_gradient"),)

    steps: Count = Field(64, description="steps along the path from the baseline to the record")
    baseline: Literal["mean", "zero"] = Field("mean", description="where the path begins")
