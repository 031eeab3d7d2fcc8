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

from scic.backends.keras.onnx_writing import write_onnx
from scic.backends.keras.placement import placement

TOLERANCE = 1e-3  # of the largest output; rounding differs between the two


def export_onnx(model: Any, inputs: Mapping[str, np.ndarray], path: Path, *, about: Mapping[str, Any]) -> float:
    """Write `model` to `path` and run both on `inputs`; give the largest difference of their outputs.

    Inputs keep their names and may come in any number of records; each task is an output. `about` is stored in the
    file, as JSON under the key `facts`. Raises ValueError, and leaves no file, when the two answers differ.
    """
    waiting = path.with_name(f".{path.name}")
    with placement("cpu"):
        batch = {name: keras.ops.convert_to_tensor(values) for name, values in inputs.items()}
        outputs = {task: keras.ops.convert_to_numpy(output) for task, output in model(batch, training=False).items()}
        write_onnx(model, inputs, waiting)
    stored = onnx.load(waiting)
    _drop_unused(stored.graph)
    onnx.helper.set_model_props(stored, {"facts": json.dumps(about)})
    onnx.save(stored, waiting)
    session = onnxruntime.InferenceSession(waiting, providers=["CPUExecutionProvider"])
    answers = dict(zip(outputs, session.run(list(outputs), dict(inputs)), strict=True))
    difference = max(float(np.abs(outputs[name] - answers[name]).max()) for name in outputs)
    largest = max(1.0, *(float(np.abs(output).max()) for output in outputs.values()))
    if difference > TOLERANCE * largest:
        waiting.unlink()
        raise ValueError(f"the exported network differs from Keras by {difference:.2e}")
    waiting.replace(path)
    return difference


def _drop_unused(graph: onnx.GraphProto) -> set[str]:
    """Remove the numbers that nothing reads, of which every session would warn; give the names that are read."""
    inner = [each.g for node in graph.node for each in node.attribute if each.HasField("g")]
    read = {output.name for output in graph.output}
    read.update(*(node.input for node in graph.node), *map(_drop_unused, inner))
    kept = [numbers for numbers in graph.initializer if numbers.name in read]
    graph.ClearField("initializer")
    graph.initializer.extend(kept)
    return read
