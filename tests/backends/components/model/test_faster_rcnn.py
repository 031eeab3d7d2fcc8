from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor

from scic.backends.components.field.image.pytorch import ImageInput
from scic.backends.components.model.faster_rcnn.component import FasterRcnn as Described
from scic.backends.components.model.faster_rcnn.pytorch import FasterRcnn, spread
from scic.backends.components.task.detection.pytorch import Detection
from scic.compiler.catalogue.ports import Image

TARGET = {"classes": ["egg", "worm"], "lengths": [0.1, 0.4]}
SETTINGS: dict[str, Any] = {
    "depth": 18,
    "levels": 3,
    "width": 16,
    "hidden": 32,
    "normalization": "group",
    "proposals": 60,
    "samples": 16,
    "detections": 20,
    "overlap": 0.5,
    "confidence": 0.05,
}


@pytest.fixture
def detector(image_input: Callable[..., ImageInput]) -> FasterRcnn:
    torch.manual_seed(0)
    return FasterRcnn(image_input(64, 96, channels=2), target=TARGET, **SETTINGS)


@pytest.fixture
def batch() -> dict[str, Tensor]:
    torch.manual_seed(1)
    boxes = torch.tensor(
        [
            [[4.0, 4.0, 30.0, 24.0, 0.0], [40.0, 20.0, 60.0, 50.0, 1.0]],
            [[10.0, 10.0, 20.0, 30.0, 1.0], [0.0, 0.0, 0.0, 0.0, -1.0]],
            [[0.0, 0.0, 0.0, 0.0, -1.0]] * 2,
        ]
    )
    return {"image": torch.randn(3, 64, 96, 2), "boxes": boxes}


def test_it_finds_what_torchvision_finds(detector: FasterRcnn, batch: dict[str, Tensor]) -> None:
    """All records at once, and one after the other: the same boxes."""
    detector.eval()
    network: Any = detector.network
    with torch.no_grad():
        pyramid = detector(batch)
        found = detector.detect(pyramid)
        images = detector._images(pyramid)
        proposals, _ = network.rpn(images, pyramid)
        expected, _ = network.roi_heads(pyramid, proposals, images.image_sizes)
    assert found.shape == (3, 20, 6)
    for own, other in zip(found, expected, strict=True):
        own = own[own[:, 5] >= 0]
        assert len(own) == len(other["boxes"]) > 5
        torch.testing.assert_close(own[:, 4], other["scores"], atol=1e-5, rtol=0)
        torch.testing.assert_close(own[:, :4], other["boxes"], atol=1e-2, rtol=0)
        assert own[:, 5].tolist() == (other["labels"] - 1).tolist()


def test_rows_to_spare_hold_nothing(image_input: Callable[..., ImageInput], batch: dict[str, Tensor]) -> None:
    sure = FasterRcnn(image_input(64, 96, channels=2), target=TARGET, **{**SETTINGS, "confidence": 0.999}).eval()
    with torch.no_grad():
        found = sure.detect(sure(batch))
    assert (found[..., 5] == -1).all() and not found[..., :5].any()


def test_every_weight_learns(detector: FasterRcnn, batch: dict[str, Tensor]) -> None:
    detector.train().loss(detector(batch), batch["boxes"]).backward()
    assert all(weight.grad is not None and weight.grad.isfinite().all() for weight in detector.parameters())


def test_empty_records_teach_and_unmarked_ones_do_not(detector: FasterRcnn, batch: dict[str, Tensor]) -> None:
    detector.train()
    pyramid = detector(batch)
    for label, teaches in ((-1.0, True), (-2.0, False)):
        boxes = batch["boxes"].clone()
        boxes[..., 4] = label
        loss = detector.loss(pyramid, boxes)
        assert torch.isfinite(loss) and bool(loss > 0) == teaches


def test_the_task_leaves_the_detector_s_weights_to_it(detector: FasterRcnn, batch: dict[str, Tensor]) -> None:
    task = Detection(detector.size, TARGET, field="boxes", detector=detector)
    assert not list(task.parameters())
    task.train()
    detector.train()
    pyramid = detector(batch)
    assert task(pyramid) is pyramid
    assert torch.isfinite(task.loss(pyramid, batch))
    task.eval()
    detector.eval()
    with torch.no_grad():
        output = task(detector(batch))
        assert torch.isfinite(task.loss(output, batch))
    assert not detector.network.rpn.training and not detector.network.roi_heads.training
    decoded = task.decode(output)
    assert decoded["boxes"].shape == (3, 20, 4) and decoded["scores"].shape == decoded["classes"].shape == (3, 20)
    assert task.truth(batch).tolist() == [[2], [1], [0]]
    assert task.explained(output).shape == (3,)


def test_it_starts_from_the_boxes_that_there_are() -> None:
    lengths = spread((0.1, 0.4), (100, 100), 3)
    assert lengths == pytest.approx([10, 20, 40])


def test_a_file_of_weights(detector: FasterRcnn, image_input: Callable[..., ImageInput], tmp_path: Path) -> None:
    """Of other classes: all is taken over but what depends on them."""
    torch.save(detector.network.state_dict(), tmp_path / "weights.pt")
    more = {"classes": ["a", "b", "c"], "lengths": [0.2, 0.3]}
    other = FasterRcnn(image_input(64, 96, channels=2), target=more, **SETTINGS)
    other.start_from("weights.pt", tmp_path)
    taken, given = other.network.state_dict(), detector.network.state_dict()
    same = [name for name in given if given[name].shape == taken[name].shape and torch.equal(given[name], taken[name])]
    assert len(same) == len([name for name in given if "box_predictor" not in name])
    wide = FasterRcnn(image_input(64, 96, channels=2), target=TARGET, **{**SETTINGS, "width": 32})
    with pytest.raises(ValueError, match="does not hold"):
        wide.start_from("weights.pt", tmp_path)
    with pytest.raises(FileNotFoundError, match="lost"):
        wide.start_from("lost.pt", tmp_path)


@pytest.mark.parametrize(("depth", "levels", "normalization"), [(18, 2, "group"), (34, 4, "batch"), (50, 3, "group")])
def test_its_layers_give_what_the_ports_promise(
    image_input: Callable[..., ImageInput], depth: int, levels: int, normalization: str
) -> None:
    settings = {"depth": depth, "levels": levels, "normalization": normalization}
    described = Described.model_validate({**SETTINGS, **settings})
    made = FasterRcnn(image_input(64, 96, channels=1), target=TARGET, **{**SETTINGS, **settings}).eval()
    seen: dict[str, Tensor] = {}
    for name, layer in made.layers.items():
        layer.register_forward_hook(lambda _m, _i, output, name=name: seen.__setitem__(name, output))
    with torch.no_grad():
        made({"image": torch.randn(1, 64, 96, 1)})
    promised = described.layers(Image(size=(64, 96), channels=1))
    assert [layer.name for layer in promised] == list(seen)
    for layer in promised:
        port: Any = layer.port
        assert seen[layer.name].shape == (1, port.channels, 64 // port.stride[0], 96 // port.stride[1])
