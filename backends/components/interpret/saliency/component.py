"""Gradient saliency as a component."""

from __future__ import annotations

from scic.backends.components.interpret.attribution import Attribution
from scic.compiler.catalogue.component import Need


class Saliency(Attribution):
    """Gradient saliency: how strongly the prediction answers to a small change of each pixel or column.

    The cheapest explanation: one backward pass. It says where the network is sensitive, not how much each
    part contributes, and it is noisy on deep networks. Use `smoothgrad` for a calmer picture of the same
    thing, and `integrated_gradients` for contributions that add up. Leave `sanity` on: a map that stays the
    same when the weights are shuffled shows the input, not what was learned.

    Example:
        interpret saliency { examples: 16 }
    """

    section = "7.1.1"
    paper = "Simonyan, Vedaldi & Zisserman, Deep Inside Convolutional Networks, 2013"
    needs = (Need(what="capability", of="input_gradient"),)
