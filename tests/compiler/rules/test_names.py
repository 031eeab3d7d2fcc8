from __future__ import annotations

import pytest

from scic.compiler.rules._names import bare, reference, words


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("scan_date", ["scan", "date"]),
        ("scanDate", ["scan", "date"]),
        ("Patient ID", ["patient", "id"]),
        ("patientID", ["patient", "id"]),
        ("MRIScanner", ["mri", "scanner"]),
        ("age (years)", ["age", "years"]),
        ("größe", ["größe"]),
    ],
)
def test_words_of_a_name(name: str, expected: list[str]) -> None:
    assert words(name) == expected


def test_a_name_without_what_says_it_is_a_code() -> None:
    assert bare("Patient ID") == "patient"
    assert bare("patient_sex", frozenset({"patient"})) == "sex"
    assert bare("binding_site") == "binding_site"


def test_a_reference_quotes_what_is_no_word() -> None:
    assert reference("birds", "sex") == "birds.sex"
    assert reference("birds", "Body Mass (g)") == 'birds."Body Mass (g)"'
