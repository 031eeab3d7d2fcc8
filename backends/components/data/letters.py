"""What the numbers of letters of sequences tell, read without any framework."""

from __future__ import annotations

from collections import Counter

from scic.compiler.catalogue.ports import Tokens


def counted(declared: Tokens, lengths: Counter[int]) -> Tokens:
    """The sequences, with how many of them are cut and whether all have as many letters.

    `lengths` is how many sequences have a number of letters.
    """
    if not lengths:
        return declared
    each = next(iter(lengths)) if len(lengths) == 1 and lengths.total() > 1 else None
    if declared.length is None:
        return declared.replace(each=each)
    longer = sum(count for length, count in lengths.items() if length > declared.length)
    return declared.replace(longer=longer / lengths.total(), each=each)
