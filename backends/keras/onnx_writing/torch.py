"""Writing a network as ONNX, from PyTorch."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch


class Answers(torch.nn.Module):
    """A network whose outputs come in a row, in the order of its tasks."""

    def __init__(self, model: Any) -> None:
        super().__init__()
        self.model = model

    def forward(self, batch: dict[str, torch.Tensor]) -> tuple[torch.Tensor, ...]:
        """The outputs for a batch."""
        outputs = self.model(batch, training=False)
        return tuple(outputs[task] for task in self.model.tasks)


def write_onnx(model: Any, inputs: Mapping[str, np.ndarray], path: Path) -> None:
    """Write a network for any number of records like `inputs`; inputs and tasks keep their names.

    Keras' own export writes a number of records that may vary by an older way, which knows fewer operations.
    """
    records = torch.export.Dim("records", min=1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Answers(model).eval(),
            (),
            path,
            kwargs={"batch": {name: torch.from_numpy(values) for name, values in inputs.items()}},
            dynamic_shapes={"batch": {name: {0: records} for name in inputs}},
            input_names=list(inputs),
            output_names=list(model.tasks),
            dynamo=True,
            external_data=False,
            verbose=False,
        )
