"""What every stage of a training shares: the network it trains, its random numbers, and validation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import keras
import numpy as np

from scic.backends.keras.augmentation import Augmentation
from scic.backends.keras.tensor import Batch, Tensor
from scic.backends.shared.scoring import Scores, Statistics, join, validation_metrics


class Stage(keras.Model):
    """A training process; a subclass says in `objective` what is minimised. What a stage gives for a batch is its loss.

    `augment` changes a training batch on the device and gives the batches to learn from, each with its weight.
    `balance` makes one number of the tasks' losses, their sum where there is none. `freeze(epoch, blocks)` is how many
    of the topmost blocks learn in an epoch, `rates(blocks)` the factor of the learning rate of each block and, last,
    of the heads.
    """

    best = True
    """Whether the best epoch's weights on the validation records are handed on, or those of the last."""

    def __init__(
        self,
        model: keras.Model,
        *,
        scores: Mapping[str, tuple[Scores, str]],
        facts: Mapping[str, Any],
        optimizer: Callable[..., keras.optimizers.Optimizer],
        schedule: Callable[..., keras.optimizers.schedules.LearningRateSchedule],
        seed: int,
        augment: Augmentation | None = None,
        balance: keras.layers.Layer | None = None,
        freeze: Callable[[int, int], int] | None = None,
        rates: Callable[[int], list[float]] | None = None,
    ) -> None:
        # the batch is to reach the network as it is, whatever precision that has
        super().__init__(name="stage", autocast=False)
        self.model, self.seed = model, seed
        self.augment = augment or Augmentation([], [], [])
        self.scores, self.facts = scores, facts
        self.make_optimizer, self.make_schedule = optimizer, schedule
        self.balance, self.freeze_at, self.rates = balance, freeze, rates
        self.built = True

    @property
    def learner(self) -> Any:
        """The network that the gradients change: the one that is handed on, unless a method keeps another for it."""
        return self.model

    def objective(self, batch: Any, training: bool | None) -> Tensor:
        """What is minimised, for a batch or for several by name; a scalar."""
        raise NotImplementedError

    def supervise(self, batch: Batch, training: bool | None) -> Tensor:
        """The mean loss of labelled records; augmentation may turn one batch into several weighted ones."""
        parts = self.augment(batch) if training else [(1.0, batch)]
        learner = self.learner
        return sum(weight * self.join(learner.losses(learner(part, training=training), part)) for weight, part in parts)

    def join(self, losses: dict[str, Tensor]) -> Tensor:
        """One number of the tasks' losses."""
        return sum(losses.values()) if self.balance is None else self.balance(losses)

    def call(self, batch: Any, training: bool | None = None) -> Tensor:
        """The objective of a batch."""
        return self.objective(batch, training)

    def compute_loss(
        self, x: Any = None, y: Any = None, y_pred: Any = None, sample_weight: Any = None, training: bool = True
    ) -> Tensor:
        """What `call` gives."""
        return y_pred

    def reseed(self, epoch: int) -> None:
        """Draw an epoch's random numbers from the seed and the epoch, so that a resumed run draws the same."""
        keras.utils.set_random_seed((self.seed * 100_003 + epoch) % 2**32)  # dropout on PyTorch draws from its own
        for number, state in enumerate(self.seed_states()):
            drawn = np.random.SeedSequence((self.seed, epoch, number)).generate_state(2)
            state.assign(drawn.reshape(state.shape).astype(state.dtype))

    def seed_states(self) -> list[Any]:
        """The variables from which the random numbers of the stage are drawn."""
        return [variable for variable in self.variables if variable.name == "seed_generator_state"]

    def watch(self, epoch: int) -> None:
        """Look at what an epoch has changed, beside the numbers."""

    def validate(self, batches: Iterable[Batch]) -> dict[str, float]:
        """The loss, and every metric of every task, on the whole validation set."""
        seen: dict[str, list[Statistics]] = {task: [] for task in self.scores}
        total = records = 0.0
        for batch in batches:
            outputs = self.model.predict_on_batch(batch)
            count = len(next(iter(batch.values())))
            # what was predicted comes as arrays; a loss works on tensors
            tensors = keras.tree.map_structure(keras.ops.convert_to_tensor, (outputs, batch))
            total += float(self.join(self.model.losses(*tensors))) * count
            records += count
            self.keep(seen, outputs, batch)
        return {"validation_loss": total / records} | self.scored(seen)

    def keep(self, seen: dict[str, list[Statistics]], outputs: Batch, batch: Batch) -> None:
        """Add what the metrics need to know of the answers for a batch."""
        for task, (module, target) in self.scores.items():
            decoded = self.model.tasks[task].decode(outputs[task])
            seen[task].append(module.statistics(batch[target], decoded, self.facts[target]))

    def scored(self, seen: dict[str, list[Statistics]]) -> dict[str, float]:
        """Every metric of every task on all that was kept."""
        statistics = {task: join(parts) for task, parts in seen.items()}
        return validation_metrics(statistics, self.scores, self.facts)
