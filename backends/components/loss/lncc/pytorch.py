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
    means = {4: functional.avg_pool2d, 5: functional.avg_pool3d}[output.ndim]

    def local(pictures: Tensor) -> Tensor:
        maps = pictures.movedim(-1, 1)
        return means(maps, window, stride=1, padding=window // 2, count_include_pad=False).movedim(1, -1)

    present = ~target.isnan()
    truth = target.nan_to_num()
    mean, true_mean = local(output), local(truth)
    common = local(output * truth) - mean * true_mean
    spread = local(output * output) - mean * mean
    true_spread = local(truth * truth) - true_mean * true_mean
    return record_mean(1 - common * common / (spread * true_spread + FLAT), present)
