"""Local normalised cross-correlation."""

from __future__ import annotations

from keras import ops

from scic.backends.keras.objective import known, record_mean
from scic.backends.keras.tensor import Tensor

FLAT = 1e-4
"""The variance of a window, in units of the whole pictures', under which it counts as flat and says nothing."""


def lncc(output: Tensor, target: Tensor, *, window: int) -> Tensor:
    """One minus the squared correlation within the window around each pixel, averaged over each record, (B,).

    Both are pictures (B, *space, C). A window is cut off at the border, and a pixel of NaN is ignored.
    """

    def local(pictures: Tensor) -> Tensor:
        # a mean over a square is a mean of means over lines, which is far less to add up
        for axis in range(1, len(pictures.shape) - 1):
            lines = ops.moveaxis(pictures, axis, -2)
            means = ops.average_pool(
                ops.reshape(lines, (-1, *lines.shape[-2:])),
                window,
                strides=1,
                padding="same",
                data_format="channels_last",
            )
            pictures = ops.moveaxis(ops.reshape(means, (-1, *lines.shape[1:])), -2, axis)
        return pictures

    truth, present = known(target)
    mean, true_mean = local(output), local(truth)
    common = local(output * truth) - mean * true_mean
    spread = local(output * output) - mean * mean
    true_spread = local(truth * truth) - true_mean * true_mean
    return record_mean(1 - common * common / (spread * true_spread + FLAT), present)
