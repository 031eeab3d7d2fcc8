"""What every stage of a training shares: validation, the optimizer, one line of numbers an epoch."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytorch_lightning as pl
import torch
from torch import Tensor, distributed, nn

from scic.backends.shared.scoring import Scores, Statistics, join, validation_metrics

Batch = dict[str, Tensor]


def alone(batch: Batch) -> Sequence[tuple[float, Batch]]:
    """Learn from a batch as it is."""
    return [(1.0, batch)]


class Stage(pl.LightningModule):
    """A training process; a subclass says in `training_step` what is minimised.

    `augment` changes a training batch on the device and gives the batches to learn from, each with its weight.
    """

    def __init__(
        self,
        model: nn.Module,
        *,
        scores: Mapping[str, tuple[Scores, str]],
        facts: Mapping[str, Any],
        optimizer: Callable[..., torch.optim.Optimizer],
        schedule: Callable[..., torch.optim.lr_scheduler.LRScheduler],
        seed: int,
        augment: Callable[[Batch], Sequence[tuple[float, Batch]]] = alone,
    ) -> None:
        super().__init__()
        self.model: Any = model
        self.scores, self.facts = scores, facts
        self.optimizer, self.schedule, self.augment, self.seed = optimizer, schedule, augment, seed
        self.seen: dict[str, list[Statistics]] = {}
        self.total: dict[str, Tensor] = {}

    def configure_optimizers(self) -> Any:
        """The optimizer, with a schedule that moves at every step."""
        optimizer = self.optimizer(self.model.parameters())
        schedule = self.schedule(optimizer, int(self.trainer.estimated_stepping_batches))
        return {"optimizer": optimizer, "lr_scheduler": {"scheduler": schedule, "interval": "step"}}

    def on_train_epoch_start(self) -> None:
        """Draw this epoch's random numbers from the seed and the epoch, so that a resumed run draws the same."""
        torch.manual_seed(self.seed * 100_003 + self.current_epoch + 1_000_003 * self.global_rank)
        self.total = {}

    def add(self, name: str, loss: Tensor, records: int) -> None:
        """Add a batch's mean loss to the epoch's; summed on the device, read once an epoch."""
        before = self.total.get(name, torch.zeros(2, device=loss.device))
        self.total[name] = before + torch.stack([loss.detach() * records, loss.new_tensor(float(records))])

    def on_train_epoch_end(self) -> None:
        """Log the epoch's mean training loss."""
        self._log_totals()

    def on_validation_epoch_start(self) -> None:
        """Forget the last epoch's predictions."""
        self.seen = {task: [] for task in self.scores}

    def validation_step(self, batch: Batch, index: int) -> None:
        """Predict, and keep what the metrics need."""
        outputs = self.model(batch)
        self.add("validation_loss", self.model.loss(outputs, batch), len(next(iter(batch.values()))))
        for task, (scores, target) in self.scores.items():
            decoded = self.model.tasks[task].decode(outputs[task])
            self.seen[task].append(scores.statistics(batch[target].cpu().numpy(), decoded, self.facts[target]))

    def on_validation_epoch_end(self) -> None:
        """Log every metric of every task on the whole validation set."""
        self._log_totals("validation_loss")
        statistics = {task: gather(parts) for task, parts in self.seen.items()}
        for name, value in validation_metrics(statistics, self.scores, self.facts).items():
            self.log(name, value)

    def _log_totals(self, *names: str) -> None:
        for name in names or [name for name in self.total if not name.startswith("validation")]:
            total, records = self.reduce(self.total.pop(name))
            self.log(name, total / records)

    def reduce(self, values: Tensor) -> Tensor:
        """The sum over all processes."""
        if distributed.is_available() and distributed.is_initialized():
            distributed.all_reduce(values)
        return values


def gather(parts: list[Statistics]) -> Statistics:
    """The statistics of all batches, of all processes."""
    if distributed.is_available() and distributed.is_initialized():
        everyone: list[list[Statistics]] = [[] for _ in range(distributed.get_world_size())]
        distributed.all_gather_object(everyone, parts)
        parts = [part for process in everyone for part in process]
    return join(parts)
