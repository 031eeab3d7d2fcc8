"""Pictures of sequences, and a first look at them."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from scic.backends.shared.figures import panels
from scic.backends.shared.letters import MARKS

LINE = 30
"""Letters in a line of a picture."""


def draw_sequence(column: pd.Series, axes: Axes, position: int, colours: np.ndarray) -> None:
    """Write the letters of a record in lines, each on its colour, (letters or more, 4)."""
    sequence = column.iloc[position]
    # around a sequence spaces are nothing, in a text they are letters
    if not column.str.strip().str.contains(r"\s").any():
        sequence = sequence.strip()
    for number, letter in enumerate(sequence[: len(colours)]):
        shown = letter if letter == " " else MARKS.get(letter, letter)
        axes.text(
            number % LINE, -(number // LINE), shown, ha="center", va="center", fontsize=6, family="monospace",
            bbox={"facecolor": colours[number], "edgecolor": "none", "pad": 1.0},
        )  # fmt: skip
    axes.set(xlim=(-1, LINE), ylim=(-(len(colours) - 1) // LINE - 1, 1))
    axes.set_axis_off()


def look_at_sequence(column: pd.Series, *, seed: int) -> tuple[list[str], Figure]:
    """What stands out among sequences, in sentences, and a figure of their lengths and letters."""
    sizes = column.str.len()
    letters = pd.Series(list("".join(column))).value_counts(normalize=True)
    shares = ", ".join(f"{letter} {share:.1%}" for letter, share in letters.head(30).items())
    findings = [
        f"{column.name}: {len(column)} sequences of {sizes.min()} to {sizes.max()} letters, {sizes.median():g} in the "
        f"middle. Their letters: {shares}."
    ]
    twice = int(column.duplicated(keep=False).sum())
    if twice:
        findings.append(f"{twice} records have a sequence that occurs more than once: are they in one part?")
    picture, axes = panels(1, 2, width=4, height=2.6)
    axes[0].hist(sizes, bins=20)
    axes[0].set(xlabel="letters", ylabel="sequences")
    axes[1].bar(list(letters.index[:30]), letters.to_numpy()[:30])
    axes[1].set(xlabel="letter", ylabel="share")
    return findings, picture
