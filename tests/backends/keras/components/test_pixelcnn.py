"""A picture drawn value by value on Keras: the network of PyTorch, the pictures that it draws, and how it learns."""

from __future__ import annotations

from functools import partial
from math import log2
from pathlib import Path
from typing import Any

import keras
import numpy as np
import onnx
import pytest
import torch
from equivalence import array, assert_exported_for_any_number, copy_weights, tensors, trained

from scic.backends.components.method.autoregressive.keras import Autoregressive
from scic.backends.components.model.pixelcnn.keras import Pixelcnn
from scic.backends.components.model.pixelcnn.pytorch import Pixelcnn as Original
from scic.backends.components.optimizer.adam.keras import adam
from scic.backends.components.schedule.constant.keras import constant
from scic.backends.components.task.generation import shared as scores
from scic.backends.components.task.generation.keras import Generation
from scic.backends.components.task.generation.pytorch import Generation as OriginalGeneration
from scic.backends.keras.inference import decode
from scic.backends.keras.latent_input import LatentInput
from scic.backends.pytorch.latent_input import LatentInput as OriginalInput
from scic.backends.shared.latents import encode_latent, read_new_samples

SPACE, CHANNELS, LEVELS = (4, 5), 2, 6
VALUES = SPACE[0] * SPACE[1] * CHANNELS
FACTS: dict[str, Any] = {"size": list(SPACE), "channels": CHANNELS, "mean": [3.0, 1.0], "std": [2.0, 4.0], "rank": 2}
SETTINGS: dict[str, Any] = {"values": (0.0, 10.0), "levels": LEVELS, "width": 8, "blocks": 2}
LATENT = {"size": VALUES, "seed": 1}


class Net(keras.Model):
    """The network under its head."""

    inputs = ("latent",)

    def __init__(self) -> None:
        super().__init__(name="net", autocast=False)
        self.trunk = Pixelcnn(LatentInput(LATENT, "latent"), space=SPACE, target=FACTS, **SETTINGS)
        self.tasks = {"generation": Generation(CHANNELS, FACTS, field="photo", finished=True)}
        self.built = True

    @property
    def trunks(self) -> dict[str, Any]:
        return {"pixelcnn": self.trunk}

    def call(self, batch: Any, training: bool | None = None) -> Any:
        return {"generation": self.tasks["generation"](self.trunk(batch, training=training))}


@pytest.fixture
def original() -> Original:
    """A network of PyTorch that is sure of some values and not of others."""
    torch.manual_seed(0)
    network = Original(OriginalInput(LATENT, "latent"), space=SPACE, target=FACTS, **SETTINGS).eval()
    with torch.no_grad():
        for weight in network.parameters():
            weight *= 2.5
    return network


@pytest.fixture
def copy(original: Original) -> Net:
    net = Net()
    copy_weights(original, net.trunk)
    return net


def pictures(count: int) -> np.ndarray:
    """Pictures whose values lie about the steps, and a few beyond them."""
    return np.random.default_rng(1).uniform(-1, 11, (count, *SPACE, CHANNELS)).astype(np.float32)


def test_with_the_same_weights_every_value_is_as_likely(original: Original, copy: Net) -> None:
    steps = np.random.default_rng(0).integers(0, LEVELS, (3, SPACE[0], SPACE[1] * CHANNELS))
    with torch.no_grad():
        expected = array(original.scores(torch.from_numpy(steps)), channels_first=True)
        bits = float(original.surprise(torch.from_numpy(pictures(7))))
    found = copy.trunk.scores(keras.ops.convert_to_tensor(steps.astype(np.float32)))
    np.testing.assert_allclose(array(found), expected, rtol=1e-4, atol=1e-4)
    here = copy.trunk.surprise(keras.ops.convert_to_tensor(pictures(7)))
    np.testing.assert_allclose(array(here), bits, atol=1e-4)
    assert trained(copy) == trained(original)
    assert len({weight.path for weight in copy.weights}) == len(copy.weights)


def test_with_the_same_weights_the_same_numbers_draw_the_same_pictures(original: Original, copy: Net) -> None:
    records = read_new_samples(40)
    head = OriginalGeneration(CHANNELS, FACTS, field="photo", finished=True)
    with torch.no_grad():
        expected = array(head(original(tensors({"latent": encode_latent(records, LATENT)}))))
    found = decode(
        copy,
        records,
        lambda rows, facts: {"latent": encode_latent(rows, LATENT)},
        FACTS,
        accelerator="cpu",
        chunk=16,
    )["generation"]["pictures"]
    np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-4)
    steps = found / 2
    np.testing.assert_allclose(steps, steps.round(), atol=1e-4)
    assert set(np.unique(steps.round())) == set(range(LEVELS))


def test_drawing_ends_where_rounding_would_go_on_for_ever(copy: Net, monkeypatch: pytest.MonkeyPatch) -> None:
    """No more rounds than there are values, even if no two of them agree."""
    rounds = 0

    def restless(steps: Any) -> Any:
        nonlocal rounds
        rounds += 1
        return 99 * keras.ops.one_hot(keras.ops.zeros_like(steps) + rounds % 2, LEVELS)

    monkeypatch.setattr(copy.trunk, "scores", restless)
    copy({"latent": np.zeros((2, VALUES), np.float32)})
    assert rounds == VALUES


@pytest.mark.slow
def test_exported_it_draws_the_same_for_any_number_of_records(
    copy: Net, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    latent = encode_latent(read_new_samples(5), LATENT)
    assert_exported_for_any_number(copy.trunk, {"latent": latent}, 2, tmp_path / "model.onnx")
    assert "initializer" not in capfd.readouterr().err
    loops = [node for node in onnx.load(tmp_path / "model.onnx").graph.node if node.op_type == "Loop"]
    assert len(loops) == 1


@pytest.fixture
def stage(tmp_path: Path) -> Autoregressive:
    keras.utils.set_random_seed(0)
    made = Autoregressive(
        Net(),
        scores={"generation": (scores, "photo")},
        facts={"photo": FACTS},
        optimizer=partial(adam, lr=1e-2, betas=(0.9, 0.999)),
        schedule=partial(constant, warmup=0.0),
        seed=1,
        figures=tmp_path,
        epochs=1,
    )
    made.compile(made.make_optimizer(lambda lr: made.make_schedule(lr, 10)))
    return made


def test_what_is_validated_is_the_mean_bits_of_the_records(stage: Autoregressive, tmp_path: Path) -> None:
    photos, latent = pictures(7), encode_latent(read_new_samples(7), LATENT)
    batches = [{"photo": photos[rows], "latent": latent[rows]} for rows in (slice(0, 5), slice(5, 7))]
    found = stage.validate(batches)
    bits = array(stage.model.trunk.surprise(keras.ops.convert_to_tensor(photos)))
    assert list(found) == ["validation_loss", "validation_generation_frechet", "validation_generation_diversity"]
    assert found["validation_loss"] == pytest.approx(bits, abs=1e-4)
    stage.watch(0)
    assert (tmp_path / "growth.png").stat().st_size


def test_it_learns_that_a_value_repeats(stage: Autoregressive) -> None:
    """Pictures of one value each cost about one guess, at the first of their values."""
    grey = 2 * np.repeat(np.arange(LEVELS, dtype=np.float32), 4)
    photos = np.broadcast_to(grey[:, None, None, None], (len(grey), *SPACE, CHANNELS)).copy()
    batch = {"photo": photos, "latent": encode_latent(read_new_samples(len(grey)), LATENT)}
    before = [array(weight) for weight in stage.model.trainable_weights]
    for _ in range(150):
        stage.train_on_batch(batch)
    guess = log2(LEVELS) / VALUES
    assert guess - 1e-3 < stage.validate([batch])["validation_loss"] < 2 * guess
    after = [array(weight) for weight in stage.model.trainable_weights]
    assert all(not np.array_equal(old, new) for old, new in zip(before, after, strict=True))
    made = array(stage.model(batch, training=False)["generation"])
    assert (made == made[:, :1, :1, :1]).mean() > 0.8
