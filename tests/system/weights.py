"""What a run has learnt, on either backend."""

from __future__ import annotations

from pathlib import Path

import h5py
import numpy as np
import torch


def weights(folder: Path) -> dict[str, np.ndarray]:
    """The arrays that a run or a stage has left, by name."""
    if (folder / "model.pt").exists():
        loaded = torch.load(folder / "model.pt", weights_only=True)
        return {name: value.numpy() for name, value in loaded.items()}
    found: dict[str, np.ndarray] = {}

    def keep(name: str, value: object) -> None:
        if isinstance(value, h5py.Dataset):
            found[name] = value[...]

    with h5py.File(folder / "model.weights.h5") as file:
        file.visititems(keep)
    return found
