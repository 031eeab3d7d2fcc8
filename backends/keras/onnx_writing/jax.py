"""Writing a network as ONNX, from jax."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import helper

from scic.backends.keras.onnx_by_keras import export_named
from scic.backends.shared.errors import DataError


def write_onnx(model: Any, inputs: Mapping[str, np.ndarray], path: Path) -> None:
    """Write a network for any number of records like `inputs`; inputs and tasks keep their names.

    Raises DataError for what jax2onnx has no words for, such as the convolutions of a volume.
    """
    try:
        export_named(model, inputs, path)
    except NotImplementedError as error:
        raise DataError(
            f"jax cannot write this network as ONNX ({str(error).split(':')[0].lower()})",
            "set `engine: torch` in experiment.sci, build the project again and export: the weights serve every engine",
        ) from None
    written = onnx.load(path)
    nodes = [part for node in written.graph.node for part in _plain_pooling(node)]
    written.graph.ClearField("node")
    written.graph.node.extend(nodes)
    onnx.save(written, path)


def _plain_pooling(node: onnx.NodeProto) -> Iterator[onnx.NodeProto]:
    """Pooling as it can be run: over space alone, the channels first.

    jax2onnx pools (1, 1, B, *space, C) as if records and channels were places too; no runtime has so many axes.
    """
    options = {each.name: helper.get_attribute_value(each) for each in node.attribute}
    rank = len(options.get("kernel_shape", ())) - 2
    if node.op_type != "MaxPool" or rank < 2:
        yield node
        return
    source, result, name = node.input[0], node.output[0], node.output[0]
    forth, back = (0, rank + 1, *range(1, rank + 1)), (0, *range(2, rank + 2), 1)
    inner = {key: values[1:-1] for key, values in options.items() if key in ("kernel_shape", "strides", "dilations")}
    if "pads" in options:
        before, after = np.split(np.array(options["pads"]), 2)
        inner["pads"] = [*before[1:-1], *after[1:-1]]
    axes = f"{name}_axes"
    yield helper.make_node("Constant", [], [axes], value_ints=[0, 1])
    yield helper.make_node("Squeeze", [source, axes], [f"{name}_maps"])
    yield helper.make_node("Transpose", [f"{name}_maps"], [f"{name}_forth"], perm=forth)
    yield helper.make_node("MaxPool", [f"{name}_forth"], [f"{name}_pooled"], **inner)
    yield helper.make_node("Transpose", [f"{name}_pooled"], [f"{name}_back"], perm=back)
    yield helper.make_node("Unsqueeze", [f"{name}_back", axes], [result])
