"""Adaptation to a second data set, weights of tasks, and joined networks, as PyTorch has them and on any engine."""

from __future__ import annotations

from typing import Any, ClassVar

import keras
import numpy as np
import pytest
import torch
from equivalence import array
from keras import ops

from scic.backends.components.balance.uncertainty import keras as balance
from scic.backends.components.balance.uncertainty import pytorch as balance_pytorch
from scic.backends.components.method.dann import keras as dann
from scic.backends.components.method.dann.reversal import reversal
from scic.backends.components.method.mmd import keras as mmd
from scic.backends.components.method.mmd import pytorch as mmd_pytorch
from scic.backends.components.model.fusion.keras import Fusion
from scic.backends.keras.gradients import gradient
from scic.backends.keras.loaders import Loader, Together
from scic.backends.keras.training import fit

KERNELS = {"kernels": 5, "factor": 2.0}
DRAW = np.random.default_rng(0)


class Net(keras.Model):
    """Features of four numbers, and one head that reads a number from them."""

    size = 6
    accelerator, seed = "cpu", 0

    def __init__(self) -> None:
        super().__init__(name="net", autocast=False)
        keras.utils.set_random_seed(0)
        self.trunk = keras.layers.Dense(6, activation="tanh", name="trunk")
        self.trunk.build((None, 4))
        self.head = keras.layers.Dense(1, name="head")
        self.head.build((None, 6))
        self.tasks: dict[str, Any] = {}
        self.built = True

    trunks: ClassVar[dict[str, Any]] = {}

    def features(self, batch: Any, training: bool | None = None) -> Any:
        return self.trunk(batch["x"])

    def heads(self, features: Any) -> dict[str, Any]:
        return {"task": self.head(features)[:, 0]}

    def call(self, batch: Any, training: bool | None = None) -> dict[str, Any]:
        return self.heads(self.features(batch, training))

    def losses(self, outputs: Any, batch: Any) -> dict[str, Any]:
        return {"task": ops.mean((outputs["task"] - batch["y"]) ** 2)}


def stage(cls: Any, **settings: Any) -> Any:
    def optimizer(lr: Any) -> keras.optimizers.Optimizer:
        return keras.optimizers.Adam(lr(2e-2))

    return cls(Net(), scores={}, facts={}, optimizer=optimizer, schedule=lambda lr, steps: lr, seed=0, **settings)


def domains() -> dict[str, dict[str, np.ndarray]]:
    """Two domains that differ along the first number; only the first says what is asked for."""
    draw = np.random.default_rng(1)
    source, target = draw.normal(size=(64, 4)).astype("float32"), draw.normal(size=(48, 4)).astype("float32")
    target[:, 0] += 2
    return {"source": {"x": source, "y": source[:, 1]}, "target": {"x": target}}


def loader() -> Together:
    def one(arrays: dict[str, np.ndarray]) -> Loader:
        def read(rows: np.ndarray) -> dict[str, np.ndarray]:
            return {name: values[rows] for name, values in arrays.items()}

        return Loader(read, len(arrays["x"]), batch=32, seed=0, shuffle=True)

    return Together(**{name: one(arrays) for name, arrays in domains().items()})


def test_a_gradient_is_turned_round_and_weighed() -> None:
    features = ops.convert_to_tensor(np.array([[1.0, -2.0]], "float32"))
    weights = ops.convert_to_tensor(np.array([[5.0, 7.0]], "float32"))
    np.testing.assert_allclose(array(dann.reversed_gradient(features, 0.3)), array(features), rtol=1e-6)
    (found,) = gradient(lambda x: ops.sum(dann.reversed_gradient(x, 0.3) * weights, axis=1), [])(features)
    np.testing.assert_allclose(array(found), [[-1.5, -2.1]], rtol=1e-6)


def test_the_discrepancy_is_that_of_pytorch() -> None:
    one, two = DRAW.normal(size=(9, 3)).astype("float32"), DRAW.normal(1, 2, size=(6, 3)).astype("float32")
    ours = mmd.discrepancy(ops.convert_to_tensor(one), ops.convert_to_tensor(two), **KERNELS)
    theirs = mmd_pytorch.discrepancy(torch.tensor(one), torch.tensor(two), **KERNELS)
    assert float(array(ours)) == pytest.approx(theirs.item(), rel=1e-4)
    same = ops.convert_to_tensor(one)
    assert float(array(mmd.discrepancy(same, same, **KERNELS))) == pytest.approx(0, abs=1e-6)
    constant = ops.zeros((4, 3))
    (found,) = gradient(lambda x: ops.reshape(mmd.discrepancy(x, x, **KERNELS), (1,)), [])(constant)
    assert np.isfinite(array(found)).all()


def test_the_reversal_follows_the_epochs() -> None:
    made = stage(dann.Dann, hidden=8, strength=1.0, ramp=10.0, epochs=10)
    made.reseed(0)
    assert float(array(made.factor)) == 0
    made.reseed(5)
    assert float(array(made.factor)) == pytest.approx(reversal(5, 10, strength=1.0, ramp=10.0))


def test_the_features_of_both_domains_meet_while_the_task_is_learnt(tmp_path: Any) -> None:
    apart, both = {}, domains()
    for strength in (0.0, 5.0):
        made = stage(mmd.Mmd, strength=strength, **KERNELS)
        usual: dict[str, Any] = {"monitor": "validation_loss", "mode": "min", "patience": None, "delta": 0.0}
        usual |= {"clip": None, "accumulate": 1, "precision": "full", "accelerator": "cpu", "devices": 1, "loggers": []}
        fit(made, loader(), None, tmp_path / str(strength), epochs=60, **usual)
        tensors = {name: {key: ops.convert_to_tensor(value) for key, value in both[name].items()} for name in both}
        features = [made.model.features(batch) for batch in tensors.values()]
        assert float(ops.convert_to_numpy(made.supervise(tensors["source"], False))) < 0.2
        apart[strength] = float(ops.convert_to_numpy(mmd.discrepancy(*features, **KERNELS)))
    assert apart[5.0] < 0.3 * apart[0.0]


def test_weights_of_tasks_are_those_of_pytorch() -> None:
    ours, theirs = (module.Uncertainty(["kind", "mass"], start=0.4) for module in (balance, balance_pytorch))
    losses = {"mass": 3.0, "kind": 2.0}
    found = ours({name: ops.convert_to_tensor(loss) for name, loss in losses.items()})
    expected = theirs({name: torch.tensor(loss) for name, loss in losses.items()})
    assert float(ops.convert_to_numpy(found)) == pytest.approx(expected.item(), rel=1e-6)
    assert [weight.name for weight in ours.trainable_variables] == ["log_variance"]


@pytest.mark.parametrize(("how", "expected"), [("concat", [[1.0, 2.0, 3.0, 5.0]]), ("sum", [[4.0, 7.0]])])
def test_vectors_are_joined(how: str, expected: list[list[float]]) -> None:
    joined = Fusion({"eye": 2, "chart": 2}, how=how)
    found = joined({"chart": ops.convert_to_tensor([[3.0, 5.0]]), "eye": ops.convert_to_tensor([[1.0, 2.0]])})
    np.testing.assert_array_equal(array(found), expected)
    assert joined.size == len(expected[0])
    with pytest.raises(ValueError, match="one width"):
        Fusion({"eye": 3, "chart": 4}, how="sum")
