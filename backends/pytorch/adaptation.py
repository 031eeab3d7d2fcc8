"""Stages that learn from the labelled records of one data set and the unlabelled ones of another."""

from __future__ import annotations

from torch import Tensor

from scic.backends.pytorch.objective import total
from scic.backends.pytorch.pooling import as_vectors
from scic.backends.pytorch.stage import Batch, Stage


class Adaptation(Stage):
    """Learns the tasks on the source, and features that are alike in source and target.

    A subclass says in `distance` how far apart the features of both are. No label of the target is read. The
    validation records are the source's: their best epoch is not the target's, so that the last one counts.
    """

    best = False

    def objective(self, batch: dict[str, Batch]) -> Tensor:
        """The loss on the source, and the distance between source and target."""
        target = self.model.features(self.augment.change(batch["target"]))
        losses = []
        for weight, source in self.augment(batch["source"]):
            features = self.model.features(source)
            supervised = self.join(self.model.losses(self.model.heads(features), source))
            losses.append(weight * (supervised + self.distance(as_vectors(features), as_vectors(target))))
        return total(losses)

    def distance(self, source: Tensor, target: Tensor) -> Tensor:
        """How far apart the features of two domains are, (B, D) and (B', D); a scalar."""
        raise NotImplementedError
