"""Guess each character by how often it follows the one before it in the training text."""

from __future__ import annotations

from scic.backends.shared.letter_counts import LetterCounts


def bigram_baseline(kind: str, *, seed: int) -> LetterCounts:
    """Make a model of counts; `kind` is "language_modelling"."""
    if kind != "language_modelling":
        raise ValueError(f"letters are counted for a language_modelling task, found a {kind} task")
    return LetterCounts(before=1)
