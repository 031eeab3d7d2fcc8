"""The text component."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar, Literal

from pydantic import Field

from scic.backends.components.data.record import fit_split, overlaid, refuse_misspelt
from scic.compiler.catalogue.component import Data, DataFault, Split, default
from scic.compiler.catalogue.ports import FieldType, Schema, Tokens
from scic.compiler.catalogue.settings import Count


class Text(Data):
    """A text as one long row of characters, cut into records of `context` characters.

    Every character that occurs in the training part is a letter of its alphabet, spaces and line ends among them. The
    records are the field `text`, named by where they begin; what is left at the end is not read. They are divided by
    `spans`: the first pages train, the last ones test, since a record tells much of its neighbours.

    Example:
        experiment emma { seed: 1 }
        data text as book { path: "data/emma.txt", context: 64 }
        model transformer_decoder
        task language_modelling { predict: book.text }
        method supervised { epochs: 5 }
        validate baselines
        validate seeds { count: 3 }
    """

    new: ClassVar[tuple[str, str]] = ("prompt.txt", "a text file")
    uniform: ClassVar[bool] = True

    path: str = Field(description="the file, from the folder of the spec: plain text, UTF-8")
    context: Count = Field(64, description="characters of a record, as far back as the network can look")
    unknown: Literal["refuse", "mask"] = Field(
        "mask", description="what becomes of characters that the training part does not have"
    )
    split: Split = default("spans", "split")

    def paths(self) -> Mapping[str, str]:
        """The files and patterns it names, by setting."""
        return {"path": self.path}

    def describe(self, folder: Path) -> Schema:
        """The record type, from the spec and from the data where it is there."""
        if self.split.named() != "spans":
            raise DataFault(
                "split", f"`{self.split.named()}` parts neighbours in a text, which tell of each other", "use `spans`"
            )
        fit_split(self, tiled=True)
        path = folder / self.path
        refuse_misspelt("path", path)
        known: dict[str, FieldType] = {"text": Tokens(alphabet="characters", length=self.context)}
        if not path.exists():
            return Schema(known | {name: kind.type() for name, kind in self.fields.items()}, complete=False)
        try:
            characters = len(path.read_text(encoding="utf-8-sig"))
        except (UnicodeDecodeError, OSError):
            raise DataFault("path", f"`{self.path}` is not UTF-8 text", "save it as plain text, UTF-8") from None
        if characters < 2 or characters < self.context:
            raise DataFault(
                "path", f"`{self.path}` has {characters} characters, a record has {self.context}", "take a longer text"
            )

        def typed(field: str, column: str, declared: FieldType) -> FieldType:
            return known[column]

        return Schema(overlaid(known, self.fields, typed), characters // self.context)
