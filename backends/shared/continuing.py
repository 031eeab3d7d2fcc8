"""Goes on with a text, a letter at a time."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from scic.backends.shared.letters import END

KNOWN = 1
"""The first kind of letter that can be written; the one before it stands for letters that nobody knows."""


def continue_text(
    prompt: str,
    foresee: Callable[[str], np.ndarray],
    *,
    letters: str,
    context: int,
    count: int,
    temperature: float,
    rng: np.random.Generator,
) -> str:
    """What comes after the prompt: `count` letters, each drawn from what `foresee` says of the next one.

    It is over sooner where the mark `END` is drawn. `foresee` gives the logarithms of the chances, (kinds,), after at
    most `context` letters. A `temperature` below 1 keeps to what is likely, 0 to the likeliest alone; above 1 it dares
    more.
    """
    written = prompt
    for _ in range(count):
        chances = foresee(written[-context:])[KNOWN:].astype(np.float64)
        if temperature > 0:
            # the largest of the chances with Gumbel's noise is a draw from them
            chances = chances / temperature + rng.gumbel(size=len(chances))
        letter = letters[int(chances.argmax())]
        if letter == END:
            break
        written += letter
    return written[len(prompt) :]
