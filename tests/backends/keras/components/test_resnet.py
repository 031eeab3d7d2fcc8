from __future__ import annotations

from pathlib import Path

import keras
import numpy as np
import pytest
from equivalence import array

from scic.backends.components.field.image.keras import ImageInput
from scic.backends.components.model.resnet.keras import Resnet
from scic.backends.keras.residual import residual_network

MEAN, STD = [123.68, 116.779, 103.939], [58.395, 57.12, 57.375]
"""Of red, green and blue over ImageNet, as Keras' own networks know them."""


def inputs(channels: int) -> ImageInput:
    facts = {"size": [33, 40], "channels": channels, "mean": MEAN[:channels], "std": STD[:channels]}
    return ImageInput(facts, "image")


def picture(channels: int) -> np.ndarray:
    return np.random.default_rng(0).uniform(0, 255, size=(1, 33, 40, channels)).astype("float32")


def scattered(network: keras.Model) -> keras.Model:
    """Biases and statistics as a training leaves them."""
    rng = np.random.default_rng(0)
    for weight in network.weights:
        if weight.name != "kernel":
            weight.assign(weight + 0.2 * np.abs(rng.normal(size=weight.shape)).astype("float32"))
    return network


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[keras.Model, Path]:
    """A network as Keras has it, and the folder of its files."""
    keras.utils.set_random_seed(0)
    network = scattered(keras.applications.ResNet50(include_top=False, weights=None))
    folder = tmp_path_factory.mktemp("weights")
    network.save_weights(folder / "resnet50.weights.h5")
    network.save(folder / "resnet50.keras")
    return network, folder


@pytest.mark.parametrize("file", ["resnet50.weights.h5", "resnet50.keras"])
def test_pretrained_weights_know_what_they_knew(published: tuple[keras.Model, Path], file: str) -> None:
    """Standardised, red first and without biases: the features are those of Keras' own for the same photograph."""
    network, folder = published
    trunk = Resnet(inputs(3), depth=50, small_images=False, pool=None)
    trunk.start_from(file, folder)
    prepared = keras.applications.resnet.preprocess_input(picture(3).copy())
    expected = array(network(prepared))
    np.testing.assert_allclose(array(trunk({"image": picture(3)})), expected, rtol=1e-3, atol=1e-3 * expected.std())


@pytest.fixture(scope="module")
def basic(tmp_path_factory: pytest.TempPathFactory) -> tuple[keras.Model, Path]:
    keras.utils.set_random_seed(0)
    network = scattered(residual_network(18, 3, small_images=False))
    path = tmp_path_factory.mktemp("weights") / "resnet18.weights.h5"
    network.save_weights(path)
    return network, path


def test_a_file_of_a_shallow_network_is_read_as_it_is(basic: tuple[keras.Model, Path]) -> None:
    network, path = basic
    trunk = Resnet(inputs(3), depth=18, small_images=False, pool=None)
    trunk.start_from(path.name, path.parent)
    expected = array(network(trunk.inputs({"image": picture(3)})))
    np.testing.assert_allclose(array(trunk({"image": picture(3)})), expected, rtol=1e-4, atol=1e-5)


def test_weights_for_colour_serve_grey_pictures_and_other_channels(basic: tuple[keras.Model, Path]) -> None:
    _, path = basic
    trunks = {channels: Resnet(inputs(channels), depth=18, small_images=True, pool="mean") for channels in (1, 3)}
    grey = np.random.default_rng(0).normal(size=(1, 16, 16, 1)).astype("float32")
    given = []
    for channels, trunk in trunks.items():
        trunk.start_from(str(path), Path())
        given.append(array(trunk.represent(np.repeat(grey, channels, axis=-1))))
    np.testing.assert_allclose(given[0], given[1], rtol=1e-4, atol=1e-4)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"no file of pretrained weights .*absent\.h5"):
        Resnet(inputs(3), depth=18, small_images=True, pool="mean").start_from("absent.h5", tmp_path)


@pytest.mark.parametrize("suffix", [".weights.h5", ".keras"])
def test_weights_of_another_network_are_refused(basic: tuple[keras.Model, Path], tmp_path: Path, suffix: str) -> None:
    other = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, name="conv1_conv")])
    path = tmp_path / f"other{suffix}"
    other.save(path) if suffix == ".keras" else other.save_weights(path)
    with pytest.raises(ValueError, match=r"other.* does not hold the weights of a resnet18"):
        Resnet(inputs(3), depth=18, small_images=True, pool="mean").start_from(path.name, tmp_path)


def test_a_hub_out_of_reach_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def unreachable(**options: object) -> None:
        raise OSError("no route to host")

    trunk = Resnet(inputs(3), depth=50, small_images=False, pool="mean")
    monkeypatch.setattr(keras.applications, "ResNet50", unreachable)
    with pytest.raises(ConnectionError, match=r"no route to host.*set `weights` to the path of the file"):
        trunk.start_from("hub", tmp_path)


def test_a_depth_that_the_hub_lacks_is_told(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="set `depth` to 50 or 101"):
        Resnet(inputs(3), depth=34, small_images=False, pool="mean").start_from("hub", tmp_path)
