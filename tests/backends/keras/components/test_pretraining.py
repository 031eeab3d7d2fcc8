"""Self-supervised stages on Keras: the losses of their papers, and what learns from them."""

from __future__ import annotations

from functools import partial
from typing import Any

import keras
import numpy as np
import pytest
from equivalence import array, tensors
from keras import ops

from scic.backends.components.augment.crop.keras import Crop
from scic.backends.components.augment.noise.keras import Noise
from scic.backends.components.field.image.keras import ImageInput
from scic.backends.components.loss.cross_entropy.keras import cross_entropy
from scic.backends.components.method.rotation.keras import Rotation
from scic.backends.components.method.simclr.keras import Simclr, nt_xent
from scic.backends.components.method.simclr.pytorch import nt_xent as original_nt_xent
from scic.backends.components.model.cnn.keras import Cnn
from scic.backends.components.optimizer.adamw.keras import adamw
from scic.backends.components.schedule.cosine.keras import cosine
from scic.backends.components.task.classification import shared as scores
from scic.backends.components.task.classification.keras import Classification
from scic.backends.keras.augmentation import Augmentation
from scic.backends.keras.loaders import Loader

PICTURE = {"photo": "image"}
KIND = {"classes": ["no", "yes"], "counts": [30, 18]}
FACTS: dict[str, Any] = {
    "kind": KIND,
    "photo": {"size": [8, 8], "channels": 2, "mean": [0.5, 0.4], "std": [0.2, 0.4], "rank": 2},
}
USUAL: dict[str, Any] = {
    "scores": {"kind": (scores, "kind")},
    "facts": FACTS,
    "optimizer": partial(adamw, lr=1e-2, weight_decay=1e-2, betas=(0.9, 0.999)),
    "schedule": partial(cosine, warmup=0.1, final=0.0),
    "seed": 1,
}


class Net(keras.Model):
    """A convolutional trunk under a head."""

    def __init__(self, pool: str | None = "mean") -> None:
        super().__init__(autocast=False)
        image = ImageInput(FACTS["photo"], "photo")
        self.trunk = Cnn(image, widths=(4, 6), convolutions=1, normalization="batch", dropout=0.0, pool=pool)
        losses = [(1.0, partial(cross_entropy, label_smoothing=0.0))]
        self.tasks = {"kind": Classification(6, KIND, field="kind", losses=losses, class_weights=None)}
        self.size = 6
        self.built = True

    @property
    def trunks(self) -> dict[str, keras.layers.Layer]:
        return {"cnn": self.trunk}

    def features(self, batch: Any, training: bool | None = None) -> Any:
        return self.trunk(batch, training=training)

    def call(self, batch: Any, training: bool | None = None) -> Any:
        return {name: task(self.features(batch, training)) for name, task in self.tasks.items()}


@pytest.fixture(autouse=True)
def seeded() -> None:
    keras.utils.set_random_seed(0)


def photos(count: int) -> dict[str, np.ndarray]:
    """Pictures of one colour each, and labels that nobody may read."""
    random = np.random.default_rng(0)
    colours = np.broadcast_to(random.random((count, 1, 1, 2), dtype="float32"), (count, 8, 8, 2)).copy()
    return {"photo": colours, "kind": np.full(count, -1)}


def simclr(net: Net) -> Simclr:
    changes = [Crop(PICTURE, padding=0.25), Noise(PICTURE, facts=FACTS, deviation=0.2)]
    return Simclr(net, views=Augmentation(changes, [], []), temperature=0.2, projection=5, **USUAL)


def rotation(net: Net) -> Rotation:
    return Rotation(net, pictures=["photo"], **USUAL)


def train(stage: keras.Model, batch: dict[str, np.ndarray], steps: int) -> list[float]:
    """Follow the gradient of the objective; the loss at each step."""
    stage.compile(keras.optimizers.Adam(1e-2))
    once = Loader(lambda _: batch, 1, batch=1, seed=0, shuffle=False)
    return list(stage.fit(once, epochs=steps, shuffle=False, verbose=0).history["loss"])


@pytest.mark.parametrize("temperature", [0.1, 0.5])
def test_the_contrastive_loss_is_that_of_pytorch(temperature: float) -> None:
    random = np.random.default_rng(0)
    views = {name: random.normal(size=(7, 4)).astype("float32") for name in ("one", "two")}
    original = original_nt_xent(*tensors(views).values(), temperature=temperature)
    found = nt_xent(*map(ops.convert_to_tensor, views.values()), temperature=temperature)
    assert float(array(found)) == pytest.approx(original.item(), rel=1e-5)


@pytest.mark.parametrize("make", [simclr, rotation])
def test_the_trunk_learns_and_the_heads_wait(make: Any) -> None:
    net = Net()
    stage = make(net)
    learnt, waiting = list(net.trunk.trainable_weights), list(net.tasks["kind"].weights)
    before = [array(weight.value).copy() for weight in (*learnt, *waiting)]
    train(stage, photos(8), steps=2)
    moved = [(array(w.value) != old).any() for w, old in zip((*learnt, *waiting), before, strict=True)]
    assert moved == [True] * len(learnt) + [False] * len(waiting)


def test_views_are_told_apart_better_with_every_step() -> None:
    losses = train(simclr(Net()), photos(16), steps=60)
    assert np.mean(losses[-10:]) < 0.8 * np.mean(losses[:3])


def test_a_map_is_averaged_over_its_places() -> None:
    stage = simclr(Net(pool=None))
    batch = {name: ops.convert_to_tensor(values) for name, values in photos(3).items()}
    assert tuple(stage.represent(batch, False).shape) == (3, 6)
    assert stage.objective(batch, False).shape == ()


def test_each_turn_has_its_label() -> None:
    random = np.random.default_rng(0)
    batch = {"photo": random.random((3, 8, 8, 2), dtype="float32"), "kind": np.arange(3)}
    turned, turns = rotation(Net()).turned(batch)
    assert array(turns).tolist() == [turn for turn in range(4) for _ in range(3)]
    for picture, turn, record in zip(array(turned["photo"]), array(turns), [*range(3)] * 4, strict=True):
        np.testing.assert_array_equal(picture, np.rot90(batch["photo"][record], int(turn)))
    assert array(turned["kind"]).tolist() == [0, 1, 2] * 4


def test_the_turn_of_pictures_with_an_up_is_learnt() -> None:
    random = np.random.default_rng(0)
    ramp = np.linspace(0, 1, 8, dtype="float32").reshape(1, 8, 1, 1) + 0.1 * random.random((32, 8, 8, 2))
    losses = train(rotation(Net()), {"photo": ramp.astype("float32")}, steps=60)
    assert losses[-1] < 0.7  # of log(4) = 1.39 by guessing
