"""Scores of a language model: how much each letter of a text surprises it, and their figure.

Texts are codes (B, L): 0 where there is none, 1 for a letter that nobody knows, the alphabet from 2 on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from scic.backends.shared.figures import BLUE, GREY, VERMILION, panels
from scic.backends.shared.letter_counts import LetterCounts
from scic.backends.shared.letters import MARKS

METRICS = ("perplexity", "bits_per_character")
HIGHER = {"perplexity": False, "bits_per_character": False}
"""Whether a higher value of the metric is better."""

LETTERS = 16
"""The most frequent letters, drawn one by one."""
COMMA = {",": "comma"}
"""In a label, which is cut into lines at its commas."""


def statistics(truth: np.ndarray, decoded: Mapping[str, np.ndarray], facts: Mapping[str, Any]) -> dict[str, np.ndarray]:
    """Give the `surprise` of each record in nats, and its `letters`; the first of a record is not counted.

    `truth` are codes (B, L), `decoded["log_probabilities"]` is (B, L, kinds). "position" is the row in the batch.
    Raises ValueError where no letter has one before it.
    """
    surprise, known = _surprise(truth, decoded["log_probabilities"])
    letters = known.sum(axis=1)
    if not letters.any():
        raise ValueError(f"none of the {len(truth)} records has a second letter, so there is nothing to score")
    rows = np.flatnonzero(letters)
    return {"position": rows, "surprise": surprise.sum(axis=1)[rows], "letters": letters[rows].astype(np.float64)}


def metrics(statistics: Mapping[str, np.ndarray], facts: Mapping[str, Any]) -> dict[str, float]:
    """Give the perplexity and the bits a character over all letters of the records."""
    mean = float(statistics["surprise"].sum() / statistics["letters"].sum())
    return {"perplexity": float(np.exp(mean)), "bits_per_character": mean / float(np.log(2))}


def baseline(
    model: LetterCounts,
    train: Mapping[str, np.ndarray],
    test: Mapping[str, np.ndarray],
    inputs: Sequence[str],
    target: str,
    facts: Mapping[str, Any],
) -> dict[str, np.ndarray]:
    """Count the letters of the training texts, and give what a network's `decode` would."""
    counted = model.fit(train[target] - 1, 1 + len(facts[target]["letters"]))
    return {"log_probabilities": counted.predict(test[target] - 1)}


def worst(statistics: Mapping[str, np.ndarray], count: int) -> np.ndarray:
    """Give the batch positions of the `count` records that surprise most, worst first."""
    mean = statistics["surprise"] / statistics["letters"]
    return statistics["position"][np.argsort(-mean, kind="stable")[:count]]


def labels(truth: np.ndarray, decoded: Mapping[str, np.ndarray], facts: Mapping[str, Any]) -> list[str]:
    """Say of each record how much it surprises, and what its last letter was taken for."""
    surprise, known = _surprise(truth, decoded["log_probabilities"])
    bits = surprise.sum(axis=1) / np.maximum(known.sum(axis=1), 1) / np.log(2)
    said = [(MARKS | COMMA).get(name, name) for name in ("", "?", *facts["letters"])]
    rows, last = np.arange(len(truth)), np.maximum((truth > 0).sum(axis=1) - 1, 0)
    guesses = 1 + decoded["log_probabilities"][rows, np.maximum(last - 1, 0)].argmax(axis=1)
    return [
        f"{value:.2f} bits a letter, last: {said[true]} as {said[guess]}"
        for value, true, guess in zip(bits, truth[rows, last], guesses, strict=True)
    ]


def figure(
    statistics: Mapping[str, np.ndarray],
    decoded: Mapping[str, np.ndarray],
    batch: Mapping[str, np.ndarray],
    facts: Mapping[str, Any],
) -> Figure:
    """Draw the bits a character by how many letters stand before it, and those of the most frequent letters."""
    shape = decoded["log_probabilities"].shape[:2]
    truth = next(values for values in batch.values() if values.shape == shape)
    surprise, known = _surprise(truth, decoded["log_probabilities"])
    bits, after = surprise / np.log(2), truth[:, 1:]
    picture, (left, right) = panels(1, 2, width=4.6, height=3.2)
    counts = known.sum(axis=0)
    places = np.flatnonzero(counts)
    left.plot(places + 1, bits.sum(axis=0)[places] / counts[places], color=BLUE)
    left.axhline(bits.sum() / known.sum(), linestyle="--", color=GREY, linewidth=1, label="all letters")
    left.legend()
    left.grid()
    left.set(xlabel="letters before it", ylabel="bits a character", title="does it use what stands before?")
    names = ["", "?", *facts["letters"]]
    often = np.bincount(after[known], minlength=len(names))
    chosen = np.argsort(-often, kind="stable")[: min(LETTERS, int((often > 0).sum()))]
    means = [bits[known & (after == code)].mean() for code in chosen]
    right.bar(range(len(chosen)), means, color=VERMILION)
    right.set_xticks(range(len(chosen)), [MARKS.get(names[code], names[code]) for code in chosen])
    right.set(xlabel="letter, the most frequent first", ylabel="bits", title="which letters surprise?")
    return picture


def _surprise(truth: np.ndarray, log_probabilities: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The surprise at each letter but the first in nats, float64 (B, L - 1), 0 without a letter; and where one is."""
    kinds = truth[:, 1:].astype(np.int64) - 1
    known = kinds >= 0
    found = np.take_along_axis(log_probabilities[:, :-1], np.maximum(kinds, 0)[..., None], axis=2)[..., 0]
    return np.where(known, -found.astype(np.float64), 0.0), known
