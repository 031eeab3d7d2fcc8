from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import torch
from matplotlib.figure import Figure

from scic.backends.components.field.sequence.drawing import draw_sequence
from scic.backends.components.field.sequence.pytorch import SequenceInput
from scic.backends.components.field.sequence.shared import (
    KNOWN,
    encode_sequence,
    features_sequence,
    lengths_sequence,
    measure_sequence,
)
from scic.backends.shared.errors import DataError
from scic.backends.shared.letters import END

COLUMN = pd.Series(["ACGT", "gg", "TA"], name="bases", index=["whole", "small", "two"])
FACTS = measure_sequence(COLUMN, alphabet="dna", length=None, unknown="refuse", end=False)


def test_what_occurs_is_measured() -> None:
    assert (FACTS["letters"], FACTS["length"]) == ("ACGT", 4)
    assert FACTS["summary"] == "dna sequences of 2 to 4 letters"
    text = pd.Series(["ba", "Bz"], name="text")
    assert measure_sequence(text, alphabet="characters", length=None, unknown="refuse", end=False)["letters"] == "Babz"


def test_letters_are_codes_and_what_is_behind_them_is_none() -> None:
    codes = encode_sequence(COLUMN, FACTS)
    expected = [[0, 1, 2, 3], [2, 2, None, None], [3, 0, None, None]]
    assert codes.tolist() == [[0 if each is None else KNOWN + each for each in row] for row in expected]
    encoded = SequenceInput(FACTS, "bases")({"bases": torch.from_numpy(codes)})
    assert encoded.shape == (3, 4, 5)
    assert encoded[1].tolist() == [[1, 0, 0, 1, 0], [1, 0, 0, 1, 0], [0] * 5, [0] * 5]


def test_the_length_of_a_sequence_is_that_of_what_is_read_of_it() -> None:
    assert lengths_sequence(COLUMN, FACTS).tolist() == [4, 2, 2]
    longer = pd.Series(["ACGTAC", " GG "], name="bases")
    assert lengths_sequence(longer, FACTS).tolist() == [6, 2]
    cut = measure_sequence(longer, alphabet="dna", length=3, unknown="refuse", end=False)
    assert lengths_sequence(longer, cut).tolist() == [3, 2]
    assert (encode_sequence(longer, FACTS) > 0).sum(axis=1).tolist() == [6, 2]


@pytest.mark.parametrize("alphabet", ["dna", "characters"])
def test_the_end_is_a_letter_where_it_is_asked_for(alphabet: str) -> None:
    capital = COLUMN.str.upper()
    facts = measure_sequence(capital, alphabet=alphabet, length=None, unknown="refuse", end=True)
    assert facts["length"] == 5 and sorted(facts["letters"]) == sorted(["A", "C", "G", "T", END])
    codes, end = encode_sequence(capital, facts), KNOWN + facts["letters"].index(END)
    assert np.argwhere(codes == end).tolist() == [[0, 4], [1, 2], [2, 2]]
    assert not codes[1, 3:].any()
    assert lengths_sequence(capital, facts).tolist() == [5, 3, 3]
    assert facts["summary"].endswith("of 2 to 4 letters")


def test_a_sequence_that_is_cut_has_no_end() -> None:
    facts = measure_sequence(COLUMN, alphabet="dna", length=3, unknown="refuse", end=True)
    codes, end = encode_sequence(COLUMN, facts), KNOWN + facts["letters"].index(END)
    assert np.argwhere(codes == end).tolist() == [[1, 2], [2, 2]]


def test_a_letter_outside_the_alphabet_is_named_with_its_place() -> None:
    bad = pd.Series(["ACGT", "ACNT", "UU"], name="bases", index=["a", "b", "c"])
    words = r"2 of 3 sequences of `bases` have letters that are not dna \(ACGT\), such as `N` at letter 3 of b"
    with pytest.raises(DataError, match=words) as raised:
        encode_sequence(bad, FACTS)
    assert "unknown: mask" in str(raised.value)
    with pytest.raises(DataError, match=words):
        measure_sequence(bad, alphabet="dna", length=None, unknown="refuse", end=False)


def test_an_unknown_letter_is_a_place_without_a_letter_where_it_is_allowed() -> None:
    codes = encode_sequence(pd.Series(["ANG"], name="bases"), FACTS | {"unknown": "mask"})
    encoded = SequenceInput(FACTS, "bases")({"bases": torch.from_numpy(codes)})
    assert encoded[0, 1].tolist() == [1, 0, 0, 0, 0]


@pytest.mark.parametrize("cell", ["", "  ", None, np.nan])
def test_empty_sequences_are_refused(cell: object) -> None:
    column = pd.Series(["A", cell], name="bases", index=["a", "b"])
    for read in (lambda: encode_sequence(column, FACTS), lambda: features_sequence(column, FACTS)):
        with pytest.raises(DataError, match="1 of 2 sequences of `bases` are empty: b"):
            read()


def test_a_sequence_of_one_letter_is_named() -> None:
    column = pd.Series(["ACGT", "g", "T"], name="bases", index=["a", "b", "c"])
    with pytest.warns(UserWarning, match="2 of 3 sequences of `bases` have a single letter: b, c"):
        measure_sequence(column, alphabet="dna", length=None, unknown="refuse", end=False)


def test_no_training_record_is_told() -> None:
    with pytest.raises(DataError, match="no training record with `bases`"):
        measure_sequence(COLUMN[:0], alphabet="dna", length=None, unknown="refuse", end=False)


def test_a_longer_sequence_has_room_unless_it_is_to_be_cut() -> None:
    long = pd.Series(["ACGTACGT"], name="bases")
    assert encode_sequence(long, FACTS).shape == (1, 8)
    facts = measure_sequence(COLUMN, alphabet="dna", length=3, unknown="refuse", end=False)
    with pytest.warns(UserWarning, match="1 of 1 sequences of `bases` are cut after 3 letters"):
        codes = encode_sequence(long, facts)
    assert codes.shape == (1, 3)


def test_simple_models_read_letters_and_counts_of_pairs() -> None:
    found = features_sequence(COLUMN, FACTS)
    assert found.shape == (3, 4 * 4 + 16)
    places, pairs = found[:, :16].reshape(3, 4, 4), found[:, 16:].reshape(3, 4, 4)
    np.testing.assert_array_equal(places[0], np.eye(4))
    assert places[2].sum() == 2 and pairs[2].sum() == pairs[2, 3, 0] == 1
    assert pairs[1, 2, 2] == 1 and pairs[1].sum() == 1
    assert features_sequence(pd.Series(["ACGTACGT"], name="bases"), FACTS).shape == (1, 32)


def test_an_explanation_changes_letters_and_not_the_length() -> None:
    inputs = SequenceInput(FACTS, "bases")
    encoded = inputs({"bases": torch.from_numpy(encode_sequence(COLUMN, FACTS))})
    refilled = inputs.refilled(encoded, torch.full_like(encoded, 0.5))
    assert inputs.present(refilled).sum(dim=1).tolist() == inputs.present(encoded).sum(dim=1).tolist() == [4, 2, 2]
    assert (refilled[..., 1:] == 0.5).all()
    assert inputs.fold(encoded).shape == (3, 4)
    assert inputs.groups(encoded)[0, :, 0].tolist() == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("texts", "drawn"), [([" a\nb c", "d e"], [" ", "a", "↵", "b", " ", "c"]), ([" ACG ", "TT"], ["A", "C", "G"])]
)
def test_each_letter_is_drawn_on_its_own_colour(texts: list[str], drawn: list[str]) -> None:
    axes = Figure().subplots()
    colours = np.linspace(0, 1, 6)[:, None].repeat(4, axis=1)
    draw_sequence(pd.Series(texts, name="text"), axes, 0, colours)
    assert [text.get_text() for text in axes.texts] == drawn
    faces = [text.get_bbox_patch().get_facecolor()[0] for text in axes.texts]
    np.testing.assert_allclose(faces, colours[: len(drawn), 0])
