"""What a build notes about a project: the manifest, and the journal of a change under way."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationError

from scic.compiler.diagnostics.rebuild import DamagedRecord
from scic.compiler.write.paths import safe, safe_or_own
from scic.compiler.write.target import Target

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Record(BaseModel):
    """A record in a file of its own; a shape that is not known is damage."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1] = 1

    def content(self) -> bytes:
        """The bytes of its file."""
        return f"{self.model_dump_json(indent=2)}\n".encode()


class Manifest(Record):
    """Who wrote a project from what, and each file as it was written."""

    scic: str
    spec: str
    files: dict[Annotated[str, AfterValidator(safe)], Digest]


class Journal(Record):
    """A change that has begun: files to remove, then staged ones to move in, in this order.

    Each has the state that it replaces, so that an edit made since can be told.
    """

    remove: dict[Annotated[str, AfterValidator(safe_or_own)], str | None]
    place: dict[Annotated[str, AfterValidator(safe_or_own)], str | None]


R = TypeVar("R", bound=Record)


def read(target: Target, path: str, kind: type[R]) -> R | None:
    """The record at a path of the project; None when there is none. Raises WriteRefused when damaged."""
    file: Path = target.home / path
    try:
        return kind.model_validate_json(file.read_bytes())
    except FileNotFoundError:
        return None
    except ValidationError as error:
        raise target.refused(DamagedRecord, path=f"{target.shown}/{path}") from error
