"""Records of several batches as one."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor


def one_batch(batches: Sequence[dict[str, Tensor]], names: Sequence[str]) -> dict[str, Tensor]:
    """The records of all batches behind one another; of their fields only `names`."""
    return {name: torch.cat([batch[name] for batch in batches]) for name in names}
