"""Scores of a denoising: how near each picture comes to the clean one, and their figure.

Pictures are (B, *space, C) in their own unit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from skimage.metrics import peak_signal_noise_ratio, structural_similarity

from scic.backends.shared.figures import panels
from scic.backends.shared.filters import TunedFilter

METRICS = ("psnr", "ssim")
HIGHER = {"psnr": True, "ssim": True}
"""Whether a higher value of the metric is better."""

SIGMA = 1.5
"""Width of the window of the structural similarity, in pixels (Wang et al. 2004)."""
WINDOW = 11
"""Pixels along each side of that window."""

ROWS = 4
"""Records in the figure, from the worst to the best."""


def statistics(truth: np.ndarray, decoded: Mapping[str, np.ndarray], facts: Mapping[str, Any]) -> dict[str, np.ndarray]:
    """The peak signal-to-noise ratio in decibels and the structural similarity of each record, (n,).

    The range of both is that of the clean picture; a picture of one value has none, and its scores are NaN.
    "position" is the row in the batch.
    """
    scores = [_scores(clean, found) for clean, found in zip(truth, decoded["pictures"], strict=True)]
    psnr, ssim = np.array(scores, dtype=np.float64).reshape(-1, 2).T
    return {"position": np.arange(len(truth)), "psnr": psnr, "ssim": ssim}


def metrics(statistics: Mapping[str, np.ndarray], facts: Mapping[str, Any]) -> dict[str, float]:
    """Give the mean of each score over the records that have it."""
    known = {name: statistics[name][~np.isnan(statistics[name])] for name in METRICS}
    return {name: float(values.mean()) if len(values) else float("nan") for name, values in known.items()}


def baseline(
    model: TunedFilter,
    train: Mapping[str, np.ndarray],
    test: Mapping[str, np.ndarray],
    inputs: Sequence[str],
    target: str,
    facts: Mapping[str, Any],
) -> dict[str, np.ndarray]:
    """Tune a filter on the noisy training pictures, and give what a network's `decode` would."""
    name = next(name for name in inputs if test[name].shape == test[target].shape)
    return {"pictures": model.fit(train[name]).predict(test[name])}


def worst(statistics: Mapping[str, np.ndarray], count: int) -> np.ndarray:
    """Give the batch positions of the `count` records with the lowest ratio, worst first."""
    return statistics["position"][np.argsort(statistics["psnr"], kind="stable")[:count]]


def labels(truth: np.ndarray, decoded: Mapping[str, np.ndarray], facts: Mapping[str, Any]) -> list[str]:
    """Say of each record how near its denoised picture comes to the clean one."""
    scores = statistics(truth, decoded, facts)
    return [f"{psnr:.1f} dB, SSIM {ssim:.2f}" for psnr, ssim in zip(scores["psnr"], scores["ssim"], strict=True)]


def maps(decoded: Mapping[str, np.ndarray], facts: Mapping[str, Any]) -> np.ndarray:
    """Give the denoised pictures (B, *space, C)."""
    return decoded["pictures"]


def figure(
    statistics: Mapping[str, np.ndarray],
    decoded: Mapping[str, np.ndarray],
    batch: Mapping[str, np.ndarray],
    facts: Mapping[str, Any],
) -> Figure:
    """Draw noisy, denoised and clean pictures of records from worst to best; of a volume the middle slice.

    All three have the greys of the clean one, whose brightest and darkest hundredth of pixels are white and black.
    """
    pictures = [value for value in batch.values() if value.shape == decoded["pictures"].shape]
    noisy, clean = pictures[0], pictures[-1]  # what the network is given comes first in a batch, targets follow
    order = np.argsort(statistics["psnr"], kind="stable")
    chosen = order[np.unique(np.linspace(0, len(order) - 1, min(ROWS, len(order))).round().astype(int))]
    drawn, axes = panels(len(chosen), 3, width=2.6, height=2.75)
    for number, row in enumerate(chosen):
        position = statistics["position"][row]
        limits = np.percentile(_plane(clean[position]), [1, 99])
        before = _scores(clean[position], noisy[position])[0]
        words = (f"noisy, {before:.1f} dB", f"denoised, {statistics['psnr'][row]:.1f} dB", "clean")
        shown = (noisy[position], decoded["pictures"][position], clean[position])
        for ax, title, picture in zip(axes[3 * number : 3 * number + 3], words, shown, strict=True):
            _draw(ax, _plane(picture), limits)
            ax.set_title(title)
    return drawn


def _scores(clean: np.ndarray, found: np.ndarray) -> tuple[float, float]:
    clean, found = clean.astype(np.float64), found.astype(np.float64)
    spread = float(clean.max() - clean.min())
    if spread == 0 or not np.isfinite(found).all():
        return float("nan"), float("nan")
    with np.errstate(divide="ignore"):  # the same picture is infinitely near
        psnr = float(peak_signal_noise_ratio(clean, found, data_range=spread))
    side = min(WINDOW, min(clean.shape[:-1]))
    ssim = structural_similarity(
        clean,
        found,
        win_size=side - (side + 1) % 2,
        data_range=spread,
        channel_axis=-1,
        gaussian_weights=True,
        sigma=SIGMA,
        use_sample_covariance=False,
    )
    return psnr, float(ssim)


def _plane(picture: np.ndarray) -> np.ndarray:
    """The mean of the channels, (H, W); of a volume the middle slice."""
    plane: np.ndarray = picture.mean(axis=-1)
    return plane if plane.ndim == 2 else plane[len(plane) // 2]


def _draw(ax: Axes, plane: np.ndarray, limits: np.ndarray) -> None:
    low, high = limits
    ax.imshow(plane, cmap="gray", vmin=low, vmax=max(high, low + 1e-6))
    ax.set_axis_off()
