"""A network as ONNX."""

from __future__ import annotations

import json
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import torch
from torch import nn

TOLERANCE = 1e-3  # of the largest output; rounding differs between the two


def export_onnx(model: nn.Module, inputs: Mapping[str, np.ndarray], path: Path, *, about: Mapping[str, Any]) -> float:
    """Write `model` to `path` and run both on `inputs`; give the largest difference of their outputs.

    Inputs keep their names and may come in any number of records; each task is an output. `about` is stored in the
    file, as JSON under the key `facts`. Raises ValueError, and leaves no file, when the two answers differ.
    """
    model.eval().cpu()
    batch = {name: torch.from_numpy(values) for name, values in inputs.items()}
    with torch.no_grad():
        outputs = {name: output.numpy() for name, output in model(batch).items()}
    records = torch.export.Dim("records", min=1)
    waiting = path.with_name(f".{path.name}")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            model,
            (),
            waiting,
            kwargs={"batch": batch},
            dynamic_shapes={"batch": {name: {0: records} for name in batch}},
            input_names=list(batch),
            output_names=list(outputs),
            dynamo=True,
            external_data=False,
            verbose=False,
        )
    stored = onnx.load(waiting)
    onnx.helper.set_model_props(stored, {"facts": json.dumps(about)})
    onnx.save(stored, waiting)
    session = onnxruntime.InferenceSession(waiting, providers=["CPUExecutionProvider"])
    answers = dict(zip(outputs, session.run(list(outputs), dict(inputs)), strict=True))
    difference = max(float(np.abs(outputs[name] - answers[name]).max()) for name in outputs)
    largest = max(1.0, *(float(np.abs(output).max()) for output in outputs.values()))
    if difference > TOLERANCE * largest:
        waiting.unlink()
        raise ValueError(f"the exported network differs from PyTorch by {difference:.2e}")
    waiting.replace(path)
    return difference
