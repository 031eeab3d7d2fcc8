"""Random vectors for records: where the pictures of a generator come from."""

from __future__ import annotations

from collections.abc import Mapping
from math import prod
from typing import Any
from zlib import crc32

import numpy as np
import pandas as pd


def measure_latent(*, size: int, seed: int) -> dict[str, Any]:
    """What `encode_latent` needs to know."""
    return {"size": size, "seed": seed, "summary": f"{size} numbers drawn at random for each sample"}


def measure_drawn(picture: Mapping[str, Any], *, seed: int) -> dict[str, Any]:
    """The same, with as many numbers as a picture has values; `picture` is what was measured of those to be drawn."""
    return measure_latent(size=prod(picture["size"]) * picture["channels"], seed=seed)


def encode_latent(records: pd.DataFrame, facts: Mapping[str, Any]) -> np.ndarray:
    """A standard normal vector for each record, float32 (B, size).

    It hangs on the seed and on the record's name alone: the same record gets the same one, whatever others there are.
    """
    rows = [np.random.default_rng((facts["seed"], crc32(str(name).encode()))) for name in records.index]
    return np.stack([row.standard_normal(facts["size"]) for row in rows]).astype(np.float32)


def read_new_samples(count: int) -> pd.DataFrame:
    """Records that hold nothing but their names, one for each sample that is to be drawn."""
    return pd.DataFrame(index=pd.Index([f"sample {number}" for number in range(1, count + 1)], name="record"))
