"""Small networks of the emitted shape, and made data whose truth is known."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pandas as pd

from scic.backends.components.field.image.keras import ImageInput
from scic.backends.components.loss.cross_entropy.keras import cross_entropy
from scic.backends.components.method.supervised.keras import Supervised
from scic.backends.components.model.cnn.keras import Cnn
from scic.backends.components.model.mlp.keras import Mlp
from scic.backends.components.optimizer.adamw.keras import adamw
from scic.backends.components.schedule.cosine.keras import cosine
from scic.backends.components.task.classification import shared as scores
from scic.backends.components.task.classification.keras import Classification
from scic.backends.keras.inference import seed_everything
from scic.backends.keras.loaders import Loader, make_loader
from scic.backends.keras.table_input import TableInput
from scic.backends.keras.training import fit

TABLE = {
    "numeric": ["a", "b"],
    "mean": [1.0, -2.0],
    "std": [2.0, 3.0],
    "missing": [0.0, 0.2],
    "categories": {"c": ["x", "y"]},
}
KIND = {"classes": ["no", "yes"], "counts": [30, 18]}
FACTS: dict[str, Any] = {
    "table": TABLE,
    "kind": KIND,
    "photo": {"size": [12, 12], "channels": 2} | {"mean": [0.5, 0.4], "std": [0.2, 0.3], "rank": 2},
}
MLP = {"hidden": (8, 6), "dropout": 0.2, "activation": "relu", "normalization": "layer"}
CNN = {"widths": (4, 6), "convolutions": 1, "normalization": "batch", "dropout": 0.0, "pool": "mean"}


class Net(keras.Model):
    """A trunk under a head."""

    inputs: tuple[str, ...] = ()
    accelerator, seed = "cpu", 3

    def __init__(self, trunk: Any) -> None:
        super().__init__(name="net", autocast=False)
        self.trunk = trunk
        losses = [(1.0, partial(cross_entropy, label_smoothing=0.0))]
        self.tasks = {"kind": Classification(trunk.size, KIND, field="kind", losses=losses, class_weights=None)}
        self.built = True

    @property
    def trunks(self) -> dict[str, Any]:
        return {"net": self.trunk}

    def encode(self, batch: Any) -> dict[str, Any]:
        return {"net": self.trunk.inputs(batch)}

    def represent(self, encoded: Any, training: bool | None = None, replaced: Any = None) -> Any:
        return self.trunk.represent(encoded["net"], training, replaced)

    def activations(self, encoded: Any) -> dict[str, Any]:
        return dict(self.trunk.activations(encoded["net"]))

    def heads(self, representation: Any) -> dict[str, Any]:
        return {name: task(representation) for name, task in self.tasks.items()}

    def call(self, batch: Any, training: bool | None = None) -> dict[str, Any]:
        return self.heads(self.represent(self.encode(batch), training))

    def losses(self, outputs: Any, batch: Any) -> dict[str, Any]:
        return {"kind": self.tasks["kind"].loss(outputs["kind"], batch)}

    def total_loss(self, outputs: Any, batch: Any) -> Any:
        return sum(self.losses(outputs, batch).values())


def table_net(seed: int = 0) -> Net:
    """A network for tables."""
    seed_everything(seed)
    return Net(Mlp(TableInput(TABLE), **MLP))


def image_net(seed: int = 0) -> Net:
    """A network for pictures."""
    seed_everything(seed)
    return Net(Cnn(ImageInput(FACTS["photo"], "photo"), **CNN))


def records(count: int, seed: int = 0) -> dict[str, np.ndarray]:
    """A table and pictures; the class is decided by the second column, and shows as a bright patch."""
    random = np.random.default_rng(seed)
    numeric = random.normal([1.0, -2.0], [2.0, 3.0], size=(count, 2)).astype(np.float32)
    kind = (numeric[:, 1] > -2).astype(np.int64)
    numeric[::7, 1] = np.nan
    photo = random.normal(0.5, 0.2, size=(count, 12, 12, 2)).astype(np.float32)
    photo[kind == 1, 3:7, 4:9] += 1
    categories = random.integers(0, 3, size=(count, 1))
    return {"numeric": numeric, "categories": categories, "photo": photo, "kind": kind}


def loaders(seed: int = 1) -> tuple[Loader, Loader]:
    """Batches of 48 records to learn from, and of 24 to validate on."""
    every = records(72)

    def encode(frame: pd.DataFrame) -> dict[str, np.ndarray]:
        return {name: values[frame.index] for name, values in every.items()}

    frame = pd.DataFrame(index=range(72))
    make = partial(make_loader, encode=encode, batch=10, seed=seed, memory=1.0, workers=0)
    return make(frame[:48], shuffle=True), make(frame[48:], shuffle=False)


def stage(net: Net, lr: float = 1e-2, **options: Any) -> Supervised:
    """The training of a network."""
    return Supervised(
        net,
        scores={"kind": (scores, "kind")},
        facts=FACTS,
        optimizer=partial(adamw, lr=lr, weight_decay=1e-2, betas=(0.9, 0.999)),
        schedule=partial(cosine, warmup=0.1, final=0.0),
        seed=1,
        **options,
    )


def train(net: Net, folder: Path, *, epochs: int, validate: bool = True, lr: float = 1e-2, **options: Any) -> None:
    """Fit a network on the made records."""
    train, validation = loaders()
    usual: dict[str, Any] = {
        "monitor": "validation_loss",
        "mode": "min",
        "patience": None,
        "delta": 0.0,
        "clip": None,
        "accumulate": 1,
        "precision": "full",
        "accelerator": "cpu",
        "devices": 1,
        "loggers": [],
    }
    own = {key: options.pop(key) for key in ("augment", "freeze", "rates", "balance") if key in options}
    fit(stage(net, lr, **own), train, validation if validate else None, folder, epochs=epochs, **usual | options)


def weights(net: Net) -> list[np.ndarray]:
    """A network's weights and statistics."""
    return [keras.ops.convert_to_numpy(weight.value) for weight in net.weights]
