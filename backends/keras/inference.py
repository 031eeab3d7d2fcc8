"""A trained network at work: its weights back from a run, and its predictions as arrays."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pandas as pd

from scic.backends.keras.placement import placement
from scic.backends.keras.tensor import Batch

Decoded = dict[str, dict[str, np.ndarray]]
Encode = Callable[[pd.DataFrame, dict[str, Any]], dict[str, np.ndarray]]

CHUNK = 64
WEIGHTS = "model.weights.h5"


def seed_everything(seed: int) -> None:
    """Seed every source of random numbers."""
    keras.utils.set_random_seed(seed)


def restore(model: keras.Model, folder: Path) -> Any:
    """The network with the weights that a run or a stage has left in its folder."""
    path = folder / WEIGHTS
    if not path.exists():
        raise SystemExit(f"{folder} holds no finished training: run `python train.py --run {folder.name}` first")
    model.load_weights(path)
    return model


def placed(model: keras.Model, batch: Mapping[str, np.ndarray], *, accelerator: str) -> tuple[Any, Batch]:
    """The network, and a batch on the device that the accelerator's name means here."""
    with placement(accelerator):
        return model, {name: keras.ops.convert_to_tensor(values) for name, values in batch.items()}


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
    parts: list[Mapping[str, Mapping[str, np.ndarray]]] = []
    with placement(accelerator):
        for start in range(0, len(records), chunk):
            outputs = model.predict_on_batch(encode(records.iloc[start : start + chunk], facts))
            parts.append({task: model.tasks[task].decode(output) for task, output in outputs.items()})
    return {
        task: {name: np.concatenate([part[task][name] for part in parts]) for name in decoded}
        for task, decoded in parts[0].items()
    }
