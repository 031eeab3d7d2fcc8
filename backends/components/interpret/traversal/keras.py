"""What each latent means, and draws from the prior."""

from __future__ import annotations

from typing import Any

import numpy as np
from keras import ops

from scic.backends.components.interpret.traversal.shared import paths, ranked
from scic.backends.keras.placement import placement
from scic.backends.keras.tensor import Batch


def explain(model: Any, batch: Batch, *, task: str, steps: int, reach: float, genes: int) -> dict[str, np.ndarray]:
    """Decode each latent from -`reach` to `reach` with all others at 0, and draws from the prior.

    Returns `places` (steps,), `decoded` (latents, steps, features), `top` (latents, genes), the features that change
    most, `names` (features,), `drawn` and `real` (B, features); values in the units of the data.
    """
    head, trunk = model.tasks[task], model.trunk

    def decoded(latents: np.ndarray) -> np.ndarray:
        values: np.ndarray = head.decode(head(trunk.decode(ops.convert_to_tensor(latents), False)))["values"]
        return values

    real = head.truth(batch)
    places, ways = paths(trunk.latent, steps, reach)
    prior = np.random.default_rng(model.seed).normal(size=(len(real), trunk.latent)).astype(np.float32)
    with placement(model.accelerator):
        walked = np.stack([decoded(way) for way in ways])
        drawn = decoded(prior)
    starts, ends = (
        ops.convert_to_numpy(trunk.inputs({trunk.inputs.field: ops.convert_to_tensor(walked[:, place])}))
        for place in (0, -1)
    )
    names = np.array(trunk.inputs.names)
    found = {"places": places, "decoded": walked, "names": names, "drawn": drawn, "real": real}
    return found | ranked(starts, ends, genes)
