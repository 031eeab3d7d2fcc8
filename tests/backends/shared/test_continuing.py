from __future__ import annotations

from typing import Any

import numpy as np

from scic.backends.shared.continuing import continue_text
from scic.backends.shared.letters import END

LETTERS = "ab" + END
SETTINGS: dict[str, Any] = {"letters": LETTERS, "context": 3, "temperature": 0, "rng": np.random.default_rng(0)}


def foresee(text: str) -> np.ndarray:
    """After two letters of a kind the other one, after `bbaab` the end."""
    following = END if text == "aab" else {"a": "b", "b": "a"}[text[-1]] if text[-2:] in ("aa", "bb") else text[-1]
    return np.array([letter == following for letter in "?" + LETTERS], dtype=np.float32)


def test_a_text_is_over_where_its_end_is_foreseen() -> None:
    assert continue_text("bb", foresee, count=99, **SETTINGS) == "aab"


def test_it_has_as_many_letters_as_asked_for_where_no_end_comes_before() -> None:
    assert continue_text("bb", foresee, count=2, **SETTINGS) == "aa"
