"""Fits one stage: checkpoints, taking up again where it stopped, early stopping, curves."""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytorch_lightning as pl
import torch
from pytorch_lightning.callbacks import Callback, Checkpoint, EarlyStopping, ModelCheckpoint
from pytorch_lightning.loggers import Logger

from scic.backends.pytorch.inference import WEIGHTS
from scic.backends.pytorch.loaders import Loader
from scic.backends.pytorch.stage import Stage
from scic.backends.shared.runs import write_text

PRECISION = {"full": "32-true", "bf16": "bf16-mixed", "fp16": "16-mixed"}


class History(Checkpoint):
    """The numbers of every epoch, kept in the checkpoint and written to `metrics.csv` as they come.

    A callback that is no checkpoint is called before the epoch's training loss is known, and would write the last one.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.rows: list[dict[str, float]] = []

    def on_train_epoch_end(self, trainer: pl.Trainer, pl_module: pl.LightningModule) -> None:
        """Add a row."""
        numbers = {name: float(value) for name, value in trainer.callback_metrics.items()}
        rate = trainer.optimizers[0].param_groups[0]["lr"]
        self.rows.append({"epoch": trainer.current_epoch, "learning_rate": rate, **numbers})
        if trainer.is_global_zero:
            write_text(self.path, pd.DataFrame(self.rows).to_csv(index=False))

    def state_dict(self) -> dict[str, Any]:
        """What a checkpoint keeps."""
        return {"rows": self.rows}

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Go on from a checkpoint."""
        self.rows = state_dict["rows"]


def fit(
    stage: Stage,
    train: Loader,
    validation: Loader | None,
    folder: Path,
    *,
    epochs: int,
    monitor: str,
    mode: str,
    patience: int | None,
    delta: float,
    clip: float | None,
    accumulate: int,
    precision: str,
    accelerator: str,
    devices: int,
    loggers: Sequence[Logger],
) -> None:
    """Train a stage into `folder`, from its last checkpoint where there is one.

    Leaves `model.pt` there, the weights of the best epoch (of the last one without validation records). A stage that
    has its `model.pt` is finished, and is not trained again: its weights are loaded.
    """
    done = folder / WEIGHTS
    if done.exists():
        stage.model.load_state_dict(torch.load(done, weights_only=True))
        return
    best = ModelCheckpoint(folder, "best", monitor=monitor, mode=mode, enable_version_counter=False)
    last = ModelCheckpoint(folder, "last", save_on_train_epoch_end=True, enable_version_counter=False)
    callbacks: list[Callback] = [History(folder / "metrics.csv"), last]
    if validation is not None:
        callbacks.insert(1, best)
        if patience is not None:
            callbacks.append(EarlyStopping(monitor, mode=mode, patience=patience, min_delta=delta))
    logging.getLogger("pytorch_lightning").setLevel(logging.WARNING)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", ".*LeafSpec.* is deprecated")
        warnings.filterwarnings("ignore", "It is recommended to use `self.log.*sync_dist")  # they are summed already
        warnings.filterwarnings("ignore", "The .*_dataloader.* does not have many workers")
        warnings.filterwarnings("ignore", "Checkpoint directory .* exists and is not empty")
        warnings.filterwarnings("ignore", "The number of training batches .* is smaller than the logging interval")
        trainer = pl.Trainer(
            max_epochs=epochs,
            accelerator=accelerator,
            devices=devices,
            precision=PRECISION[precision],  # type: ignore[arg-type]
            callbacks=callbacks,
            logger=list(loggers),
            gradient_clip_val=clip,
            accumulate_grad_batches=accumulate,
            deterministic="warn",
            use_distributed_sampler=False,  # the loaders share the records out themselves
            num_sanity_val_steps=0,
            enable_model_summary=False,
        )
        resume = folder / "last.ckpt"
        if resume.exists():
            train.sampler.set_epoch(torch.load(resume, map_location="cpu", weights_only=True)["epoch"] + 1)  # type: ignore[union-attr]
        trainer.fit(stage, train, validation, ckpt_path=str(resume) if resume.exists() else None, weights_only=True)
    trainer.strategy.barrier()
    chosen = folder / "best.ckpt" if validation is not None and stage.best else resume
    state = torch.load(chosen, map_location="cpu", weights_only=True)["state_dict"]
    mine = {name.removeprefix("model."): value for name, value in state.items() if name.startswith("model.")}
    stage.model.load_state_dict(mine)
    stage.model.requires_grad_(True)
    if trainer.is_global_zero:
        save_weights(stage.model, folder)


def save_weights(model: torch.nn.Module, folder: Path) -> None:
    """Write weights and buffers into a folder, whole or not at all."""
    waiting = folder / f".{WEIGHTS}.{os.getpid()}"
    torch.save({name: value.cpu() for name, value in model.state_dict().items()}, waiting)
    waiting.replace(folder / WEIGHTS)
