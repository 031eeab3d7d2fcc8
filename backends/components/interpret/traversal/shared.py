"""Ways along the latents, and their picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.figure import Figure

from scic.backends.shared.figures import BLUE, GREY, panels

SHOWN = 8
"""Most latents that are drawn: those that change most."""


def paths(latent: int, steps: int, reach: float) -> tuple[np.ndarray, np.ndarray]:
    """The places along a latent (steps,), and for each latent the way (steps, latent) with all others at 0."""
    places = np.linspace(-reach, reach, steps, dtype=np.float32)
    ways = np.zeros((latent, steps, latent), dtype=np.float32)
    for number in range(latent):
        ways[number, :, number] = places
    return places, ways


def ranked(starts: np.ndarray, ends: np.ndarray, genes: int) -> dict[str, np.ndarray]:
    """The `change` (latents, features) from one end to the other, of standardised values, and the `top` of them."""
    change = ends - starts
    return {"change": change, "top": np.argsort(-np.abs(change), axis=1, kind="stable")[:, :genes]}


def caption(arrays: Mapping[str, np.ndarray]) -> str:
    """Name the genes that each latent moves most."""
    words = []
    for number in _shown(arrays):
        named = ", ".join(arrays["names"][arrays["top"][number, :3]])
        words.append(f"latent {number + 1} moves {named}")
    words[0] = words[0].capitalize()
    return "; ".join(words) + ". On the right, records drawn from the prior beside real ones, a dot a gene."


def figure(arrays: Mapping[str, np.ndarray], *, classes: Sequence[str], value: str) -> Figure:
    """Draw the genes that each latent moves most, and the means of draws from the prior against real ones."""
    shown = _shown(arrays)
    picture, axes = panels(1, len(shown) + 1, width=3.3, height=3.6)
    limit = float(np.abs(arrays["change"]).max()) * 1.05
    for axis, number in zip(axes, shown, strict=False):
        top = arrays["top"][number]
        axis.barh(arrays["names"][top], arrays["change"][number, top], color=BLUE)
        axis.invert_yaxis()
        axis.axvline(0, color=GREY, linewidth=0.8)
        axis.tick_params(axis="y", labelsize=8)
        axis.set(title=f"latent {number + 1}", xlabel="change from end to end, in spreads", xlim=(-limit, limit))
    real, drawn = (arrays[name].mean(axis=0) for name in ("real", "drawn"))
    ends = [min(real.min(), drawn.min()), max(real.max(), drawn.max())]
    axes[-1].plot(ends, ends, "--", color=GREY, linewidth=1)
    axes[-1].scatter(real, drawn, s=10, alpha=0.5, color=BLUE, linewidth=0)
    axes[-1].set(title=f"mean {value} of each gene", xlabel="real records", ylabel="drawn from the prior")
    return picture


def _shown(arrays: Mapping[str, np.ndarray]) -> list[int]:
    """The latents that are drawn, in order."""
    size = np.abs(arrays["change"]).mean(axis=1)
    return sorted(np.argsort(-size, kind="stable")[:SHOWN].tolist())
