from __future__ import annotations

import pytest
import torch

from scic.backends.components.loss.lncc.pytorch import lncc


@pytest.mark.parametrize("space", [(20, 24), (12, 14, 16)], ids=str)
def test_only_the_pattern_of_a_window_counts(space: tuple[int, ...]) -> None:
    torch.manual_seed(0)
    picture, other = torch.randn(2, *space, 1), torch.randn(2, *space, 1)
    shade = torch.linspace(1, 3, space[0]).reshape(1, -1, *[1] * len(space))
    assert lncc(picture, picture, window=5).max() < 0.01
    assert lncc(shade * picture + shade, picture, window=5).max() < 0.1
    assert lncc(other, picture, window=5).min() > 0.8


def test_an_unknown_pixel_teaches_nothing_and_spoils_nothing() -> None:
    torch.manual_seed(0)
    picture, target = torch.randn(1, 16, 16, 1, requires_grad=True), torch.randn(1, 16, 16, 1)
    target[:, :8] = torch.nan
    lncc(picture, target, window=3).sum().backward()
    assert picture.grad is not None
    assert picture.grad.isfinite().all()
    assert not picture.grad[:, :6].any()
