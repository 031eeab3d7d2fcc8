from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from scic.backends.components.split.column.component import Column
from scic.backends.components.split.random.component import Random
from scic.backends.components.split.spans.component import Spans
from scic.backends.components.split.time.component import Time
from scic.compiler.catalogue.settings import Measure, Reference
from scic.compiler.source import Span


def percent(value: float) -> Any:
    return Measure(value=value, unit="%")


def found(split: Random | Spans | Time) -> list[Any]:
    return list(split.verify(lambda *setting: Span(3, 9)))


def test_without_shares_the_usual_ones_hold() -> None:
    assert Random(stratify="species").shares() == {"train": 0.7, "validation": 0.15, "test": 0.15}


def test_a_share_that_is_left_out_is_0() -> None:
    split = Random(train=percent(80), test=percent(20))
    assert split.shares() == {"train": 0.8, "validation": 0.0, "test": 0.2}
    assert not found(split)


@pytest.mark.parametrize(
    ("split", "message", "help"),
    [
        (Random(train=percent(80), test=percent(30)), "add up to 110%", "`train: 70%`"),
        (Time(column="year", train=percent(50), test=percent(20)), "add up to 70%", "`train: 80%`"),
        (Spans(train=1.0, validation=1.0, test=1.0), "add up to 300%", "`train: 70%, validation: 15%, test: 15%`"),
    ],
)
def test_shares_that_are_no_whole_are_found(split: Random | Spans | Time, message: str, help: str) -> None:
    (diagnostic,) = found(split)
    assert diagnostic.code == "SCI210"
    assert diagnostic.span == Span(3, 9)
    assert message in diagnostic.message()
    assert help in diagnostic.help()


def test_nothing_is_learnt_or_scored_without_records() -> None:
    with pytest.raises(ValidationError, match="greater than 0"):
        Random(train=percent(100), test=percent(0))
    with pytest.raises(ValidationError, match="greater than 0"):
        Random(train=percent(80), validation=percent(20))


def test_the_columns_a_split_reads_are_no_inputs() -> None:
    patient = Reference(parts=("scans", "patient"))
    assert Random(group=patient, stratify="ill").columns() == {"group": "patient"}
    assert Time(column="year").columns() == {"column": "year"}
    assert Column(column="site", test="oslo").columns() == {"column": "site"}
    assert next(iter(Time.model_fields)) == next(iter(Column.model_fields)) == "column"


def test_a_value_belongs_to_one_part() -> None:
    assert Column(column="year", test=2009).test == (2009,)
    with pytest.raises(ValidationError, match="`2009` in one part only"):
        Column(column="year", validation=("2009",), test=2009)
