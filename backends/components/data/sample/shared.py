"""Reads one of the small data sets that come with scikit-learn."""

from __future__ import annotations

from typing import Any

import pandas as pd
from sklearn import datasets

_TARGETS = {"iris": "species", "wine": "cultivar", "breast_cancer": "diagnosis", "diabetes": "progression"}


def read_sample(*, set: str) -> pd.DataFrame:
    """The records of `digits`, `iris`, `wine`, `breast_cancer` or `diabetes`.

    Digits are images (8, 8, 1) in `image` and a class in `digit`; the others are tables whose columns are
    named in snake_case, with the target last.
    """
    if set == "digits":
        digits: Any = datasets.load_digits()
        images = [image[..., None].astype("float32") for image in digits.images]
        return pd.DataFrame({"image": images, "digit": [str(number) for number in digits.target]})
    load = getattr(datasets, f"load_{set}")
    # the raw measurements, not the standardised ones, so that figures show real units
    bunch: Any = load(scaled=False) if set == "diabetes" else load()
    names = [name.removesuffix(" (cm)").replace("/", " per ").replace(" ", "_") for name in bunch.feature_names]
    records = pd.DataFrame(bunch.data, columns=names)
    target = bunch.target if set == "diabetes" else [str(bunch.target_names[label]) for label in bunch.target]
    return records.assign(**{_TARGETS[set]: target})
