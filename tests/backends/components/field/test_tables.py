from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from scic.backends.components.field.category.shared import encode_category, measure_category
from scic.backends.components.field.id.shared import name_records
from scic.backends.components.field.multilabel.shared import encode_multilabel, measure_multilabel
from scic.backends.components.field.number.shared import encode_number, measure_number
from scic.backends.shared.errors import DataError


def column(*cells: object, name: str = "kind") -> pd.Series:
    return pd.Series(list(cells), index=[f"r{number}" for number in range(len(cells))], name=name)


def test_classes_are_counted_and_numbered_in_order() -> None:
    kinds = column("b", "a", None, "b")
    facts = measure_category(kinds)
    assert facts == {"classes": ["a", "b"], "counts": [1, 2]}
    encoded = encode_category(kinds, facts)
    assert encoded.dtype == np.int64
    assert encoded.tolist() == [1, 0, -1, 1]


def test_numbers_and_truths_are_classes_too() -> None:
    assert measure_category(column(10.0, 9.0, np.nan, 9.0))["classes"] == ["9", "10"]
    assert measure_category(column(2, 1))["classes"] == ["1", "2"]
    assert measure_category(column(True, False))["classes"] == ["False", "True"]
    assert encode_category(column(9, 10), {"classes": ["9", "10"]}).tolist() == [0, 1]


def test_declared_classes_set_the_order() -> None:
    facts = measure_category(column("late", "early"), classes=["early", "late", "never"])
    assert facts == {"classes": ["early", "late", "never"], "counts": [1, 1, 0]}


def test_a_class_that_training_never_had_is_named_with_its_records() -> None:
    with pytest.raises(DataError, match="class `c` of `kind`, but records `r1`, `r2` do"):
        encode_category(column("a", "c", "c"), {"classes": ["a", "b"]})


def test_one_class_is_no_target() -> None:
    with pytest.raises(DataError, match="has one class, `a`"):
        measure_category(column("a", "a", None))


def test_numbers_keep_their_unit() -> None:
    records = pd.DataFrame({"mass": [1.0, 3.0, np.nan], "size": [5, 5, 8]})
    facts = measure_number(records, ["mass", "size"])
    assert facts["mean"] == pytest.approx([2, 6])
    assert facts["std"] == pytest.approx([1, np.sqrt(2)])
    assert (facts["low"], facts["high"]) == ([1, 5], [3, 8])
    assert json.loads(json.dumps(facts)) == facts
    encoded = encode_number(records, facts)
    assert encoded.dtype == np.float32
    np.testing.assert_array_equal(encoded, [[1, 5], [3, 5], [np.nan, 8]])


def test_a_target_without_a_number_is_named() -> None:
    with pytest.raises(DataError, match="no training record has a `mass`"):
        measure_number(pd.DataFrame({"mass": [np.nan]}), ["mass"])


def test_several_labels_stand_in_one_cell() -> None:
    cells = column("fever; cough", "cough", ";", None)
    facts = measure_multilabel(cells, separator=";")
    assert facts == {"classes": ["cough", "fever"], "counts": [2, 1], "separator": ";"}
    encoded = encode_multilabel(cells, facts)
    assert encoded.dtype == np.float32
    np.testing.assert_array_equal(encoded, [[1, 1], [1, 0], [0, 0], [np.nan, np.nan]])


def test_an_unknown_label_is_named() -> None:
    with pytest.raises(DataError, match="record `r0` has the class `rash`"):
        encode_multilabel(column("rash"), {"classes": ["cough"], "separator": ";"})
    with pytest.raises(DataError, match="no class"):
        measure_multilabel(column(";", None), separator=";")


def test_records_take_their_names_from_a_column() -> None:
    records = pd.DataFrame({"patient": [7.0, 8.0], "x": [1, 2]})
    named = name_records(records, "patient")
    assert named.index.tolist() == ["7", "8"]
    assert named.columns.tolist() == ["x"]
    with pytest.raises(DataError, match="records 0, 1 all `7`"):
        name_records(pd.DataFrame({"patient": [7, 7]}), "patient")
    with pytest.raises(DataError, match="record 1 has no `patient`"):
        name_records(pd.DataFrame({"patient": [7, None]}), "patient")
