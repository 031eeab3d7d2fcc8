"""A stage that is broken off goes on as if nothing had happened, whatever it freezes and keeps beside the network."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import torch
from torch import Tensor, nn

from scic.backends.components.augment.crop.pytorch import Crop
from scic.backends.components.freeze.gradual.shared import gradual_freeze
from scic.backends.components.freeze.trunk.shared import trunk_freeze
from scic.backends.components.method.rotation.pytorch import Rotation
from scic.backends.components.method.simclr.pytorch import Simclr
from scic.backends.components.method.transfer.pytorch import Transfer
from scic.backends.components.rates.discriminative.shared import discriminative_rates
from scic.backends.pytorch.augmentation import Augmentation
from scic.backends.pytorch.loaders import make_loader
from scic.backends.pytorch.stage import Stage
from scic.backends.pytorch.training import fit

EPOCHS = 4
Make = Callable[..., nn.Module]
VIEWS = Augmentation([Crop({"photo": "image"}, padding=0.25)], [], [])
STAGES: dict[str, Callable[..., Stage]] = {
    "simclr": partial(Simclr, views=VIEWS, temperature=0.2, projection=5),
    "rotation": partial(Rotation, pictures=["photo"]),
    "transfer": partial(
        Transfer,
        freeze=partial(gradual_freeze, epochs=1),
        rates=partial(discriminative_rates, factor=2.6),
        augment=VIEWS,
    ),
}


class Broken(Exception):
    """The power is gone."""


def train(stage: Stage, folder: Path) -> None:
    """Fit a stage on made pictures."""
    random = np.random.default_rng(0)
    photos, kinds = random.random((48, 8, 8, 2), dtype="float32"), random.integers(0, 2, 48)

    def encode(records: pd.DataFrame) -> dict[str, np.ndarray]:
        return {"photo": photos[records.index], "kind": kinds[records.index]}

    frame = pd.DataFrame(index=range(48))
    loader = partial(make_loader, encode=encode, batch=10, seed=1, memory=1.0, workers=0)
    fit(
        stage,
        loader(frame[:32], shuffle=True),
        loader(frame[32:], shuffle=False),
        folder,
        epochs=EPOCHS,
        monitor="validation_loss",
        mode="min",
        patience=None,
        delta=0.0,
        clip=None,
        accumulate=1,
        precision="full",
        accelerator="cpu",
        devices=1,
        loggers=[],
    )


def last(folder: Path) -> dict[str, Tensor]:
    """All that the stage holds after its last epoch, parts that stay behind too."""
    return dict(torch.load(folder / "last.ckpt", weights_only=True)["state_dict"])


@pytest.mark.parametrize("name", STAGES)
def test_it_ends_as_one_without_a_break(
    name: str, net: Make, usual: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stage(seed: int) -> Stage:
        torch.manual_seed(seed)
        return STAGES[name](net(), **usual)

    train(stage(0), tmp_path / "whole")
    begin = Stage.on_train_epoch_start

    def broken(self: Stage) -> None:
        if self.current_epoch == 2:
            raise Broken
        begin(self)

    with monkeypatch.context() as patched, pytest.raises(Broken):
        patched.setattr(Stage, "on_train_epoch_start", broken)
        train(stage(0), tmp_path / "broken")
    assert not (tmp_path / "broken" / "model.pt").exists()
    train(stage(9), tmp_path / "broken")
    whole, resumed = last(tmp_path / "whole"), last(tmp_path / "broken")
    assert whole.keys() == resumed.keys()
    assert [key for key, value in whole.items() if not torch.equal(value, resumed[key])] == []
    assert (tmp_path / "whole/metrics.csv").read_text() == (tmp_path / "broken/metrics.csv").read_text()


def test_what_is_frozen_does_not_move_and_what_thaws_does(net: Make, usual: dict[str, Any], tmp_path: Path) -> None:
    def moved(freeze: Callable[[int, int], int]) -> set[str]:
        torch.manual_seed(0)
        made = net()
        before = {key: value.clone() for key, value in made.state_dict().items()}
        train(Transfer(made, freeze=freeze, **usual), tmp_path / str(freeze))
        after = last(tmp_path / str(freeze))
        return {key for key, value in before.items() if not torch.equal(value, after[f"model.{key}"])}

    heads = {"tasks.kind.head.weight", "tasks.kind.head.bias"}
    assert moved(partial(trunk_freeze, epochs=None)) == heads
    top = {key for key in net().state_dict() if key.startswith("trunk.blocks.1.")}
    assert moved(partial(gradual_freeze, epochs=EPOCHS - 1)) == heads | top
    assert len(moved(partial(trunk_freeze, epochs=1))) > len(heads | top)


def test_what_stays_behind_is_no_part_of_the_result(net: Make, usual: dict[str, Any], tmp_path: Path) -> None:
    train(STAGES["simclr"](net(), **usual), tmp_path)
    kept = torch.load(tmp_path / "model.pt", weights_only=True)
    assert kept.keys() == net().state_dict().keys()
    history = pd.read_csv(tmp_path / "metrics.csv")
    assert set(history) == {"epoch", "learning_rate", "train_loss", "validation_loss"}
