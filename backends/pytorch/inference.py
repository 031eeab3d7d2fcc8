"""A trained network at work: its weights back from a run, and its predictions as arrays."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import torch
from torch import Tensor, nn

from scic.backends.pytorch.loaders import as_tensors

Decoded = dict[str, dict[str, np.ndarray]]
Encode = Callable[[pd.DataFrame, dict[str, Any]], dict[str, np.ndarray]]

CHUNK = 64
WEIGHTS = "model.pt"


def seed_everything(seed: int) -> None:
    """Seed every source of random numbers."""
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)


def device_of(accelerator: str) -> torch.device:
    """The device that an accelerator's name means here."""
    if accelerator in ("auto", "gpu") and torch.cuda.is_available():
        return torch.device("cuda")
    if accelerator in ("auto", "gpu", "mps") and torch.backends.mps.is_available():
        return torch.device("mps")
    return torch.device("cpu")


def restore(model: nn.Module, folder: Path) -> nn.Module:
    """The network with the weights that a run or a stage has left in its folder."""
    path = folder / WEIGHTS
    if not path.exists():
        raise SystemExit(f"{folder} holds no finished training: run `python train.py --run {folder.name}` first")
    model.load_state_dict(torch.load(path, map_location="cpu", weights_only=True))
    return model


def placed(model: nn.Module, batch: Mapping[str, np.ndarray], *, accelerator: str) -> tuple[Any, dict[str, Tensor]]:
    """The network, as it answers, and a batch, both on the device that the accelerator's name means here."""
    device = device_of(accelerator)
    return model.eval().to(device), as_tensors(batch, device)


@torch.no_grad()
def decode(
    model: Any,
    records: pd.DataFrame,
    encode: Encode,
    facts: dict[str, Any],
    *,
    accelerator: str,
    chunk: int = CHUNK,
) -> Decoded:
    """Predict records, a chunk at a time: task to decoded arrays, a row a record."""
    device = device_of(accelerator)
    model.eval().to(device)
    parts: list[Mapping[str, Mapping[str, np.ndarray]]] = []
    for start in range(0, len(records), chunk):
        outputs = model(as_tensors(encode(records.iloc[start : start + chunk], facts), device))
        parts.append({task: model.tasks[task].decode(output) for task, output in outputs.items()})
    return {
        task: {name: np.concatenate([part[task][name] for part in parts]) for name in decoded}
        for task, decoded in parts[0].items()
    }
