from __future__ import annotations

from pathlib import Path
from typing import get_args

import numpy as np
import pandas as pd
import pytest

from scic.backends.components.data.sample.component import Sample
from scic.backends.components.data.sample.shared import read_sample
from scic.backends.components.field.category.component import CategoryField
from scic.backends.components.field.category.shared import measure_category
from scic.backends.components.field.number.component import NumberField
from scic.compiler.catalogue.component import DataFault
from scic.compiler.catalogue.ports import Category, Image, Number

SETS = get_args(Sample.model_fields["set"].annotation)


@pytest.mark.parametrize("name", SETS)
def test_the_schema_is_what_scikit_learn_gives(name: str) -> None:
    found = Sample(set=name).describe(Path())
    records = read_sample(set=name)
    assert list(found.fields) == list(records.columns)
    assert found.records == len(records)
    for field, type_ in found.fields.items():
        column = records[field]
        if isinstance(type_, Image):
            assert {image.shape for image in column} == {(*(type_.size or ()), type_.channels)}
            assert column.iloc[0].dtype == np.float32
        elif isinstance(type_, Category):
            facts = measure_category(column)
            assert (type_.classes, type_.counts) == (tuple(facts["classes"]), tuple(facts["counts"]))
        else:
            assert isinstance(type_, Number)
            assert pd.api.types.is_numeric_dtype(column)
            assert type_.integer == (column % 1 == 0).all()


def test_a_field_may_be_declared_over_it() -> None:
    fields = {"sex": CategoryField(), "glucose": NumberField(column="s6", unit="mg/dL")}
    found = Sample(set="diabetes", fields=fields).describe(Path()).fields
    assert found["sex"] == Category()
    assert found["glucose"] == Number(unit="mg/dL", integer=True)
    assert "s6" not in found


def test_an_unknown_field_is_asked_after() -> None:
    with pytest.raises(DataFault) as raised:
        Sample(set="iris", fields={"species": CategoryField(column="specis")}).describe(Path())
    assert raised.value.help == "did you mean `species`?"
