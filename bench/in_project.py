"""Run inside an emitted project: seconds of a step of its own training and of a plain loop, as JSON."""

from __future__ import annotations

import importlib
import json
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import torch
from torch.nn import functional

ROUNDS = 9


def main(package: str) -> None:
    """Time both loops in turn, after a round that is not counted."""
    config_module, data_module, train_module = (
        importlib.import_module(name) for name in (f"{package}.config", f"{package}.data", "train")
    )
    model_module, runs = (importlib.import_module(f"{package}.{name}") for name in ("model", "runs"))
    config = config_module.Config(hardware=config_module.Hardware(accelerator="cpu"))
    data = data_module.build_data(config)
    emitted, plain = [], []
    for _ in range(ROUNDS + 1):
        emitted.append(own_step(train_module, model_module.Model(config, data.facts), data, config, runs.Run))
        plain.append(plain_step(model_module.Model(config, data.facts), data, config, data_module.encode))
    print(json.dumps([median(emitted[1:]), median(plain[1:])]))


def own_step(train_module: Any, model: Any, data: Any, config: Any, run: Any) -> float:
    """The project's own stage: the time between the start and the end of an epoch's batches, a step."""
    starts: list[float] = []
    ends: list[float] = []
    stage = importlib.import_module(f"{type(model).__module__.split('.')[0]}.stage").Stage
    begin, finish = stage.on_train_epoch_start, stage.on_train_epoch_end

    def on_start(self: Any) -> None:
        begin(self)
        starts.append(time.perf_counter())

    def on_end(self: Any) -> None:
        ends.append(time.perf_counter())
        finish(self)

    stage.on_train_epoch_start, stage.on_train_epoch_end = on_start, on_end
    try:
        with tempfile.TemporaryDirectory() as folder:
            train_module.train_learn(model, data, config, run(Path(folder)))
    finally:
        stage.on_train_epoch_start, stage.on_train_epoch_end = begin, finish
    steps = -(-len(data.train) // config.learn.batch)
    return median(end - start for start, end in zip(starts[1:], ends[1:], strict=True)) / steps


def plain_step(model: Any, data: Any, config: Any, encode: Any) -> float:
    """What one would write by hand: shuffle, slice, forward, cross-entropy, backward, step."""
    batch = {name: torch.from_numpy(np.array(values)) for name, values in encode(data.train, data.facts).items()}
    target = batch[next(name for name in batch if name not in model.inputs)]
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, 1000)
    model.train()
    seconds = []
    size = config.learn.batch
    for _ in range(config.learn.epochs):
        order = torch.randperm(len(target))
        start = time.perf_counter()
        for first in range(0, len(order), size):
            rows = order[first : first + size]
            output = model({name: batch[name][rows] for name in model.inputs})["answer"]
            loss = functional.cross_entropy(output, target[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
        seconds.append(time.perf_counter() - start)
    return median(seconds[1:]) / -(-len(order) // size)


if __name__ == "__main__":
    main(sys.argv[1])
