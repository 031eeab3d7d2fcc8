from __future__ import annotations

import numpy as np
import pytest

from scic.backends.components.task.language_modelling import shared
from scic.backends.shared.continuing import continue_text
from scic.backends.shared.letter_counts import LetterCounts

FACTS = {"letters": "ab"}
TEXTS = np.array([[2, 3, 2, 3], [2, 3, 2, 0]])


def evenly(texts: np.ndarray) -> dict[str, np.ndarray]:
    return {"log_probabilities": np.full((*texts.shape, 3), np.log(1 / 3), dtype=np.float32)}


def test_of_three_even_chances_the_perplexity_is_three() -> None:
    found = shared.metrics(shared.statistics(TEXTS, evenly(TEXTS), FACTS), FACTS)
    assert found["perplexity"] == pytest.approx(3, rel=1e-5)
    assert found["bits_per_character"] == pytest.approx(np.log2(3), rel=1e-5)


def test_letters_not_records_are_averaged() -> None:
    assert shared.statistics(TEXTS, evenly(TEXTS), FACTS)["letters"].tolist() == [3, 2]


def test_a_text_of_one_letter_has_nothing_to_score() -> None:
    with pytest.raises(ValueError, match="second letter"):
        shared.statistics(TEXTS[:, :1], evenly(TEXTS[:, :1]), FACTS)


def test_pairs_foresee_what_single_letters_cannot() -> None:
    train = {"text": np.tile([2, 3], (5, 20))}
    scores = {}
    for before in (0, 1):
        decoded = shared.baseline(LetterCounts(before), train, train, ["text"], "text", {"text": FACTS})
        statistics = shared.statistics(train["text"], decoded, FACTS)
        scores[before] = shared.metrics(statistics, FACTS)["perplexity"]
    assert scores[1] < 1.1
    assert 1.9 < scores[0] < 2.2


def test_what_was_never_seen_is_not_impossible() -> None:
    counted = LetterCounts(1).fit(np.array([[1, 1, 1]]), 3)
    assert np.isfinite(counted.predict(np.array([[2, 0, -1]]))).all()


def test_a_text_goes_on_with_the_likeliest_letters_and_looks_back_no_further_than_it_can() -> None:
    asked: list[str] = []

    def foresee(text: str) -> np.ndarray:
        asked.append(text)
        return np.log([0.98, 0.005, 0.015]) if text[-1] == "a" else np.log([0.98, 0.015, 0.005])

    rng = np.random.default_rng(0)
    written = continue_text("aab", foresee, letters="ab", context=2, count=4, temperature=0, rng=rng)
    assert written == "abab"
    assert asked == ["ab", "ba", "ab", "ba"]
