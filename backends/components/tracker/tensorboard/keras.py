"""Training curves for TensorBoard."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from keras.callbacks import Callback
from tensorboard.summary import Writer


class Tensorboard(Callback):
    """Writes the numbers of every epoch; Keras' own callback for this needs TensorFlow."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def on_train_begin(self, logs: dict[str, float] | None = None) -> None:
        """Open a file for this training."""
        self.writer: Any = Writer(str(self.folder))

    def on_epoch_end(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        """Add a point to every curve."""
        for name, value in (logs or {}).items():
            self.writer.add_scalar(name, value, epoch)
        self.writer.flush()

    def on_train_end(self, logs: dict[str, float] | None = None) -> None:
        """Close the file."""
        self.writer.close()


def tensorboard(folder: Path) -> Tensorboard:
    """A callback that writes into `folder/tensorboard`."""
    return Tensorboard(folder / "tensorboard")
