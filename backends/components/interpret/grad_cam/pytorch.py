"""Grad-CAM (Selvaraju et al. 2017), on images and volumes."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from captum.attr import LayerGradCam
from torch import Tensor
from torch.nn import functional

from scic.backends.pytorch.attribution import Explained, Network, explanations, find_layer, trunk_of

SMOOTH = {2: "bilinear", 3: "trilinear"}


def explain(
    model: Network,
    batch: Mapping[str, Tensor],
    *,
    task: str,
    layer: str,
    chunk: int,
    sanity: bool,
    shuffles: int,
) -> dict[str, np.ndarray]:
    """Explain each record by the map of `layer`, its channels weighted by the prediction's mean gradient.

    Returns, for the trunk that the layer belongs to, the positive part spread to the size of the input,
    (B, *space); and `sanity`. Raises ValueError when the layer gives no map.
    """

    def weighted_map(explained: Explained) -> dict[str, Tensor]:
        module = find_layer(explained.model, layer)
        trunk = trunk_of(explained.model, layer)
        space = explained.inputs[explained.names.index(trunk)].shape[2:]
        coarse = LayerGradCam(explained, module).attribute(
            explained.inputs, additional_forward_args=(explained.choice,), relu_attributions=True
        )
        if coarse.ndim != 2 + len(space) or len(space) not in SMOOTH:
            raise ValueError(f"layer `{layer}` gives no map: choose one before the mean over the image is taken")
        fine = functional.interpolate(coarse, size=space, mode=SMOOTH[len(space)])
        return {trunk: fine.squeeze(1)}

    return explanations(model, batch, weighted_map, task=task, chunk=chunk, sanity=sanity, shuffles=shuffles)
