from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as Pillow
from scipy.stats import skew

from scic.backends.components.data import columns
from scic.backends.components.data.csv.component import Csv
from scic.backends.components.data.csv.shared import locate, read_csv
from scic.backends.components.field.category.component import CategoryField
from scic.backends.components.field.category.shared import measure_category
from scic.backends.components.field.id.component import IdField
from scic.backends.components.field.image.component import ImageField
from scic.backends.components.field.mask.component import MaskField
from scic.backends.components.field.number.component import NumberField
from scic.backends.components.split.spans.component import Spans
from scic.backends.shared.errors import DataError
from scic.compiler.catalogue.component import DataFault, FieldKind
from scic.compiler.catalogue.ports import Category, Id, Image, Mask, Number, Schema

DATA = Path(__file__).parents[4] / "specs" / "data"


def schema(folder: Path, text: str, *, ignore: tuple[str, ...] = (), **fields: FieldKind) -> Schema:
    (folder / "table.csv").write_text(text, encoding="utf-8")
    return Csv(path="table.csv", ignore=ignore, fields=fields).describe(folder)


def fault(folder: Path, text: str, **settings: object) -> DataFault:
    with pytest.raises(DataFault) as raised:
        schema(folder, text, **settings)
    return raised.value


def test_the_penguins_are_what_they_are() -> None:
    found = Csv(path="penguins.csv", ignore=("year",)).describe(DATA)
    assert found.records == 344
    assert found.complete
    columns = pd.read_csv(DATA / "penguins.csv", usecols=[n for n, k in found.fields.items() if isinstance(k, Number)])
    numbers = {}
    for name, values in columns.items():
        column = found.fields[str(name)]
        assert isinstance(column, Number)
        assert column.skewness == pytest.approx(skew(values.dropna().unique()), abs=0.01)
        numbers[name] = column.replace(skewness=None)
    assert {**found.fields, **numbers} == {
        "species": Category(("Adelie", "Chinstrap", "Gentoo"), (152, 68, 124)),
        "island": Category(("Biscoe", "Dream", "Torgersen"), (168, 124, 52)),
        "bill_length_mm": Number(distinct=164),
        "bill_depth_mm": Number(distinct=80),
        "flipper_length_mm": Number(integer=True, distinct=55),
        "body_mass_g": Number(integer=True, distinct=94),
        "sex": Category(("female", "male"), (165, 168)),
    }


def test_the_penguins_read_as_the_schema_says() -> None:
    agree(Csv(path="penguins.csv").describe(DATA), read_csv(DATA / "penguins.csv", ignore=(), repeats="keep"))


def agree(found: Schema, records: pd.DataFrame) -> None:
    """What lint says of a table is what a run reads."""
    assert list(found.fields) == list(records.columns)
    assert found.records == len(records)
    for name, type_ in found.fields.items():
        column = records[name]
        numeric = pd.api.types.is_numeric_dtype(column)
        if isinstance(type_, Number):
            assert numeric
            assert type_.distinct == column.nunique()
            assert type_.integer == (column.dropna() % 1 == 0).all()
        if isinstance(type_, Category) and len(type_.classes or ()) > 1:
            facts = measure_category(column)
            assert (type_.classes, type_.counts) == (tuple(facts["classes"]), tuple(facts["counts"]))
        if isinstance(type_, Id):
            assert not numeric or name.startswith("column ")


CELL = st.one_of(
    st.sampled_from(["", "NA", "NaN", "nan", "null", "None", "N/A", "?", "007", "1e3", "2.50", "-0", "1_0", "inf x"]),
    st.integers(-50, 50).map(str),
    st.floats(-1e6, 1e6, allow_nan=False).map(repr),
    st.text("abé ,;\"'\n", max_size=4),
)


@settings(max_examples=60, deadline=None)
@given(st.data(), st.sampled_from([",", ";", "\t"]))
def test_lint_and_run_read_any_table_alike(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, mark: str
) -> None:
    width = data.draw(st.integers(2, 4))
    kinds = [
        data.draw(st.sampled_from([CELL, st.integers(0, 3).map(str), st.sampled_from(["u", "v", "NA"])]))
        for _ in range(width)
    ]
    table = data.draw(st.lists(st.tuples(*kinds), min_size=3, max_size=8))
    names = [f"field {number}" for number in range(width)]
    path = tmp_path_factory.mktemp("any") / "table.csv"
    pd.DataFrame(table, columns=names).to_csv(path, index=False, sep=mark, quoting=1)
    try:
        records = read_csv(path, ignore=(), repeats="keep")
    except DataError as error:
        with pytest.raises(DataFault, match=error.problem[:10]):
            Csv(path="table.csv").describe(path.parent)
        return
    agree(Csv(path="table.csv").describe(path.parent), records)


def test_every_missing_token_is_missing_in_both(tmp_path: Path) -> None:
    tokens = ["", "NA", "NaN", "nan", "null", "None", "N/A", "?"]
    text = "x,kind\n" + "".join(f"{token},{token}\n" for token in tokens if token) + ",\n1,a\n2,b\n"
    text = text.replace("\n,\n", '\n"",""\n')
    found = schema(tmp_path, text + "3,a\n")
    assert found.fields == {"x": Number(integer=True, distinct=3), "kind": Category(("a", "b"), (2, 1))}
    records = read_csv(tmp_path / "table.csv", ignore=(), repeats="keep")
    assert records["x"].isna().sum() == records["kind"].isna().sum() == found.records - 3


def test_text_that_nearly_always_differs_is_an_id(tmp_path: Path) -> None:
    rows = "".join(f"sample{number},{'ab'[number % 2]}\n" for number in range(30))
    assert schema(tmp_path, "name,kind\n" + rows).fields["name"] == Id()
    few = "".join(f"sample{number},a\n" for number in range(20))
    assert isinstance(schema(tmp_path, "name,kind\n" + few).fields["name"], Category)


def test_codes_with_leading_zeros_stay_text(tmp_path: Path) -> None:
    found = schema(tmp_path, "plate,x\n007,1\n008,2\n007,3\n")
    assert found.fields["plate"] == Category(("007", "008"), (2, 1))
    assert read_csv(tmp_path / "table.csv", ignore=(), repeats="keep")["plate"].tolist() == ["007", "008", "007"]


def test_decimal_commas_are_read_between_semicolons(tmp_path: Path) -> None:
    found = schema(tmp_path, "a;b\n1,5;x\n2,25;y\n")
    assert found.fields["a"] == Number(distinct=2)
    assert read_csv(tmp_path / "table.csv", ignore=(), repeats="keep")["a"].tolist() == [1.5, 2.25]


def test_a_column_without_a_name_is_an_id(tmp_path: Path) -> None:
    assert schema(tmp_path, ",x\n0,5\n1,6\n").fields["column 1"] == Id()


def test_declared_fields_stand_where_their_columns_stood(tmp_path: Path) -> None:
    found = schema(
        tmp_path,
        "grade,mass,note\n1,5.5,u\n2,6.5,v\n1,,u\n",
        grade=CategoryField(),
        weight=NumberField(column="mass", unit="g"),
        note=IdField(),
    )
    assert found.fields == {
        "grade": Category(("1", "2"), (2, 1)),
        "weight": Number(unit="g", distinct=2),
        "note": Id(),
    }
    assert list(found.fields) == ["grade", "weight", "note"]


def test_declared_classes_keep_their_order(tmp_path: Path) -> None:
    text = "stage\nlate\nearly\nlate\n"
    found = schema(tmp_path, text, stage=CategoryField(classes=("early", "late", "never")))
    assert found.fields["stage"] == Category(("early", "late", "never"), (1, 2, 0))
    wrong = fault(tmp_path, text, stage=CategoryField(classes=("early", "middle")))
    assert wrong.setting == "fields.stage"
    assert "`late`" in wrong.message


def test_a_declared_number_that_is_text_is_shown(tmp_path: Path) -> None:
    found = fault(tmp_path, "mass\n1\nheavy\n", mass=NumberField())
    assert found.setting == "fields.mass"
    assert "`heavy` in line 3" in found.message


def test_an_unknown_column_is_asked_after(tmp_path: Path) -> None:
    ignored = fault(tmp_path, "year,x\n1,2\n", ignore=("yaer",))
    assert (ignored.setting, ignored.help) == ("ignore.yaer", "did you mean `year`?")
    declared = fault(tmp_path, "year,x\n1,2\n", mass=NumberField(column="yaer"))
    assert (declared.setting, declared.help) == ("fields.mass", "did you mean `year`?")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty"),
        ("a,b\n", "no records"),
        ("a,a\n1,2\n", "two columns named `a`"),
        ("a,b\n1\n", "has 1 cell, the header has 2"),
        ("5.1,3.5,setosa\n4.9,3.0,setosa\n", "looks like a record"),
    ],
)
def test_lint_and_run_find_the_same_fault(tmp_path: Path, text: str, message: str) -> None:
    found = fault(tmp_path, text)
    assert found.setting == "path"
    assert message in found.message
    with pytest.raises(DataError) as error:
        read_csv(tmp_path / "table.csv", ignore=(), repeats="keep")
    assert (error.value.problem, error.value.remedy) == (found.message, found.help)


def test_an_infinite_number_is_found_unless_ignored(tmp_path: Path) -> None:
    found = fault(tmp_path, "x,y\n1,2\ninf,3\n")
    assert "`x` is infinite in line 3" in found.message
    assert list(schema(tmp_path, "x,y\n1,2\ninf,3\n", ignore=("x",)).fields) == ["y"]


def test_a_folder_in_the_place_of_the_file_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(DataFault, match="is a folder"):
        Csv(path=".").describe(tmp_path)


def test_missing_data_leave_facts_open_unless_the_name_is_misspelt(tmp_path: Path) -> None:
    table = Csv(path="penguins.csv", fields={"species": CategoryField()})
    assert table.describe(tmp_path) == Schema({"species": Category()}, complete=False)
    (tmp_path / "pinguins.csv").touch()
    with pytest.raises(DataFault) as raised:
        table.describe(tmp_path)
    assert raised.value.help == "did you mean `pinguins.csv`?"


def test_a_parquet_file_is_read_at_run_time_only(tmp_path: Path) -> None:
    frame = pd.DataFrame({"x": [1.5, None], "kind": ["a", "b"], "drop": [1, 2]})
    frame.to_parquet(tmp_path / "table.parquet")
    assert not Csv(path="table.parquet").describe(tmp_path).complete
    records = read_csv(tmp_path / "table.parquet", ignore=["drop"], repeats="keep")
    assert records["x"].isna().tolist() == [False, True]
    assert records.columns.tolist() == ["x", "kind"]


def test_a_broken_parquet_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "table.parquet").write_bytes(b"nonsense")
    with pytest.raises(DataError, match=r"table\.parquet` cannot be read"):
        read_csv(tmp_path / "table.parquet", ignore=(), repeats="keep")


def test_a_long_table_leaves_open_what_was_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "_ROWS", 50)
    found = schema(tmp_path, "x,kind\n" + "1,a\n2,b\n" * 100, kind=CategoryField())
    assert found == Schema({"x": Number(integer=True), "kind": Category()}, records=None)


def test_pictures_in_a_column_are_looked_at(tmp_path: Path) -> None:
    for name, size in {"a.png": (9, 6), "b.png": (9, 6), "c.png": (5, 5)}.items():
        Pillow.new("RGB", size).save(tmp_path / name)
    scan = ImageField(column="scan_path")
    found = schema(tmp_path, "scan_path,x\na.png,1\nb.png,2\n", scan=scan)
    assert found.fields == {"scan": Image((6, 9), 3), "x": Number(integer=True, distinct=2)}
    mixed = fault(tmp_path, "scan_path,x\na.png,1\nc.png,2\n", scan=scan)
    assert mixed.setting == "fields.scan"
    assert "6x9 pixels" in mixed.message
    assert "5x5" in mixed.message
    resized = schema(tmp_path, "scan_path,x\na.png,1\nc.png,2\n", scan=ImageField(column="scan_path", size=(8, 8)))
    assert resized.fields["scan"] == Image((8, 8), 3)
    gone = fault(tmp_path, "scan_path,x\na.png,1\nd.png,2\n", scan=scan)
    assert "`d.png`" in gone.message


def test_a_mask_may_stand_in_a_column(tmp_path: Path) -> None:
    Pillow.new("L", (4, 4)).save(tmp_path / "m.png")
    found = schema(tmp_path, "seg,x\nm.png,1\n", seg=MaskField(classes=("u", "v")))
    assert found.fields["seg"] == Mask(("u", "v"))


def test_a_pattern_is_no_column(tmp_path: Path) -> None:
    assert "pattern" in fault(tmp_path, "x\n1\n", scan=ImageField(pattern="*.png")).message


def test_paths_become_absolute(tmp_path: Path) -> None:
    (tmp_path / "a.png").touch()
    records = pd.DataFrame({"scan": ["a.png", np.nan], "x": [1, 2]})
    located = locate(records, ["scan"], tmp_path)
    assert located["scan"].iloc[0] == str(tmp_path / "a.png")
    assert located["scan"].isna().tolist() == [False, True]
    with pytest.raises(DataError, match="record `0`"):
        locate(records, ["scan"], tmp_path / "elsewhere")


def test_a_table_has_no_spans(tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text("x\n1\n")
    with pytest.raises(DataFault) as raised:
        Csv(path="table.csv", split=Spans()).describe(tmp_path)
    assert raised.value.setting == "split"


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_of_equal_rows_the_first_is_the_record_where_they_are_dropped(tmp_path: Path, ending: str) -> None:
    table = pd.DataFrame({"row": range(5), "x": [1.5, 2.5, 1.5, None, None], "kind": ["a", "a", "a", "b", "b"]})
    path = tmp_path / f"table.{ending}"
    if ending == "csv":
        table.to_csv(path, index=False)
    else:
        table.to_parquet(path)
    dropped = read_csv(path, ignore=["row"], repeats="drop")
    assert dropped.index.tolist() == [0, 1, 3]
    assert len(read_csv(path, ignore=["row"], repeats="keep")) == len(read_csv(path, ignore=[], repeats="drop")) == 5
    if ending == "csv":
        found = Csv(path="table.csv", ignore=("row",), repeats="drop").describe(tmp_path)
        agree(found, dropped)
        assert found.records == 3
        assert found.fields["kind"] == Category(("a", "b"), (2, 1))
