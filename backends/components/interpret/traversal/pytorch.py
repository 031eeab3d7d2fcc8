"""What each latent means, and draws from the prior."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
from torch import Tensor

from scic.backends.components.interpret.traversal.shared import paths, ranked


def explain(
    model: Any, batch: Mapping[str, Tensor], *, task: str, steps: int, reach: float, genes: int
) -> dict[str, np.ndarray]:
    """Decode each latent from -`reach` to `reach` with all others at 0, and draws from the prior.

    Returns `places` (steps,), `decoded` (latents, steps, features), `top` (latents, genes), the features that change
    most, `names` (features,), `drawn` and `real` (B, features); values in the units of the data.
    """
    head, trunk = model.tasks[task], model.trunk
    device = next(model.parameters()).device

    def decoded(latents: np.ndarray) -> np.ndarray:
        given = torch.from_numpy(latents).to(device)
        values: np.ndarray = head.decode(head(trunk.decode(given)))["values"]
        return values

    model.eval()
    real = head.truth(batch)
    places, ways = paths(trunk.latent, steps, reach)
    with torch.no_grad():
        walked = np.stack([decoded(way) for way in ways])
        drawn = decoded(torch.randn(len(real), trunk.latent).numpy())
    starts, ends = (
        trunk.inputs({trunk.inputs.field: torch.from_numpy(walked[:, place]).to(device)}).cpu().numpy()
        for place in (0, -1)
    )
    names = np.array(trunk.inputs.names)
    found = {"places": places, "decoded": walked, "names": names, "drawn": drawn, "real": real}
    return found | ranked(starts, ends, genes)
