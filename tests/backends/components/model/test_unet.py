from __future__ import annotations

from collections.abc import Callable

import pytest
import torch

from scic.backends.components.field.image.pytorch import ImageInput
from scic.backends.components.model.unet.pytorch import Unet


def unet(inputs: ImageInput, **settings: object) -> Unet:
    chosen = {
        "depth": 2,
        "width": 4,
        "convolutions": 1,
        "normalization": "group",
        "dropout": 0.0,
        "pool": None,
    }
    return Unet(inputs, **{**chosen, **settings}).eval()  # type: ignore[arg-type]


@pytest.mark.parametrize("size", [(13, 30), (4, 5), (1, 1), (5, 9, 7)])
def test_any_size_passes(size: tuple[int, ...], image_input: Callable[..., ImageInput]) -> None:
    network = unet(image_input(*size))
    assert network({"image": torch.randn(1, *size, 2)}).shape == (1, 4, *size)


def test_fine_detail_reaches_the_output_past_the_coarse_levels(
    image_input: Callable[..., ImageInput],
) -> None:
    torch.manual_seed(0)
    network = unet(image_input(16, 16), depth=3, normalization=None)
    picture = torch.randn(1, 16, 16, 2, requires_grad=True)
    network({"image": picture})[0, :, 5, 9].sum().backward()
    assert picture.grad is not None
    influence = picture.grad.abs().sum(dim=(0, 3))
    # of all pixels the one in the same place counts among the most, though three halvings lie between
    assert influence[5, 9] > influence.flatten().quantile(0.9)


def test_a_padded_picture_is_predicted_as_if_it_went_on(image_input: Callable[..., ImageInput]) -> None:
    torch.manual_seed(0)
    network = unet(image_input(7, 8))
    flat = torch.ones(1, 7, 8, 2)
    whole = torch.ones(1, 8, 8, 2)
    torch.testing.assert_close(network({"image": flat}), network({"image": whole})[:, :, :7])
