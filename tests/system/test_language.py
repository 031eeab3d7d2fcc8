"""A language model foresees a novel better than counts of letters do, whatever the seed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Home = Callable[..., Path]


@pytest.mark.slow
@pytest.mark.xdist_group("emma")
def test_it_foresees_letters_far_better_than_counts_do(finished: Home) -> None:
    home = finished("emma")
    found = json.loads((home / "runs/main/evaluation.json").read_text())["tasks"]["language_modelling"]
    own = found["metrics"]["perplexity"]["value"]
    counted = {name: scores["perplexity"] for name, scores in found["baselines"].items()}
    assert own < 0.6 * counted["bigram"] < 0.6 * counted["unigram"]
