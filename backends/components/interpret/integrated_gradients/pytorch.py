"""Integrated gradients (Sundararajan, Taly & Yan 2017)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np
from captum.attr import IntegratedGradients
from torch import Tensor

from scic.backends.pytorch.attribution import Explained, Network, explanations


def explain(
    model: Network,
    batch: Mapping[str, Tensor],
    *,
    task: str,
    steps: int,
    baseline: Literal["mean", "zero"],
    chunk: int,
    sanity: bool,
    shuffles: int,
) -> dict[str, np.ndarray]:
    """Explain each record by the gradient summed along the path from the baseline, times the path's length.

    Returns, by trunk, signed contributions, (B, *space) or (B, columns); `convergence` (B,), their sum minus
    the difference of the two outputs, which is 0 for enough `steps`; and `sanity`.
    """

    def integral(explained: Explained) -> dict[str, Tensor]:
        attributions, errors = IntegratedGradients(explained).attribute(
            explained.inputs,
            baselines=explained.baselines(baseline),
            additional_forward_args=(explained.choice,),
            n_steps=steps,
            internal_batch_size=chunk,
            return_convergence_delta=True,
        )
        return explained.folded(attributions) | {"convergence": errors}

    return explanations(model, batch, integral, task=task, chunk=chunk, sanity=sanity, shuffles=shuffles)
