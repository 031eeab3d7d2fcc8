"""The sequence field."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from scic.compiler.catalogue.component import FieldKind
from scic.compiler.catalogue.ports import Tokens
from scic.compiler.catalogue.settings import Count


class SequenceField(FieldKind):
    """A sequence of letters in a column: DNA, RNA, a protein, or any characters.

    Bases and amino acids are read in either case; of `characters` those that occur in training are the alphabet.
    A letter outside the alphabet is refused, or with `unknown: mask` seen as a place whose letter nobody knows.
    With `end: true` a mark behind the last letter is one more letter: a language model learns from it where a sequence
    is over, and stops there when it writes one.

    Shorter sequences are padded, which no network reads. A training batch holds sequences of similar length and is cut
    to the longest of them, unless a stage reads several batches side by side. The simple models beside the network read
    the letter at each place and the counts of pairs of letters.

    Example:
        experiment splice { seed: 1 }
        data csv as windows {
          path: "data/splice.csv"
          fields { sequence: sequence(alphabet: dna, unknown: mask) }
        }
        model lstm
        task classification { predict: windows.junction }
        method supervised { epochs: 10 }
        validate baselines
        validate seeds { count: 3 }
    """

    column: str | None = Field(None, description="the column it is read from; that of its own name when none")
    alphabet: Literal["dna", "rna", "protein", "characters"] = Field("characters", description="the letters it has")
    length: Count | None = Field(None, description="letters read, longer sequences are cut; all when none")
    unknown: Literal["refuse", "mask"] = Field("refuse", description="what becomes of letters outside the alphabet")
    end: bool = Field(False, description="whether a mark behind the last letter is read as one more")

    def type(self) -> Tokens:
        """The type of what is read."""
        return Tokens(alphabet=self.alphabet, length=self.length, end=self.end)
