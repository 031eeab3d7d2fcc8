"""Grad-CAM as a component."""

from __future__ import annotations

from pydantic import Field

from scic.backends.components.interpret.attribution import Attribution
from scic.compiler.catalogue.component import Need
from scic.compiler.catalogue.settings import LayerRef


class GradCam(Attribution):
    """Grad-CAM: where in an image the features are that speak for the prediction.

    The channels of a map inside the network are weighted by the prediction's mean gradient and summed. It is
    coarse (one number for each place of the map, spread over the image) but holds up in sanity checks where
    finer methods do not. The last map is the usual choice; an earlier `layer` gives a finer and less
    meaningful picture. Only what speaks for the prediction is shown.

    Example:
        interpret grad_cam { layer: net.block3 }
    """

    section = "7.1.1"
    paper = "Selvaraju et al., Grad-CAM: Visual Explanations from Deep Networks, 2017"
    needs = (Need(what="layer", of="map"),)

    layer: LayerRef | None = Field(None, description="the layer whose map is weighted; the last map when none is given")
