"""What two pictures that are read together must share."""

from __future__ import annotations

from collections.abc import Mapping

from scic.backends.shared.errors import DataError


def same_space(spaces: Mapping[str, tuple[int, ...]]) -> None:
    """Compare the spaces of two pictures, by field; raises DataError where they are not of one size."""
    (one, first), (other, second) = spaces.items()
    if first != second:
        sizes = ["x".join(map(str, space)) for space in (first, second)]
        raise DataError(
            f"`{one}` is {sizes[0]} pixels and `{other}` is {sizes[1]}",
            f"set the `size` of both, such as `size: {sizes[1]}`",
        )
