"""What a component may ask about the experiment it stands in, when it checks itself."""

from __future__ import annotations

from scic.compiler.catalogue.ports import FieldType, Representation
from scic.compiler.frozen import Frozen
from scic.compiler.ir import Block, DataBlock, Experiment, ModelBlock, Path_
from scic.compiler.source import Span


class Context(Frozen):
    """A component's place in an experiment: its block, and the way to it inside the block."""

    experiment: Experiment
    block: Block
    path: Path_ = ()

    def span(self, *setting: str | int) -> Span:
        """The span of one of the component's settings, or of the component where it is not written."""
        return self.block.place(*self.path, *setting)

    @property
    def data(self) -> DataBlock:
        """The data block it stands in, or that its block reads."""
        if isinstance(self.block, DataBlock):
            return self.block
        wanted = getattr(self.block, "data", None)
        return next((block for block in self.experiment.data if block.name == wanted), self.experiment.records)

    @property
    def input(self) -> FieldType | None:
        """The field that the model it stands in reads; None outside a model, and of one that joins others."""
        read = self.block.input if isinstance(self.block, ModelBlock) else None
        return read if isinstance(read, FieldType) else None

    @property
    def gives(self) -> Representation | None:
        """What the model it stands in gives; None outside a model."""
        return self.block.gives if isinstance(self.block, ModelBlock) else None
