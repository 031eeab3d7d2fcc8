"""Writing a network as ONNX, from TensorFlow."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from scic.backends.keras.onnx_by_keras import export_named


def write_onnx(model: Any, inputs: Mapping[str, np.ndarray], path: Path) -> None:
    """Write a network for any number of records like `inputs`; inputs and tasks keep their names."""
    export_named(model, inputs, path)
