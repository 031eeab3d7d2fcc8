"""Sequences as padded rows of codes, and as features of simple models."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from scic.backends.shared.errors import DataError
from scic.backends.shared.letters import END

KNOWN = 2
"""The code of the first letter: 0 is padding, 1 a letter that nobody knows."""

ALPHABETS = {"dna": "ACGT", "rna": "ACGU", "protein": "ACDEFGHIKLMNPQRSTVWY"}


def measure_sequence(
    column: pd.Series, *, alphabet: str, length: int | None, unknown: str, end: bool
) -> dict[str, Any]:
    """The alphabet and the length of the longest training sequence, or `length`; with `end`, of the mark behind it too.

    Raises DataError for empty sequences and letters outside the alphabet, and warns of sequences of one letter.
    """
    if not len(column):
        raise DataError(f"there is no training record with `{column.name}`", "give the training part a larger share")
    found = _sequences(column, alphabet)
    sizes = [len(each) for each in found]
    letters = ALPHABETS.get(alphabet) or "".join(sorted(set("".join(found))))
    facts = {
        "alphabet": alphabet,
        "letters": letters + END * end,
        "length": length or max(sizes) + end,
        "cut": length is not None,
        "unknown": unknown,
        "end": end,
        "summary": f"{alphabet} sequences of {min(sizes)} to {max(sizes)} letters",
    }
    _check(column, found, facts)
    single = [str(record) for record, size in zip(column.index, sizes, strict=True) if size == 1]
    if single:
        warnings.warn(
            f"{len(single)} of {len(found)} sequences of `{column.name}` have a single letter: {', '.join(single[:3])}",
            stacklevel=2,
        )
    return facts


def encode_sequence(column: pd.Series, facts: Mapping[str, Any]) -> np.ndarray:
    """The codes of the letters, int32 (B, L), 0 after the end.

    L is the measured length, or that of a longer sequence among these where none is cut. Raises DataError for empty
    sequences and for letters outside the alphabet that are to be refused.
    """
    found = _sequences(column, facts["alphabet"])
    _check(column, found, facts)
    found = [each + END * facts["end"] for each in found]
    room = max([facts["length"], *(0 if facts["cut"] else len(each) for each in found)])
    longer = sum(len(each) > room for each in found)
    if longer:
        words = f"{longer} of {len(found)} sequences of `{column.name}` are cut after {room} letters"
        warnings.warn(words, stacklevel=2)
    code = {letter: number for number, letter in enumerate(facts["letters"], KNOWN)}
    codes = np.zeros((len(found), room), dtype=np.int32)
    for row, each in enumerate(found):
        said = [code.get(letter, 1) for letter in each[:room]]
        codes[row, : len(said)] = said
    return codes


def lengths_sequence(column: pd.Series, facts: Mapping[str, Any]) -> np.ndarray:
    """How many letters of each sequence are read, (B,). Raises DataError for empty sequences."""
    sizes = np.array([len(each) + facts["end"] for each in _sequences(column, facts["alphabet"])])
    return np.minimum(sizes, facts["length"]) if facts["cut"] else sizes


def features_sequence(column: pd.Series, facts: Mapping[str, Any]) -> np.ndarray:
    """What simple models read: a 0/1 for each letter at each place, and the counts of pairs of letters."""
    codes, kinds = encode_sequence(column, facts), len(facts["letters"])
    kept = codes[:, : facts["length"]]
    places = (kept[..., None] == np.arange(KNOWN, KNOWN + kinds)).reshape(len(codes), facts["length"] * kinds)
    pairs = np.zeros((len(codes), kinds * kinds), dtype=np.float32)
    first, second = codes[:, :-1] - KNOWN, codes[:, 1:] - KNOWN
    rows, columns = np.nonzero((first >= 0) & (second >= 0))
    np.add.at(pairs, (rows, first[rows, columns] * kinds + second[rows, columns]), 1)
    return np.concatenate([places.astype(np.float32), pairs], axis=1)


def _sequences(column: pd.Series, alphabet: str) -> list[str]:
    """The letters of each record, bases and amino acids in upper case; raises DataError for empty cells."""
    # to characters, spaces are letters too
    said = column if alphabet == "characters" else column.map(str.strip, na_action="ignore")
    empty = [str(record) for record, cell in said.items() if not isinstance(cell, str) or not cell]
    if empty:
        raise DataError(
            f"{len(empty)} of {len(column)} sequences of `{column.name}` are empty: {', '.join(empty[:3])}",
            "fill them in or remove their rows",
        )
    return list(said) if alphabet == "characters" else [cell.upper() for cell in said]


def _check(column: pd.Series, found: list[str], facts: Mapping[str, Any]) -> None:
    """Raise DataError that names the letters outside the alphabet, where they are to be refused."""
    if facts["unknown"] == "mask":
        return
    known = set(facts["letters"])
    bad = [(record, each) for record, each in zip(column.index, found, strict=True) if not known.issuperset(each)]
    if bad:
        record, each = bad[0]
        place = next(number for number, letter in enumerate(each) if letter not in known)
        raise DataError(
            f"{len(bad)} of {len(column)} sequences of `{column.name}` have letters that are not "
            f"{facts['alphabet']} ({facts['letters']}), such as `{each[place]}` at letter {place + 1} of {record}",
            "correct them, choose the `alphabet` that they are of, or write `unknown: mask`",
        )
