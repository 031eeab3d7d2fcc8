"""Writing a network as ONNX through Keras' own export, under the names of the batch and of the tasks."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import keras
import numpy as np
import onnx
from onnx import helper

from scic.backends.keras.tensor import Batch, Tensor

INNER = "inner_"


class Answers(keras.Model):
    """A network whose outputs come in a row, in the order of its tasks."""

    def __init__(self, model: Any) -> None:
        super().__init__(autocast=False)
        self.model = model
        self.built = True

    def call(self, batch: Batch) -> tuple[Tensor, ...]:
        """The outputs for a batch."""
        outputs = self.model(batch, training=False)
        return tuple(outputs[task] for task in self.model.tasks)


def export_named(model: Any, inputs: Mapping[str, np.ndarray], path: Path) -> None:
    """Write a network for any number of records like `inputs`; inputs and tasks keep their names."""
    answers = Answers(model)
    answers(dict(inputs))
    specs = {
        name: keras.InputSpec(str(values.dtype), (None, *values.shape[1:]), name=INNER + name)
        for name, values in inputs.items()
    }
    with quiet():
        answers.export(path, format="onnx", input_signature=[specs], verbose=False)
    written = onnx.load(path)
    _rename(written.graph, inputs, list(model.tasks))
    onnx.save(written, path)


def _rename(graph: onnx.GraphProto, inputs: Mapping[str, np.ndarray], outputs: list[str]) -> None:
    """Give a graph inputs of the names and types of the batch, and outputs of the names of the tasks."""
    entries = [onnx.ValueInfoProto() for _ in graph.input]
    for entry, inner in zip(entries, graph.input, strict=True):
        entry.CopyFrom(inner)
        entry.name = inner.name.removeprefix(INNER)
        entry.type.tensor_type.elem_type = helper.np_dtype_to_tensor_dtype(inputs[entry.name].dtype)
        # jax counts with 32 bits
        graph.node.insert(0, helper.make_node("Cast", [entry.name], [inner.name], to=inner.type.tensor_type.elem_type))
    graph.ClearField("input")
    graph.input.extend(entries)
    for output, task in zip(graph.output, outputs, strict=True):
        graph.node.append(helper.make_node("Identity", [output.name], [task]))
        output.name = task


@contextmanager
def quiet() -> Iterator[None]:
    """Keep back what the converters say on their way."""
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)
