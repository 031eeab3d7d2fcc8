"""Mean teacher: a student follows the labels, and a teacher that is the moving average of the student."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.functional import mse_loss

from scic.backends.pytorch.objective import total
from scic.backends.pytorch.side_by_side import one_batch
from scic.backends.pytorch.stage import Batch, Stage
from scic.backends.shared.ramp import smooth_rise


class MeanTeacher(Stage):
    """Learn labelled records, and to answer all records, changed, as the teacher does that sees them changed otherwise.

    A. Tarvainen & H. Valpola, Mean teachers are better role models: weight-averaged consistency targets improve
    semi-supervised deep learning results, 2017. `student` is a second network, made like `model`, which is the
    teacher and is what the stage hands on.
    """

    steps: Tensor

    def __init__(
        self, model: Any, *, student: nn.Module, decay: float, weight: float, ramp: float, epochs: int, **stage: Any
    ) -> None:
        super().__init__(model, **stage)
        self.student: Any = student
        self.student.load_state_dict(model.state_dict())
        self.model.requires_grad_(False)
        self.decay, self.weight, self.ramp, self.epochs = decay, weight, ramp, epochs
        self.register_buffer("steps", torch.zeros((), dtype=torch.long))

    @property
    def learner(self) -> Any:
        """Gradients change the student alone."""
        return self.student

    def objective(self, batch: dict[str, Batch]) -> Tensor:
        """Classification cost plus consistency cost J = E |f(x, theta', eta') - f(x, theta, eta)|^2: section 2."""
        self.average()
        labelled, unlabelled = batch["labelled"], batch["unlabelled"]
        records = one_batch([labelled, unlabelled], self.model.inputs)
        answers = self.student(self.augment.change(records))
        with torch.no_grad():
            taught = self.model(self.augment.change(records))
        weight = self.weight * smooth_rise(self.current_epoch, self.epochs, ramp=self.ramp)
        return self.supervise(labelled) + weight * self.distance(answers, taught)

    @torch.no_grad()
    def average(self) -> None:
        """Theta' = alpha theta' + (1 - alpha) theta; a true mean at first, while that forgets the beginning sooner."""
        alpha = min(self.decay, float(1 - 1 / (self.steps + 1)))
        for mean, weight in zip(self.model.parameters(), self.student.parameters(), strict=True):
            mean.lerp_(weight, 1 - alpha)
        self.steps += 1

    def distance(self, answers: dict[str, Tensor], taught: dict[str, Tensor]) -> Tensor:
        """The mean squared difference of the answers of each task, weighted like their losses."""
        distances = [
            self.model.weights[name] * mse_loss(task.answer(answers[name]), task.answer(taught[name]))
            for name, task in self.model.tasks.items()
        ]
        return total(distances)
