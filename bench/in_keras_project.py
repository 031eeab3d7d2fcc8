"""Run inside an emitted Keras project: seconds of a step of its own training and of a bare `fit`, as JSON."""

from __future__ import annotations

import importlib
import json
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

WARM = 2
"""Epochs that are not counted: in them the step is compiled."""


def main(package: str) -> None:
    """Time the project's stage, then a network written by hand on the same engine, data and order of batches."""
    config_module, data_module, model_module, runs = (
        importlib.import_module(f"{package}.{name}") for name in ("config", "data", "model", "runs")
    )
    config = config_module.Config(hardware=config_module.Hardware(accelerator="cpu"))
    data = data_module.build_data(config)
    model = model_module.Model(config, data.facts)
    emitted = own_step(package, model, data, config, runs.Run)
    batch = data_module.encode(data.train, data.facts)
    (target,) = (name for name in batch if name not in model.inputs)
    plain = plain_step(batch[model.inputs[0]], batch[target], config)
    print(json.dumps([emitted, plain]))


class Clock:
    """The length of each epoch."""

    def __init__(self) -> None:
        self.starts: list[float] = []
        self.ends: list[float] = []

    def step(self, steps: int) -> float:
        """The median over the epochs that count, a step."""
        lengths = [end - start for start, end in zip(self.starts, self.ends, strict=True)]
        return median(lengths[WARM:]) / steps


def own_step(package: str, model: Any, data: Any, config: Any, run: Any) -> float:
    """The project's own stage: the time between the start of an epoch and its validation, a step."""
    epoch = importlib.import_module(f"{package}.progress").Epoch
    begin, finish, clock = epoch.on_epoch_begin, epoch.on_epoch_end, Clock()

    def on_begin(self: Any, number: int, logs: Any = None) -> None:
        clock.starts.append(time.perf_counter())
        begin(self, number, logs)

    def on_end(self: Any, number: int, logs: Any = None) -> None:
        clock.ends.append(time.perf_counter())
        finish(self, number, logs)

    epoch.on_epoch_begin, epoch.on_epoch_end = on_begin, on_end
    with tempfile.TemporaryDirectory() as folder:
        importlib.import_module("train").train_learn(model, data, config, run(Path(folder)))
    return clock.step(-(-len(data.train) // config.learn.batch))


def plain_step(images: Any, labels: Any, config: Any) -> float:
    """What one would write by hand: the same layers in a row, compiled and fitted on arrays."""
    import keras
    from keras import layers

    clock = Clock()

    class Timed(keras.callbacks.Callback):
        def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
            clock.starts.append(time.perf_counter())

        def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
            clock.ends.append(time.perf_counter())

    stack: list[Any] = [keras.Input(images.shape[1:]), layers.Rescaling(1 / 16)]
    for number, width in enumerate(config.cnn.widths):
        stack += [layers.MaxPooling2D(2)] if number else []
        for _ in range(config.cnn.convolutions):
            stack += [layers.Conv2D(width, 3, padding="same", use_bias=False), layers.BatchNormalization()]
            stack += [layers.ReLU()]
    plain = keras.Sequential([*stack, layers.GlobalAveragePooling2D(), layers.Dense(int(labels.max()) + 1)])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    plain.compile(keras.optimizers.AdamW(1e-3), loss)
    settings = config.learn
    plain.fit(images, labels, batch_size=settings.batch, epochs=settings.epochs, verbose=0, callbacks=[Timed()])
    return clock.step(-(-len(images) // settings.batch))


if __name__ == "__main__":
    main(sys.argv[1])
