"""What the splits by shares have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field, model_validator

from scic.compiler.catalogue.component import Split
from scic.compiler.catalogue.settings import Share
from scic.compiler.diagnostics.base import Diagnostic
from scic.compiler.diagnostics.shares import SharesDoNotAddUp

if TYPE_CHECKING:
    from scic.compiler.source import Span

PARTS = ("train", "validation", "test")
Train = Annotated[Share, Field(gt=0, description="share of the records to train on")]
Validation = Annotated[Share, Field(description="share of the records to choose the best epoch by")]
Test = Annotated[Share, Field(gt=0, description="share of the records to test on, once, at the end")]


class ByShares(Split):
    """A split whose parts are shares of the whole.

    Its subclasses declare the three shares themselves: a setting that is given without its name is the first
    one declared, and that is not always a share.
    """

    if TYPE_CHECKING:
        train: Train
        validation: Validation
        test: Test

    @model_validator(mode="before")
    @classmethod
    def _filled(cls, given: Any) -> Any:
        """Where some shares are given, one that is not is 0."""
        if isinstance(given, dict) and any(part in given for part in PARTS):
            return {**dict.fromkeys(PARTS, 0.0), **given}
        return given

    def shares(self) -> Mapping[str, float]:
        """The share of each part."""
        return {"train": self.train, "validation": self.validation, "test": self.test}

    def verify(self, span: Callable[..., Span]) -> Iterable[Diagnostic]:
        """Report shares that do not add up to all records."""
        if abs(sum(self.shares().values()) - 1) > 1e-6:
            yield SharesDoNotAddUp(span=span(), split=self.named(), shares=tuple(self.shares().items()))
