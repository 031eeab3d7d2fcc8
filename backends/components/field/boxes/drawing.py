"""What boxes look like before anything learns from them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from scic.backends.shared.figures import colours, panels
from scic.backends.shared.marked import known, present

SHOWN = 5
"""Records that are drawn."""
SMALL = 8
"""Pixels under which a side is too short for most detectors."""


def look_at_boxes(
    images: np.ndarray, boxes: np.ndarray, facts: Mapping[str, Any], *, seed: int
) -> tuple[list[str], Figure]:
    """Say how many boxes there are, how large and of which classes; draw sizes, and records with their boxes.

    `images` are (B, H, W, C), `boxes` (B, n, 5) in their pixels.
    """
    classes, marked = list(facts["classes"]), known(boxes)
    each = [present(record) for record in boxes[marked]]
    every = np.concatenate(each)
    number = np.array([len(record) for record in each])
    wide, high = every[:, 2] - every[:, 0], every[:, 3] - every[:, 1]
    counts = np.bincount(every[:, 4].astype(int), minlength=len(classes))
    findings = [
        f"{len(every)} boxes in {len(each)} records, {number.min()} to {number.max()} in each: "
        + ", ".join(f"{count} of {name}" for name, count in zip(classes, counts, strict=True))
        + ".",
        f"Half of the boxes are {np.quantile(wide, 0.25):.0f} to {np.quantile(wide, 0.75):.0f} pixels wide and "
        f"{np.quantile(high, 0.25):.0f} to {np.quantile(high, 0.75):.0f} high; the shortest side is "
        f"{min(wide.min(), high.min()):.0f}.",
    ]
    if empty := int((number == 0).sum()):
        findings.append(
            f"{empty} of {len(each)} records have no box: what a detector makes up there counts against it."
        )
    if small := int((np.minimum(wide, high) < SMALL).sum()):
        findings.append(f"{small} boxes have a side under {SMALL} pixels: enlarge the images if they are to be found.")
    touching = int((boxes[marked][..., :2][boxes[marked][..., 4] >= 0] <= 0).any(axis=1).sum())
    if touching:
        findings.append(
            f"{touching} boxes touch the left or the upper edge: objects that are cut off are hard to judge."
        )
    return findings, _drawn(images[marked], each, classes, seed)


def _drawn(images: np.ndarray, boxes: list[np.ndarray], classes: list[str], seed: int) -> Figure:
    chosen = np.random.default_rng(seed).permutation(len(images))[:SHOWN]
    picture, axes = panels(2, 3, width=3.1, height=3.1)
    shades = colours(len(classes))
    for number, (name, shade) in enumerate(zip(classes, shades, strict=True)):
        own = np.concatenate([record[record[:, 4] == number] for record in boxes])
        axes[0].scatter(own[:, 2] - own[:, 0], own[:, 3] - own[:, 1], s=14, color=shade, alpha=0.6, label=name)
    axes[0].set(title="the boxes", xlabel="width (pixels)", ylabel="height (pixels)", xlim=(0, None), ylim=(0, None))
    axes[0].legend()
    for ax, row in zip(axes[1:], chosen, strict=False):
        low, high = np.percentile(images[row], [1, 99])
        shown = np.clip((images[row] - low) / max(high - low, 1e-6), 0, 1)
        ax.imshow(shown if shown.shape[-1] == 3 else shown.mean(axis=-1), cmap="gray")
        for left, top, right, bottom, label in boxes[row]:
            place, shade = (left - 0.5, top - 0.5), shades[int(label)]
            ax.add_patch(Rectangle(place, right - left, bottom - top, fill=False, color=shade, linewidth=1.2))
        ax.set_axis_off()
    for ax in axes[len(chosen) + 1 :]:
        ax.remove()
    return picture
