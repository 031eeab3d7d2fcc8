"""What every stage of a training shares: validation, the optimizer, one line of numbers an epoch."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytorch_lightning as pl
import torch
from torch import Tensor, distributed, nn

from scic.backends.pytorch.augmentation import Augmentation
from scic.backends.pytorch.blocks import freeze_below, learning_rates
from scic.backends.pytorch.objective import total
from scic.backends.shared.scoring import Scores, Statistics, join, validation_metrics

Batch = dict[str, Tensor]
Optimizer = Callable[..., torch.optim.Optimizer]
Schedule = Callable[..., torch.optim.lr_scheduler.LRScheduler]


class Stage(pl.LightningModule):
    """A training process; a subclass says in `objective` what is minimised.

    `augment` changes a training batch on the device and gives the batches to learn from, each with its weight.
    `balance` makes one number of the tasks' losses, their sum where there is none. `freeze(epoch, blocks)` is how many
    of the topmost blocks learn in an epoch, `rates(blocks)` the factor of the learning rate of each block and, last,
    of the heads.
    """

    best = True
    """Whether the best epoch's weights on the validation records are handed on, or those of the last."""

    def __init__(
        self,
        model: nn.Module,
        *,
        scores: Mapping[str, tuple[Scores, str]],
        facts: Mapping[str, Any],
        optimizer: Optimizer,
        schedule: Schedule,
        seed: int,
        augment: Augmentation | None = None,
        balance: nn.Module | None = None,
        freeze: Callable[[int, int], int] | None = None,
        rates: Callable[[int], list[float]] | None = None,
    ) -> None:
        super().__init__()
        self.model: Any = model
        self.scores, self.facts = scores, facts
        self.optimizer, self.schedule, self.seed = optimizer, schedule, seed
        self.augment = augment or Augmentation([], [], [])
        self.balance, self.freeze_at, self.rates = balance, freeze, rates
        self.seen: dict[str, list[Statistics]] = {}
        self.total: dict[str, tuple[Tensor, int]] = {}

    @property
    def learner(self) -> Any:
        """The network that the gradients change: the one that is handed on, unless a method keeps another for it."""
        return self.model

    def objective(self, batch: Any) -> Tensor:
        """What is minimised, for a batch or for several by name."""
        raise NotImplementedError

    def supervise(self, batch: Batch) -> Tensor:
        """The mean loss of labelled records; augmentation may turn one batch into several weighted ones."""
        learner = self.learner
        losses = [weight * self.join(learner.losses(learner(part), part)) for weight, part in self.augment(batch)]
        return total(losses)

    def join(self, losses: dict[str, Tensor]) -> Tensor:
        """One number of the tasks' losses."""
        joined: Tensor = self.balance(losses) if self.balance is not None else total(losses.values())
        return joined

    def configure_optimizers(self) -> Any:
        """The optimizer, with a schedule that moves at every step."""
        optimizer = self.optimizer(learning_rates(self, self.learner, self.rates))
        for group in optimizer.param_groups:
            group["lr"] *= group.pop("factor", 1.0)
        schedule = self.schedule(optimizer, int(self.trainer.estimated_stepping_batches))
        return {"optimizer": optimizer, "lr_scheduler": {"scheduler": schedule, "interval": "step"}}

    def on_train_epoch_start(self) -> None:
        """Draw this epoch's random numbers from the seed and the epoch, so that a resumed run draws the same."""
        torch.manual_seed(self.seed * 100_003 + self.current_epoch + 1_000_003 * self.global_rank)
        self.total = {}
        if self.freeze_at is not None:
            freeze_below(self.learner, self.freeze_at, self.current_epoch)

    def training_step(self, batch: Any, index: int) -> Tensor:
        """One step along the gradient of the objective."""
        loss = self.objective(batch)
        self.add("train_loss", loss, records_in(batch))
        return loss

    def add(self, name: str, loss: Tensor, records: int) -> None:
        """Add a batch's mean loss to the epoch's; summed on the device, read once an epoch."""
        added, count = loss.detach() * records, records
        if name in self.total:
            total, before = self.total[name]
            added, count = total + added, before + records
        self.total[name] = (added, count)

    def on_train_epoch_end(self) -> None:
        """Log the epoch's mean training loss."""
        self._log_totals()

    def on_validation_epoch_start(self) -> None:
        """Forget the last epoch's predictions."""
        self.seen = {task: [] for task in self.scores}

    def validation_step(self, batch: Batch, index: int) -> None:
        """Predict, and keep what the metrics need."""
        outputs = self.model(batch)
        self.add("validation_loss", self.join(self.model.losses(outputs, batch)), records_in(batch))
        self.keep(outputs, batch)

    def keep(self, outputs: Batch, batch: Batch) -> None:
        """Keep what the metrics need to know of the answers for a batch."""
        for task, (scores, target) in self.scores.items():
            decoded = self.model.tasks[task].decode(outputs[task])
            self.seen[task].append(scores.statistics(batch[target].cpu().numpy(), decoded, self.facts[target]))

    def on_validation_epoch_end(self) -> None:
        """Log every metric of every task on the whole validation set."""
        self._log_totals("validation_loss")
        for name, value in self.scored().items():
            self.log(name, value)

    def scored(self) -> dict[str, float]:
        """Every metric of every task on all that was kept."""
        statistics = {task: gather(parts) for task, parts in self.seen.items() if parts}
        return validation_metrics(statistics, self.scores, self.facts)

    def _log_totals(self, *names: str) -> None:
        for name in names or [name for name in self.total if not name.startswith("validation")]:
            loss, count = self.total.pop(name)
            total, records = self.reduce(torch.stack([loss, loss.new_tensor(float(count))]))
            self.log(name, total / records)

    def reduce(self, values: Tensor) -> Tensor:
        """The sum over all processes."""
        if distributed.is_available() and distributed.is_initialized():
            distributed.all_reduce(values)
        return values


def records_in(batch: Any) -> int:
    """How many records a batch holds, or the first of several batches."""
    first = next(iter(batch.values()))
    return records_in(first) if isinstance(first, dict) else len(first)


def gather(parts: list[Statistics]) -> Statistics:
    """The statistics of all batches, of all processes."""
    if distributed.is_available() and distributed.is_initialized():
        everyone: list[list[Statistics]] = [[] for _ in range(distributed.get_world_size())]
        distributed.all_gather_object(everyone, parts)
        parts = [part for process in everyone for part in process]
    return join(parts)
