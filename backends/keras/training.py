"""Fits one stage: checkpoints, taking up again where it stopped, early stopping, curves."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import keras
from keras.callbacks import Callback, EarlyStopping

from scic.backends.keras.blocks import carry_over, frozen_below, pace, phases
from scic.backends.keras.inference import WEIGHTS
from scic.backends.keras.loaders import Loader
from scic.backends.keras.placement import placement
from scic.backends.keras.progress import BEST, Bar, Checkpoint, Epoch, write_weights
from scic.backends.keras.stage import Stage

PRECISION = {"full": "float32", "bf16": "mixed_bfloat16", "fp16": "mixed_float16"}


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
    loggers: Sequence[Callback],
) -> None:
    """Train a stage into `folder`, from its last checkpoint where there is one.

    Leaves the weights of the best epoch there (of the last one without validation records). A stage that has them is
    finished, and is not trained again: its weights are loaded.
    """
    if (folder / WEIGHTS).exists():
        stage.model.load_weights(folder / WEIGHTS)
        return
    folder.mkdir(parents=True, exist_ok=True)
    train.multiple = devices
    stop = None
    if validation is not None and patience is not None:
        stop = EarlyStopping(monitor, mode=mode, patience=patience, min_delta=delta)
    last = Checkpoint(folder, monitor=monitor if validation is not None else None, stop=stop)
    callbacks = [Epoch(train, validation), *([stop] if stop else []), *loggers, last, Bar()]
    shown = 1 if sys.stdout.isatty() else 2
    before: keras.optimizers.Optimizer | None = None
    with placement(accelerator, devices), computing_in(PRECISION[precision], stage):
        # what learns cannot change inside one fit
        for run, learning in phases(stage.learner, stage.freeze_at, epochs):
            if last.stopped or run.stop < last.epochs:
                continue
            with frozen_below(stage.learner, learning):
                optimizer = _optimizer(stage, len(train) * epochs, clip=clip, accumulate=accumulate)
                stage.compile(optimizer)
                optimizer.build(stage.trainable_variables)
                pace(optimizer, stage.learner, stage.rates)
                if before is None:
                    last.restore(stage)
                else:
                    carry_over(before, optimizer)
                before = optimizer
                if last.epochs < run.stop and not last.stopped:
                    # the loader has its own order; Keras would put the batches into another
                    stage.fit(
                        train,
                        epochs=run.stop,
                        initial_epoch=last.epochs,
                        callbacks=callbacks,
                        shuffle=False,
                        verbose=shown,
                    )
        stage.model.trainable = True  # a teacher does not learn by gradients; what starts from it does
        if validation is not None and stage.best:
            stage.model.load_weights(folder / BEST)
        save_weights(stage.model, folder)


def save_weights(model: Any, folder: Path) -> None:
    """Write weights into a folder, whole or not at all."""
    write_weights(model, folder / WEIGHTS)


def _optimizer(stage: Stage, steps: int, *, clip: float | None, accumulate: int) -> keras.optimizers.Optimizer:
    optimizer = stage.make_optimizer(lambda lr: stage.make_schedule(lr, steps))
    optimizer.global_clipnorm = clip
    # a schedule counts the batches, not the steps that are made of them
    optimizer.gradient_accumulation_steps = accumulate if accumulate > 1 else None
    return optimizer


@contextmanager
def computing_in(policy: str, stage: Stage) -> Iterator[None]:
    """Compute a stage's trunks in another precision; what reads the data and what the losses see stays as it is."""
    networks = {id(network): network for network in (stage.model, stage.learner)}.values()
    trunks = [trunk for network in networks for trunk in network.trunks.values()]
    kept = {id(layer) for trunk in trunks for layer in trunk.inputs._flatten_layers()}
    layers = [layer for trunk in trunks for layer in trunk._flatten_layers() if id(layer) not in kept]
    before = [layer.dtype_policy for layer in (stage, *layers)]
    try:
        for layer in (stage, *layers):
            layer.dtype_policy = keras.DTypePolicy(policy)
        yield
    finally:
        for layer, old in zip((stage, *layers), before, strict=True):
            layer.dtype_policy = old
        # what was compiled knows only the precision that it was compiled for
        stage.model.make_predict_function(force=True)
