from __future__ import annotations

from .conftest import Advise, Pictures, Table


def shares(test: int) -> str:
    return (
        f"data sample {{ set: iris, split: random(train: {80 - test}%, validation: 20%, test: {test}%, "
        "stratify: species) }"
    )


def test_twenty_records_are_enough(advise: Advise) -> None:
    assert "SCI504" in advise(data=shares(13))  # 19.5 of 150
    assert "SCI504" not in advise(data=shares(14))


def test_a_rare_class_counts_by_itself(advise: Advise, table: Table) -> None:
    data = 'data csv as sample { path: "table.csv", split: random(stratify: species) }'
    table(species=["a"] * 200 + ["b"] * 19)
    assert "of `b`" in advise(data=data)["SCI504"].message()
    table(species=["a"] * 200 + ["b"] * 21)
    assert "SCI504" not in advise(data=data)


def test_cross_validation_answers_it(advise: Advise) -> None:
    assert "SCI504" not in advise(data=shares(5), validate="validate baselines\nvalidate cross_validation")


def test_masks_hold_many_answers_each(advise: Advise, pictures: Pictures) -> None:
    pictures("images", "masks", each=6)
    found = advise(
        data="""data files as sample {
          fields { image: image("images/*.png"), mask: mask("masks/*.png", classes: [background, cell]) }
        }""",
        model="model unet { depth: 2, width: 8 }",
        task="task segmentation { predict: sample.mask }",
        method="method supervised { batch: 2 }",
    )
    assert found == {}


def test_nothing_is_said_of_data_that_are_elsewhere(advise: Advise) -> None:
    data = 'data csv as sample { path: "far/away.csv", fields { width: number, species: category } }'
    assert advise(data=data) == {}
