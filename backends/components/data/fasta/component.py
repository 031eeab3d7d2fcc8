"""The fasta component."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar, Literal

from pydantic import Field, field_validator

from scic.backends.components.data.letters import counted
from scic.backends.components.data.record import fault, fit_split, merged, overlaid, refuse_misspelt
from scic.backends.shared.errors import DataError
from scic.backends.shared.fasta import entries
from scic.compiler.catalogue.component import Data, DataFault
from scic.compiler.catalogue.ports import Category, FieldType, Id, Schema, Tokens
from scic.compiler.catalogue.settings import Count


class Fasta(Data):
    """Sequences in FASTA: records with the fields `id`, the first word after `>`, and `sequence`.

    What else the line after `>` says is taken from it by `header`, a regular expression whose named groups become
    categories: `header: "class=(?P<kind>[a-z]+)"` gives each record a field `kind`.

    Example:
        experiment promoters { seed: 1 }
        data fasta { path: "data/promoters.fasta", header: "(?P<kind>promoter|other)", alphabet: dna }
        model lstm
        task classification { predict: fasta.kind }
        method supervised { epochs: 10 }
        validate baselines
        validate seeds { count: 3 }
    """

    new: ClassVar[tuple[str, str]] = ("new.fasta", "a FASTA file")

    declares: ClassVar[tuple[str, ...]] = ("fields", "header")

    path: str = Field(description="the file, from the folder of the spec")
    header: str | None = Field(None, description="a pattern of the lines after `>`, each named group a field")
    alphabet: Literal["dna", "rna", "protein", "characters"] = Field("characters", description="the letters it has")
    length: Count | None = Field(None, description="letters read, longer sequences are cut; all when none")
    unknown: Literal["refuse", "mask"] = Field("refuse", description="what becomes of letters outside the alphabet")
    end: bool = Field(False, description="whether a mark behind the last letter is read as one more")

    @field_validator("header")
    @classmethod
    def _pattern(cls, header: str | None) -> str | None:
        try:
            groups = re.compile(header).groupindex if header is not None else {"": 0}
        except re.error:
            raise ValueError("a regular expression") from None
        if not groups:
            raise ValueError("a pattern with a named group, such as `(?P<kind>promoter|other)`,")
        if taken := groups.keys() & {"id", "sequence"}:
            raise ValueError(f"a pattern without a group named `{min(taken)}`, which is a field already,")
        return header

    def paths(self) -> Mapping[str, str]:
        """The files and patterns it names, by setting."""
        return {"path": self.path}

    def describe(self, folder: Path) -> Schema:
        """The record type, from the spec and from the data where it is there."""
        fit_split(self)
        path = folder / self.path
        refuse_misspelt("path", path)
        declared = Tokens(alphabet=self.alphabet, length=self.length, end=self.end)
        known: dict[str, FieldType] = {"id": Id(), "sequence": declared}
        pattern = re.compile(self.header) if self.header is not None else None
        if not path.exists():
            known |= {name: Category() for name in (pattern.groupindex if pattern is not None else ())}
            return Schema({**known, **{name: kind.type() for name, kind in self.fields.items()}}, complete=False)
        counts: dict[str, Counter[str]] = {name: Counter() for name in (pattern.groupindex if pattern else ())}
        lengths: Counter[int] = Counter()
        try:
            for entry in entries(path):
                lengths[len(entry.sequence)] += 1
                found = pattern.search(entry.header) if pattern is not None else None
                if pattern is not None and found is None:
                    where = f"line {entry.line} of `{self.path}`: `{entry.header[:60]}`"
                    raise DataFault("header", f"the pattern does not fit {where}", "write one that fits every record")
                for name, value in (found.groupdict() if found is not None else {}).items():
                    counts[name].update([value] if value is not None else [])
        except DataError as error:
            raise fault("path", error) from None
        known["sequence"] = counted(declared, lengths)
        for name, seen in counts.items():
            classes = tuple(sorted(seen))
            known[name] = Category(classes=classes, counts=tuple(seen[each] for each in classes))

        def typed(field: str, column: str, declared: FieldType) -> FieldType:
            return merged(known[column], declared)

        return Schema(overlaid(known, self.fields, typed), lengths.total())
