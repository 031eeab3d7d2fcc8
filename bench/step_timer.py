"""Times the steps of one emitted project, whose folder is on the path: `python step_timer.py PACKAGE FOLDER`."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from importlib import import_module
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import torch

ROUNDS, EPOCHS = 5, 6


def main(package: str, folder: Path) -> None:
    """Print the median seconds of a step, emitted and plain, from rounds in which both take their turn."""
    train = import_module("train")
    config = import_module(f"{package}.config").Config()
    config = replace(config, supervised=replace(config.supervised, epochs=EPOCHS), hardware=on_processor(config))
    data = import_module(f"{package}.data").build_data(config)
    data = replace(data, validation=data.validation.iloc[:0])
    model = import_module(f"{package}.model").Model(config, data.facts)
    run_of = import_module(f"{package}.runs").Run
    stage_class = timed(train.Supervised)
    train.Supervised = stage_class
    times: dict[str, list[float]] = {"emitted": [], "plain": []}
    for turn in range(ROUNDS + 1):
        run = run_of(folder / f"run{turn}")
        run.start(config, data.facts)
        stage_class.seconds.clear()
        train.supervised(model, data, config, run)
        tensors = train.loaders(data, config, batch=config.supervised.batch)[0].tensors
        plain = plain_loop(model, tensors, stage_class.last.augment, config.supervised.batch)
        if turn:  # the first round warms up
            times["emitted"] += stage_class.seconds
            times["plain"] += plain
    print(json.dumps({name: median(values) for name, values in times.items()}))


def on_processor(config: Any) -> Any:
    """The hardware settings without a graphics card."""
    return replace(config.hardware, accelerator="cpu")


def timed(stage: Any) -> Any:
    """The stage, noting the seconds from one step to the next: loading, learning and all that is done around them."""

    class Timed(stage):  # type: ignore[misc]
        seconds: list[float] = []
        last: Any = None

        def on_train_batch_start(self, batch: Any, batch_idx: int) -> None:
            now = perf_counter()
            if batch_idx:
                Timed.seconds.append(now - self.before)
            self.before, Timed.last = now, self

    return Timed


def plain_loop(model: Any, tensors: dict[str, torch.Tensor], augment: Any, batch: int) -> list[float]:
    """The loop that one would write by hand; the seconds from one step to the next."""
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    records = len(next(iter(tensors.values())))
    seconds: list[float] = []
    model.train()
    for _ in range(EPOCHS):
        order = torch.randperm(records)
        for step, start in zip(count(), range(0, records, batch)):
            now = perf_counter()
            if step:
                seconds.append(now - before)
            before = now
            part = {name: tensor[order[start : start + batch]] for name, tensor in tensors.items()}
            optimizer.zero_grad()
            loss = sum(weight * model.loss(model(each), each) for weight, each in augment(part))
            loss.backward()
            optimizer.step()
    return seconds


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
