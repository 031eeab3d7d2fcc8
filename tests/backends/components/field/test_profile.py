from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from scic.backends.components.field.profile.shared import encode_profile, measure_profile
from scic.backends.shared.errors import DataError

GENES = ["a", "b"]


def column(values: list[list[float]], genes: list[str]) -> pd.Series:
    names = [f"c{number}" for number in range(len(values))]
    return pd.Series([pd.Series(row, index=genes) for row in values], index=names)


COUNTS = column([[0, 4], [2, 0]], GENES)


def test_counts_are_measured_as_they_are_and_after_a_logarithm() -> None:
    facts = measure_profile(COUNTS)
    assert facts["whole"] and facts["center"] == [1, 2]
    np.testing.assert_allclose(facts["log_center"], [np.log(3) / 2, np.log(5) / 2], rtol=1e-6)


def test_a_fraction_is_remembered_with_gene_and_cell() -> None:
    facts = measure_profile(column([[0, 4], [2, 0.5]], GENES))
    assert not facts["whole"]
    assert facts["fraction"] == "`b` is 0.5 in `c1`"


def test_genes_are_matched_by_name() -> None:
    found = encode_profile(column([[7, 1, 9]], ["b", "extra", "a"]), measure_profile(COUNTS))
    assert found.tolist() == [[9, 7]]


def test_a_missing_gene_and_a_value_that_is_no_count_are_named() -> None:
    facts = measure_profile(COUNTS)
    with pytest.raises(DataError, match="1 genes of the training are not there: `b`"):
        encode_profile(column([[1]], ["a"]), facts)
    with pytest.raises(DataError, match=r"`a` is 1.5 in `c0`, the training records hold counts") as raised:
        encode_profile(column([[1.5, 2]], GENES), facts)
    assert "layer" in raised.value.remedy
