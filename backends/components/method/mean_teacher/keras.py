"""Mean teacher: a student follows the labels, and a teacher that is the moving average of the student."""

from __future__ import annotations

from typing import Any

import keras
from keras import ops

from scic.backends.keras.semi_supervised import SemiSupervised
from scic.backends.keras.side_by_side import one_batch
from scic.backends.keras.tensor import Batch, Tensor
from scic.backends.shared.ramp import smooth_rise


class MeanTeacher(SemiSupervised):
    """Learn labelled records, and to answer all records, changed, as the teacher does that sees them changed otherwise.

    A. Tarvainen & H. Valpola, Mean teachers are better role models: weight-averaged consistency targets improve
    semi-supervised deep learning results, 2017. `student` is a second network, made like `model`, which is the
    teacher and is what the stage hands on.
    """

    def __init__(
        self,
        model: keras.Model,
        *,
        student: keras.Model,
        decay: float,
        weight: float,
        ramp: float,
        epochs: int,
        **stage: Any,
    ) -> None:
        super().__init__(model, weight=weight, epochs=epochs, **stage)
        self.student = student
        self.student.set_weights(model.get_weights())
        self.means = self.model.trainable_variables
        for mean in self.means:  # its layers still learn what they measure: the statistics of norms
            mean.trainable = False
        self.decay, self.ramp = decay, ramp
        self.steps = keras.Variable(0.0, trainable=False, name="steps")

    @property
    def learner(self) -> Any:
        """Gradients change the student alone."""
        return self.student

    def rise(self, epoch: int) -> float:
        """The flank of a bell."""
        return smooth_rise(epoch, self.epochs, ramp=self.ramp)

    def objective(self, batch: dict[str, Batch], training: bool | None) -> Tensor:
        """Classification cost plus consistency cost J = E |f(x, theta', eta') - f(x, theta, eta)|^2: section 2."""
        self.average()
        labelled, unlabelled = batch["labelled"], batch["unlabelled"]
        records = one_batch([labelled, unlabelled], self.model.inputs)
        answers = self.student(self.augment.change(records), training=training)
        taught = self.model(self.augment.change(records), training=training)
        return self.supervise(labelled, training) + self.counts * self.distance(answers, taught)

    def average(self) -> None:
        """Theta' = alpha theta' + (1 - alpha) theta; a true mean at first, while that forgets the beginning sooner."""
        alpha = ops.minimum(self.decay, 1 - 1 / (self.steps + 1))
        for mean, weight in zip(self.means, self.student.trainable_variables, strict=True):
            mean.assign(ops.stop_gradient(mean + (1 - alpha) * (weight - mean)))
        self.steps.assign_add(1)

    def distance(self, answers: dict[str, Tensor], taught: dict[str, Tensor]) -> Tensor:
        """The mean squared difference of the answers of each task, weighted like their losses."""
        return sum(
            self.model.shares[name]
            * ops.mean(ops.square(task.answer(answers[name]) - ops.stop_gradient(task.answer(taught[name]))))
            for name, task in self.model.tasks.items()
        )
