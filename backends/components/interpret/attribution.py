"""What all attributions have in common: how many records, and the check that they explain the weights."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from pydantic import Field

from scic.compiler.catalogue.component import Interpret
from scic.compiler.catalogue.settings import Count


class Attribution(Interpret):
    """A number for every column or pixel: how much it counts for the prediction."""

    requires: ClassVar[Mapping[str, tuple[str, ...]]] = {"pytorch": ("captum>=0.8",)}

    examples: Count = Field(32, description="test records that are explained")
    chunk: Count = Field(16, description="records that pass through the network at a time")
    sanity: bool = Field(True, description="whether to compare with networks of shuffled weights")
    shuffles: Count = Field(3, description="networks of shuffled weights to compare with")
