from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import timm
import torch

from scic.backends.components.field.image.pytorch import ImageInput
from scic.backends.components.model.resnet.pytorch import Resnet


def weights_file(folder: Path, name: str = "resnet18") -> Path:
    path = folder / f"{name}.pth"
    torch.manual_seed(7)
    torch.save(timm.create_model(name, num_classes=10).state_dict(), path)
    return path


def resnet(inputs: ImageInput, weights: str | None, depth: int = 18, small_images: bool = True) -> Resnet:
    network = Resnet(inputs, depth=depth, small_images=small_images, pool="mean").eval()
    if weights is not None:
        network.start_from(weights, Path.cwd())
    return network


def test_weights_of_a_file_are_those_of_the_network(tmp_path: Path, image_input: Callable[..., ImageInput]) -> None:
    path = weights_file(tmp_path)
    network = resnet(image_input(32, 32, channels=3), str(path), small_images=False)
    original = timm.create_model("resnet18", num_classes=0)
    original.load_state_dict({key: value for key, value in torch.load(path).items() if key[:2] != "fc"})
    picture = torch.randn(1, 32, 32, 3)
    torch.testing.assert_close(network({"image": picture}), original.eval()(picture.movedim(-1, 1)))


def test_weights_for_colour_serve_grey_pictures(tmp_path: Path, image_input: Callable[..., ImageInput]) -> None:
    path = str(weights_file(tmp_path))
    grey = torch.randn(1, 16, 16, 1)
    of_grey = resnet(image_input(16, 16, channels=1), path)({"image": grey})
    of_colour = resnet(image_input(16, 16, channels=3), path)({"image": grey.expand(-1, -1, -1, 3)})
    torch.testing.assert_close(of_grey, of_colour, rtol=1e-4, atol=1e-4)


def test_a_missing_file_is_named(tmp_path: Path, image_input: Callable[..., ImageInput]) -> None:
    with pytest.raises(FileNotFoundError, match=r"no file of pretrained weights .*absent\.pth"):
        resnet(image_input(16, 16), str(tmp_path / "absent.pth"))


def test_weights_of_another_network_are_refused(tmp_path: Path, image_input: Callable[..., ImageInput]) -> None:
    path = weights_file(tmp_path, "resnet34")
    with pytest.raises(ValueError, match="does not hold the weights of a resnet18"):
        resnet(image_input(16, 16), str(path))


def test_a_hub_out_of_reach_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, image_input: Callable[..., ImageInput]
) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    with pytest.raises(ConnectionError, match="set `weights` to the path of the file"):
        resnet(image_input(16, 16), "hub")
