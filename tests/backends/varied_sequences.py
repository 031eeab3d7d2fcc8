"""Sequences of many lengths, and the models that read sequences of any length."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from scic.backends.components.field.sequence.shared import encode_sequence, lengths_sequence, measure_sequence
from scic.compiler.catalogue.component import Model
from scic.compiler.catalogue.discovery import every

RANDOM = np.random.default_rng(0)
SIZES = RANDOM.integers(1, 80, 150)
RECORDS = pd.DataFrame(
    {
        "bases": ["".join(RANDOM.choice(list("ACGT"), size)) for size in SIZES],
        "kind": RANDOM.integers(0, 2, 150),
        "row": range(150),
    }
)
FACTS = measure_sequence(RECORDS["bases"], alphabet="dna", length=None, unknown="refuse", end=False)
LENGTHS = {"bases": lengths_sequence(RECORDS["bases"], FACTS)}
ANY_LENGTH = [cls for cls in every() if issubclass(cls, Model) and cls.any_length]


def encode(records: pd.DataFrame) -> dict[str, np.ndarray]:
    """The records as a batch, each with its row."""
    others = {name: records[name].to_numpy() for name in ("kind", "row")}
    return {"bases": encode_sequence(records["bases"], FACTS), **others}


def rows(loader: Any) -> list[list[int]]:
    """The records of each batch."""
    return [batch["row"].tolist() for batch in loader]
