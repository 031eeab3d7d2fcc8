"""Local normalised cross-correlation."""

from __future__ import annotations

from torch import Tensor
from torch.nn import functional

from scic.backends.pytorch.objective import record_mean

FLAT = 1e-4
"""The variance of a window, in units of the whole pictures', under which it counts as flat and says nothing."""


def lncc(output: Tensor, target: Tensor, *, window: int) -> Tensor:
    """One minus the squared correlation within the window around each pixel, averaged over each record, (B,).

    Both are pictures (B, *space, C). A window is cut off at the border, and a pixel of NaN is ignored.
    """

    def local(pictures: Tensor) -> Tensor:
        # a mean over a square is a mean of means over lines, which is far less to add up
        for axis in range(1, pictures.ndim - 1):
            lines = pictures.movedim(axis, -1)
            means = functional.avg_pool1d(
                lines.flatten(0, -2)[:, None], window, stride=1, padding=window // 2, count_include_pad=False
            )
            pictures = means.reshape(lines.shape).movedim(-1, axis)
        return pictures

    present = ~target.isnan()
    truth = target.nan_to_num()
    mean, true_mean = local(output), local(truth)
    common = local(output * truth) - mean * true_mean
    spread = local(output * output) - mean * mean
    true_spread = local(truth * truth) - true_mean * true_mean
    return record_mean(1 - common * common / (spread * true_spread + FLAT), present)
