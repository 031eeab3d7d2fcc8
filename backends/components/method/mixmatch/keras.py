"""MixMatch: guess the labels of unlabelled records, sharpen them, and mix all records with one another."""

from __future__ import annotations

from typing import Any

import keras
from keras import ops

from scic.backends.keras.semi_supervised import SemiSupervised
from scic.backends.keras.side_by_side import one_batch
from scic.backends.keras.spatial import by_record
from scic.backends.keras.tensor import Batch, Tensor
from scic.backends.shared.ramp import straight_rise


class Mixmatch(SemiSupervised):
    """Learn mixtures of records, labelled or not, with mixtures of their labels, given or guessed.

    D. Berthelot et al., MixMatch: a holistic approach to semi-supervised learning, 2019.
    """

    def __init__(
        self,
        model: keras.Model,
        *,
        guesses: int,
        temperature: float,
        alpha: float,
        weight: float,
        ramp: float,
        epochs: int,
        **stage: Any,
    ) -> None:
        super().__init__(model, weight=weight, epochs=epochs, **stage)
        self.guesses, self.temperature, self.alpha, self.ramp = guesses, temperature, alpha, ramp
        ((self.task, (_, self.target)),) = self.scores.items()
        self.classes = len(self.facts[self.target]["classes"])
        self.drawn = keras.random.SeedGenerator()

    def rise(self, epoch: int) -> float:
        """A straight line."""
        return straight_rise(epoch, self.epochs, ramp=self.ramp)

    def objective(self, batch: dict[str, Batch], training: bool | None) -> Tensor:
        """Algorithm 1 of the paper, then its equations 2 to 5."""
        labelled = self.augment.change(batch["labelled"])
        given = ops.one_hot(labelled[self.target], self.classes)
        changed = [self.augment.change(self.unlabelled(batch)) for _ in range(self.guesses)]
        guessed = self.guess(changed, training)

        records = one_batch([labelled, *changed], self.model.inputs)
        labels = ops.concatenate([given, *[guessed] * self.guesses])
        records, labels = self.mix(records, labels)

        output = self.model(records, training=training)[self.task]
        count = given.shape[0]
        supervised = ops.mean(ops.categorical_crossentropy(labels[:count], output[:count], from_logits=True))
        unsupervised = ops.mean(ops.square(ops.softmax(output[count:]) - labels[count:]))
        return supervised + self.counts * unsupervised

    def unlabelled(self, batch: dict[str, Batch]) -> Batch:
        """The unlabelled records, without any target that may be there."""
        return {name: batch["unlabelled"][name] for name in self.model.inputs}

    def guess(self, changed: list[Batch], training: bool | None) -> Tensor:
        """The sharpened mean of what the network predicts of differently changed records, (B, classes)."""
        task = self.model.tasks[self.task]
        answers = [task.answer(self.model(each, training=training)[self.task]) for each in changed]
        return ops.stop_gradient(sharpen(sum(answers) / len(answers), self.temperature))

    def mix(self, records: Batch, labels: Tensor) -> tuple[Batch, Tensor]:
        """Every record and its label with a lesser share of another's; categories stay those of the first."""
        count = labels.shape[0]
        share = keras.random.beta((count,), self.alpha, self.alpha, seed=self.drawn)
        share = ops.maximum(share, 1 - share)
        order = keras.random.shuffle(ops.arange(count), seed=self.drawn)

        def mixed(values: Tensor) -> Tensor:
            if not keras.backend.is_float_dtype(keras.backend.standardize_dtype(values.dtype)):
                return values
            first = ops.cast(by_record(share, values), values.dtype)
            return first * values + (1 - first) * ops.take(values, order, axis=0)

        return {name: mixed(value) for name, value in records.items()}, mixed(labels)


def sharpen(probabilities: Tensor, temperature: float) -> Tensor:
    """Raise the probabilities (B, classes) to the power 1 / temperature, and let them add up to 1 again."""
    raised = probabilities ** (1 / temperature)
    return raised / ops.sum(raised, axis=-1, keepdims=True)
