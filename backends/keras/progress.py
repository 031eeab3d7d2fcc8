"""What happens between the epochs of a training: validation, the numbers, and what is needed to go on."""

from __future__ import annotations

import json
import math
import os
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from keras import ops
from keras.callbacks import Callback, EarlyStopping, ProgbarLogger

from scic.backends.keras.loaders import Loader
from scic.backends.keras.stage import Stage
from scic.backends.shared.runs import write_text

Numbers = dict[str, float]

BEST = "best.weights.h5"
LAST = "last.npz"


class Epoch(Callback):
    """Sets the order and the random numbers of an epoch, and measures at its end; the first of the callbacks."""

    def __init__(self, train: Loader, validation: Loader | None) -> None:
        super().__init__()
        self.train, self.validation = train, validation

    def on_epoch_begin(self, epoch: int, logs: Numbers | None = None) -> None:
        """Choose what the epoch draws and in which order it sees the records."""
        self.train.set_epoch(epoch)
        self.model.reseed(epoch)

    def on_epoch_end(self, epoch: int, logs: Numbers | None = None) -> None:
        """Leave the numbers of the epoch for the callbacks that follow."""
        assert logs is not None
        loss = logs.pop("loss")
        logs |= {"learning_rate": float(ops.convert_to_numpy(self.model.optimizer.learning_rate)), "train_loss": loss}
        if self.validation is not None:
            logs |= self.model.validate(self.validation)
        self.model.watch(epoch)


class Bar(ProgbarLogger):
    """Keras' progress bar, with the losses alone."""

    def on_epoch_end(self, epoch: int, logs: Numbers | None = None) -> None:
        """Finish the line of an epoch."""
        shown = {name: value for name, value in (logs or {}).items() if name in ("train_loss", "validation_loss")}
        super().on_epoch_end(epoch, shown)


class Checkpoint(Callback):
    """Keeps the numbers of every epoch, the best weights, and the whole state of the training; the last callback.

    All of it is written after each epoch, each file whole or not at all, so that a training that was killed goes on
    from the end of an epoch as if nothing had happened.
    """

    def __init__(self, folder: Path, *, monitor: str | None, stop: EarlyStopping | None) -> None:
        super().__init__()
        self.folder, self.monitor, self.stop = folder, monitor, stop
        self.rows: list[Numbers] = []
        self.stopped = False
        if self.path.exists():
            with np.load(self.path) as stored:
                state = json.loads(str(stored["state"]))
            self.rows, self.stopped = state["rows"], state["stopped"]

    @property
    def path(self) -> Path:
        """The file of the whole state."""
        return self.folder / LAST

    @property
    def epochs(self) -> int:
        """How many epochs have been trained."""
        return len(self.rows)

    def restore(self, stage: Stage) -> None:
        """Put the training back to where it was, when it has been at work before."""
        if self.path.exists():
            with np.load(self.path) as stored:
                for number, variable in enumerate(_variables(stage)):
                    variable.assign(stored[str(number)])

    def on_train_begin(self, logs: Numbers | None = None) -> None:
        """Let early stopping count the epochs that have been trained before."""
        if self.stop is not None:
            for row in self.rows:
                self.stop.on_epoch_end(int(row["epoch"]), row)

    def on_epoch_end(self, epoch: int, logs: Numbers | None = None) -> None:
        """Write everything down."""
        row = {"epoch": epoch, **(logs or {})}
        if self.monitor is not None and self._improved(self.monitor, row):
            write_weights(self.model.model, self.folder / BEST)
        self.rows.append(row)
        write_text(self.folder / "metrics.csv", pd.DataFrame(self.rows).to_csv(index=False))
        self.stopped = self.model.stop_training
        state = json.dumps({"rows": self.rows, "stopped": self.stopped})
        values = (ops.convert_to_numpy(variable.value) for variable in _variables(self.model))
        arrays = {str(number): value for number, value in enumerate(values)}
        waiting = self.folder / f".{LAST}"
        np.savez(waiting, state=state, **arrays)
        waiting.replace(self.path)

    def _improved(self, monitor: str, row: Numbers) -> bool:
        """Whether it is lower than in every epoch before; a loss that is no number is never lower."""
        before = [earlier[monitor] for earlier in self.rows if not math.isnan(earlier[monitor])]
        return not self.rows or row[monitor] < min(before, default=math.inf)


def write_weights(model: Any, path: Path) -> None:
    """Write weights, whole or not at all."""
    waiting = path.with_name(f".{os.getpid()}.{path.name}")
    model.save_weights(waiting)
    waiting.replace(path)


def _variables(stage: Stage) -> list[Any]:
    return [*stage.variables, *stage.optimizer.variables]
