"""Training curves for TensorBoard."""

from __future__ import annotations

from pathlib import Path

from pytorch_lightning.loggers import TensorBoardLogger


def tensorboard(folder: Path) -> TensorBoardLogger:
    """A logger that writes into `folder/tensorboard`."""
    # a version would be cut short and shown beside the progress bar
    return TensorBoardLogger(save_dir=folder, name="tensorboard", version="")
