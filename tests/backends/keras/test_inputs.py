from __future__ import annotations

from math import nan
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import torch
from equivalence import array, tensors

from scic.backends.components.field.image.keras import ImageInput
from scic.backends.components.field.image.pytorch import ImageInput as OriginalImage
from scic.backends.keras.table_input import TableInput
from scic.backends.pytorch.table_input import TableInput as OriginalTable

FACTS: dict[str, Any] = {
    "numeric": ["age", "weight", "same"],
    "mean": [40.0, 3000.0, 1.0],
    "std": [10.0, 500.0, 0.0],
    "missing": [0.0, 0.2, 0.1],
    "categories": {"sex": ["female", "male"], "island": ["Biscoe", "Dream", "Torgersen"]},
}
BATCH = {
    "numeric": np.array([[50, 2500, 1], [nan, nan, nan], [41, 3300, 2]], dtype="float32"),
    "categories": np.array([[2, 1], [0, 0], [1, 3]]),
}


@pytest.mark.parametrize("absent", [None, "numeric", "categories"])
def test_a_table_is_encoded_as_in_pytorch(absent: str | None) -> None:
    facts = dict(FACTS)
    batch = {name: values for name, values in BATCH.items() if name != absent}
    if absent == "categories":
        facts["categories"] = {}
    if absent == "numeric":
        facts.update(numeric=[], mean=[], std=[], missing=[])
    inputs, original = TableInput(facts), OriginalTable(facts)
    encoded = array(inputs(batch))
    np.testing.assert_allclose(encoded, array(original(tensors(batch))), rtol=1e-6)
    assert (inputs.size, inputs.shape, inputs.names) == (original.size, original.shape, original.names)
    assert encoded.shape[1:] == inputs.shape
    np.testing.assert_array_equal(inputs.groups(encoded), original.groups(torch.tensor(encoded)).numpy())
    attribution = np.random.default_rng(0).normal(size=encoded.shape).astype("float32")
    np.testing.assert_allclose(
        inputs.fold(attribution), original.fold(torch.from_numpy(attribution)).numpy(), rtol=1e-5, atol=1e-6
    )


@pytest.mark.parametrize("space", [(3, 4), (2, 3, 4)])
def test_a_picture_is_encoded_as_in_pytorch(space: tuple[int, ...]) -> None:
    facts = {"size": space, "channels": 3, "mean": [10.0, 0.0, 5.0], "std": [2.0, 0.0, 1.0], "rank": len(space)}
    inputs, original = ImageInput(facts, "photo"), OriginalImage(facts, "photo")
    batch = {"photo": np.random.default_rng(0).normal(8, 4, size=(2, *space, 3)).astype("float32")}
    encoded = array(inputs(batch))
    np.testing.assert_allclose(encoded, array(original(tensors(batch)), channels_first=True), rtol=1e-5, atol=1e-6)
    assert encoded.shape[1:] == inputs.shape == (*space, 3)
    assert (inputs.size, inputs.names, inputs.rank) == (original.size, original.names, original.rank)
    assert inputs.groups(np.zeros(1)) is None
    folded = original.fold(torch.from_numpy(np.moveaxis(encoded, -1, 1).copy())).numpy()
    np.testing.assert_allclose(inputs.fold(encoded), folded, rtol=1e-5, atol=1e-6)


def test_what_was_measured_is_saved_with_the_network_and_not_trained(tmp_path: Path) -> None:
    def network(facts: dict[str, Any]) -> keras.Model:
        model = keras.Sequential([TableInput(facts)])
        model.built = True
        return model

    path = str(tmp_path / "model.weights.h5")
    first, second = network(FACTS), network({**FACTS, "mean": [0.0, 0.0, 0.0]})
    first.save_weights(path)
    second.load_weights(path)
    np.testing.assert_array_equal(array(second.layers[0](BATCH)), array(first.layers[0](BATCH)))
    assert first.trainable_weights == []


def test_intensities_pass_half_precision_unharmed() -> None:
    facts = {"size": [1, 2], "channels": 1, "mean": [60000.0], "std": [10.0]}
    keras.config.set_dtype_policy("mixed_float16")
    try:
        encoded = ImageInput(facts, "photo")({"photo": np.array([[[[60010.0], [60020.0]]]], dtype="float32")})
    finally:
        keras.config.set_dtype_policy("float32")
    assert array(encoded).flatten().tolist() == [1.0, 2.0]
