"""The order in which a training sees its records."""

from __future__ import annotations

import numpy as np


def order(records: int, *, seed: int, epoch: int) -> np.ndarray:
    """The positions of all records in the order of an epoch.

    It depends on the seed and the epoch alone, so that a training that is taken up again sees the same batches.
    """
    return np.random.default_rng((seed, epoch)).permutation(records)
