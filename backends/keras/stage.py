"""What every stage of a training shares: the network it trains, its random numbers, and validation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import keras
import numpy as np

from scic.backends.keras.tensor import Batch
from scic.backends.shared.scoring import Scores, Statistics, join, validation_metrics


def alone(batch: Batch) -> Sequence[tuple[float, Batch]]:
    """Learn from a batch as it is."""
    return [(1.0, batch)]


class Stage(keras.Model):
    """A training process; a subclass says in `call` and `compute_loss` what is minimised.

    `augment` changes a training batch on the device and gives the batches to learn from, each with its weight.
    """

    def __init__(
        self,
        model: keras.Model,
        *,
        scores: Mapping[str, tuple[Scores, str]],
        facts: Mapping[str, Any],
        optimizer: Callable[..., keras.optimizers.Optimizer],
        schedule: Callable[..., keras.optimizers.schedules.LearningRateSchedule],
        seed: int,
        augment: Callable[[Batch], Sequence[tuple[float, Batch]]] = alone,
    ) -> None:
        # the batch is to reach the network as it is, whatever precision that has
        super().__init__(name="stage", autocast=False)
        self.model, self.augment, self.seed = model, augment, seed
        self.scores, self.facts = scores, facts
        self.make_optimizer, self.make_schedule = optimizer, schedule
        self.built = True

    def reseed(self, epoch: int) -> None:
        """Draw an epoch's random numbers from the seed and the epoch, so that a resumed run draws the same."""
        keras.utils.set_random_seed((self.seed * 100_003 + epoch) % 2**32)  # dropout on PyTorch draws from its own
        states = [variable for variable in self.variables if variable.name == "seed_generator_state"]
        for number, state in enumerate(states):
            drawn = np.random.SeedSequence((self.seed, epoch, number)).generate_state(2)
            state.assign(drawn.reshape(state.shape).astype(state.dtype))

    def validate(self, batches: Iterable[Batch]) -> dict[str, float]:
        """The loss, and every metric of every task, on the whole validation set."""
        seen: dict[str, list[Statistics]] = {task: [] for task in self.scores}
        total = records = 0.0
        for batch in batches:
            outputs = self.model.predict_on_batch(batch)
            count = len(next(iter(batch.values())))
            total += float(self.model.total_loss(outputs, batch)) * count
            records += count
            for task, (module, target) in self.scores.items():
                decoded = self.model.tasks[task].decode(outputs[task])
                seen[task].append(module.statistics(batch[target], decoded, self.facts[target]))
        statistics = {task: join(parts) for task, parts in seen.items()}
        return {"validation_loss": total / records} | validation_metrics(statistics, self.scores, self.facts)
