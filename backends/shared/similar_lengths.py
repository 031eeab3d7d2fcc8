"""Batches of sequences of similar length, so that little of a batch is padding (Khomenko et al. 2016)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

Lengths = Mapping[str, np.ndarray]
"""How long the sequence of every record is, (B,), by the field."""

CHUNK = 64
"""The most batches among whose records those of similar length are looked for."""
LEAST = 2
"""The places that a batch keeps at least: what is to foresee a letter needs one before it."""


def by_length(rows: np.ndarray, lengths: np.ndarray, *, batch: int, seed: int, epoch: int) -> np.ndarray:
    """Shuffled positions in an order in which each `batch` of them in a row have similar lengths.

    They are sorted by length within chunks of many batches, at most half of all: so a record has other neighbours in
    every epoch. Then the batches are shuffled. What fills no batch comes last, of any length. Sequences that are all
    of one length keep their order.
    """
    if np.ptp(lengths) == 0:
        return rows
    whole = len(rows) // batch
    full, rest = np.split(rows, [whole * batch])
    chunk = batch * max(1, min(CHUNK, -(-whole // 2)))
    chunks = np.split(full, range(chunk, len(full), chunk))
    full = np.concatenate([each[np.argsort(lengths[each], kind="stable")] for each in chunks])
    # other random numbers than those by which the positions were shuffled
    turns = np.random.default_rng((seed, epoch, 1)).permutation(whole)
    return np.concatenate([full.reshape(whole, batch)[turns].ravel(), rest])


def cut(batch: dict[str, Any], lengths: Lengths, rows: np.ndarray) -> dict[str, Any]:
    """The batch of the records `rows`, each field of sequences (B, L) cut to the longest of them."""
    rooms = {name: max(LEAST, int(each[rows].max())) for name, each in lengths.items()}
    return {name: values[:, : rooms[name]] if name in rooms else values for name, values in batch.items()}
