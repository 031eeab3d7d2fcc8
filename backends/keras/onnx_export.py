"""A network as ONNX."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import keras
import numpy as np
import onnx
import onnxruntime

from scic.backends.keras.placement import placement
from scic.backends.keras.tensor import Batch, Tensor

TOLERANCE = 1e-3  # of the largest output; rounding differs between the two


class Answers(keras.Model):
    """A network whose outputs come in a row, in the order of its tasks."""

    def __init__(self, model: Any) -> None:
        super().__init__(autocast=False)
        self.model = model
        self.build()

    def build(self, shape: object = None) -> None:
        """Nothing is left to build, but what is built is written down."""
        self.built = True

    def call(self, batch: Batch) -> tuple[Tensor, ...]:
        """The outputs for a batch."""
        outputs = self.model(batch, training=False)
        return tuple(outputs[task] for task in self.model.tasks)


def export_onnx(model: Any, inputs: Mapping[str, np.ndarray], path: Path, *, about: Mapping[str, Any]) -> float:
    """Write `model` to `path` and run both on `inputs`; give the largest difference of their outputs.

    Inputs keep their names and may come in any number of records; each task is an output. `about` is stored in the
    file, as JSON under the key `facts`. Raises ValueError, and leaves no file, when the two answers differ.
    """
    waiting = path.with_name(f".{path.name}")
    with placement("cpu"):
        answers = Answers(model)
        outputs = dict(zip(model.tasks, map(keras.ops.convert_to_numpy, answers(dict(inputs))), strict=True))
        specs = {name: _spec(name, values) for name, values in inputs.items()}
        answers.export(waiting, format="onnx", input_signature=[specs], verbose=False)
    stored = onnx.load(waiting)
    print([i.name for i in stored.graph.input], [i.name for i in stored.graph.output])
    onnx.helper.set_model_props(stored, {"facts": json.dumps(about)})
    onnx.save(stored, waiting)
    session = onnxruntime.InferenceSession(waiting, providers=["CPUExecutionProvider"])
    found = dict(zip(outputs, session.run(list(outputs), dict(inputs)), strict=True))
    difference = max(float(np.abs(outputs[name] - found[name]).max()) for name in outputs)
    largest = max(1.0, *(float(np.abs(output).max()) for output in outputs.values()))
    if difference > TOLERANCE * largest:
        waiting.unlink()
        raise ValueError(f"the exported network differs from Keras by {difference:.2e}")
    waiting.replace(path)
    return difference


def _spec(name: str, values: np.ndarray) -> keras.InputSpec:
    return keras.InputSpec(dtype=str(values.dtype), shape=(None, *values.shape[1:]), name=name)
