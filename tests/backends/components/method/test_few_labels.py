"""Pseudo-labels, mean teacher and MixMatch, each on its own: what a step reads, and what it changes."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from scic.backends.components.loss.cross_entropy.pytorch import cross_entropy
from scic.backends.components.loss.mse.pytorch import mse
from scic.backends.components.method.mean_teacher.pytorch import MeanTeacher
from scic.backends.components.method.mixmatch.pytorch import Mixmatch, sharpen
from scic.backends.components.method.pseudo_label.pytorch import PseudoLabel
from scic.backends.components.task.classification import shared as scores
from scic.backends.components.task.classification.pytorch import Classification
from scic.backends.components.task.regression.pytorch import Regression
from scic.backends.components.task.segmentation.pytorch import Segmentation
from scic.backends.pytorch.augmentation import Augmentation

Batch = dict[str, Tensor]

CLASSES = 3
FACTS: dict[str, Any] = {"kind": {"classes": ["a", "b", "c"], "counts": [4, 4, 4]}}
LOSSES = [(1.0, partial(cross_entropy, label_smoothing=0.0))]


class Net(nn.Module):
    """A trunk with a norm and dropout, under a head."""

    inputs = ("x", "code")

    def __init__(self) -> None:
        super().__init__()
        self.trunk = nn.Sequential(nn.Linear(4, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.Dropout(0.2))
        head = Classification(8, FACTS["kind"], field="kind", losses=LOSSES, class_weights=None)
        self.tasks = nn.ModuleDict({"which": head})
        self.weights = {"which": 1.0}

    def forward(self, batch: Batch) -> dict[str, Tensor]:
        return {"which": self.tasks["which"](self.trunk(batch["x"] + batch["code"][:, None]))}

    def losses(self, outputs: dict[str, Tensor], batch: Batch) -> dict[str, Tensor]:
        return {"which": self.tasks["which"].loss(outputs["which"], batch)}  # type: ignore[operator]


def records(count: int, seed: int) -> Batch:
    made = torch.Generator().manual_seed(seed)
    kind = torch.randint(CLASSES, (count,), generator=made)
    x = torch.randn(count, 4, generator=made) + kind[:, None]
    return {"x": x, "code": torch.randint(2, (count,), generator=made), "kind": kind}


def batches() -> dict[str, Batch]:
    """More records without labels than with; what stands for the targets of the former is no class."""
    unlabelled = records(10, seed=2)
    return {"labelled": records(6, seed=1), "unlabelled": unlabelled | {"kind": torch.full((10,), -1)}}


def shaken(batch: Batch) -> Batch:
    return {**batch, "x": batch["x"] + 0.3 * torch.randn_like(batch["x"])}


STAGE: dict[str, Any] = {
    "scores": {"which": (scores, "kind")},
    "facts": FACTS,
    "optimizer": partial(torch.optim.SGD, lr=0.1),
    "schedule": partial(torch.optim.lr_scheduler.ConstantLR),
    "seed": 1,
    "augment": Augmentation([shaken], [], ["kind"]),
}


def net(seed: int = 0) -> Net:
    torch.manual_seed(seed)
    return Net()


def pseudo_label(**options: Any) -> PseudoLabel:
    usual = {"threshold": 0.5, "weight": 1.0, "warmup": 0.0, "ramp": 0.0, "epochs": 10}
    return PseudoLabel(net(), **usual | STAGE | options).train()


def mean_teacher(**options: Any) -> MeanTeacher:
    usual = {"decay": 0.9, "weight": 5.0, "ramp": 0.0, "epochs": 10}
    return MeanTeacher(net(), student=net(1), **usual | STAGE | options).train()


def mixmatch(**options: Any) -> Mixmatch:
    usual = {"guesses": 2, "temperature": 0.5, "alpha": 0.75, "weight": 5.0, "ramp": 0.0, "epochs": 10}
    return Mixmatch(net(), **usual | STAGE | options).train()


METHODS = [pseudo_label, mean_teacher, mixmatch]


def objective(stage: Any, batch: dict[str, Batch], seed: int = 3) -> Tensor:
    torch.manual_seed(seed)
    loss: Tensor = stage.objective(batch)
    return loss


def at(monkeypatch: pytest.MonkeyPatch, stage: Any, epoch: int) -> None:
    monkeypatch.setattr(type(stage), "current_epoch", epoch)


@pytest.mark.parametrize("method", METHODS)
def test_the_targets_of_unlabelled_records_are_never_read(method: Any) -> None:
    plain = batches()
    garbage = {**plain, "unlabelled": {**plain["unlabelled"], "kind": torch.full((10,), 77)}}
    absent = {**plain, "unlabelled": {key: plain["unlabelled"][key] for key in Net.inputs}}
    found = [objective(method(), each) for each in (plain, garbage, absent)]
    assert torch.isfinite(found[0])
    assert found[0] == found[1] == found[2]


@pytest.mark.parametrize("method", METHODS)
def test_unlabelled_records_are_learnt_from(method: Any) -> None:
    batch = batches()
    other = {**batch, "unlabelled": {**batch["unlabelled"], "x": -batch["unlabelled"]["x"]}}
    assert objective(method(), batch) != objective(method(), other)


@pytest.mark.parametrize("method", METHODS)
def test_gradients_reach_the_whole_learner_and_nothing_else(method: Any) -> None:
    stage = method()
    objective(stage, batches()).backward()
    learning = {id(parameter) for parameter in stage.learner.parameters()}
    for name, parameter in stage.named_parameters():
        assert (parameter.grad is not None and parameter.grad.any().item()) == (id(parameter) in learning), name


@pytest.mark.parametrize("method", METHODS)
def test_the_weight_rises_from_nothing(method: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    stage = method(ramp=0.5, weight=0.0)
    without = objective(stage, batches())
    found = []
    for epoch in (0, 2, 5):
        stage = method(ramp=0.5)
        at(monkeypatch, stage, epoch)
        found.append(float((objective(stage, batches()) - without).detach()))
    assert found[0] == pytest.approx(0.0, abs=0.02 * found[2])
    assert found[0] < found[1] < found[2]


def test_pseudo_labels_wait_for_the_warmup(monkeypatch: pytest.MonkeyPatch) -> None:
    without = objective(pseudo_label(weight=0.0), batches())
    for epoch, same in ((2, True), (3, False)):
        stage = pseudo_label(warmup=0.3)
        at(monkeypatch, stage, epoch)
        assert bool(objective(stage, batches()) == without) is same


def test_pseudo_labels_are_what_the_network_is_sure_of() -> None:
    logits = torch.tensor([[4.0, 0.0, 0.0], [0.1, 0.0, 0.2], [0.0, 0.0, 3.0]])
    task = net().tasks["which"]
    assert task.confident(logits, 0.9).tolist() == [0, -1, 2]  # type: ignore[operator]
    assert task.confident(logits, 0.0).tolist() == [0, 2, 2]  # type: ignore[operator]
    assert pseudo_label(threshold=1.0).pseudo_labels(batches()["unlabelled"])["kind"].tolist() == [-1] * 10


def test_nothing_sure_is_nothing_learnt() -> None:
    assert objective(pseudo_label(threshold=1.0), batches()) == objective(pseudo_label(weight=0.0), batches())


def test_several_labels_are_sure_each_on_its_own() -> None:
    facts = {"classes": ["a", "b"], "counts": [3, 3]}
    task = Classification(8, facts, field="kind", losses=LOSSES, class_weights=None, multilabel=True)
    found = task.confident(torch.tensor([[5.0, -5.0], [5.0, 0.1]]), 0.9)
    np.testing.assert_array_equal(found.numpy(), [[1, 0], [1, np.nan]])


def test_pixels_are_sure_each_on_its_own() -> None:
    facts = {"classes": ["back", "front"], "counts": [3, 3]}
    task = Segmentation(8, facts, field="mask", losses=LOSSES, space=(1, 3))
    logits = torch.tensor([[[[5.0, 0.1, -5.0]], [[0.0, 0.0, 0.0]]]])
    assert task.confident(logits, 0.9).tolist() == [[[0, -1, 1]]]


def test_numbers_are_compared_in_units_of_their_spread() -> None:
    facts = {"names": ["mass"], "mean": [4000.0], "std": [500.0]}
    task = Regression(8, facts, field="mass", losses=[(1.0, mse)])
    assert task.answer(torch.tensor([[4500.0], [3000.0]])).tolist() == [[1.0], [-2.0]]


def test_the_student_starts_as_the_teacher() -> None:
    stage = mean_teacher()
    for name, value in stage.model.state_dict().items():
        assert torch.equal(value, stage.student.state_dict()[name]), name


def test_the_teacher_is_the_moving_average_of_the_student() -> None:
    stage = mean_teacher(decay=0.6)
    mean: dict[str, Any] = {}
    for step in range(6):
        with torch.no_grad():
            for parameter in stage.student.parameters():
                parameter.add_(torch.randn_like(parameter))
        student = {name: value.detach().numpy().copy() for name, value in stage.student.named_parameters()}
        objective(stage, batches())
        share = min(0.6, 1 - 1 / (step + 1))
        before = mean or student
        mean = {name: share * before[name] + (1 - share) * value for name, value in student.items()}
    for name, value in stage.model.named_parameters():
        np.testing.assert_allclose(value.detach().numpy(), mean[name], rtol=1e-5, atol=1e-6, err_msg=name)


def test_the_teacher_measures_its_own_statistics() -> None:
    """An average of the student's would lag behind the weights that they belong to."""
    stage = mean_teacher()
    before = stage.model.trunk[1].running_mean.clone()
    objective(stage, batches())
    after = stage.model.trunk[1].running_mean
    assert not torch.equal(after, before)
    assert not torch.equal(after, stage.student.trunk[1].running_mean)


def test_the_student_is_in_what_a_checkpoint_holds() -> None:
    stage = mean_teacher()
    objective(stage, batches())
    again = mean_teacher()
    again.load_state_dict(stage.state_dict())
    assert int(again.steps) == 1
    assert objective(again, batches()) == objective(stage, batches())


def test_the_teacher_learns_again_when_it_is_handed_on() -> None:
    """What `fit` does at the end of each stage; a stage that follows must find nothing frozen."""
    stage = mean_teacher()
    stage.model.requires_grad_(True)
    assert all(parameter.requires_grad for parameter in stage.model.parameters())


def test_sharpening_by_the_formula() -> None:
    given = np.random.default_rng(0).dirichlet(np.ones(5), size=7)
    for temperature in (0.5, 1.0, 0.1):
        raised = given ** (1 / temperature)
        found = sharpen(torch.tensor(given), temperature).numpy()
        np.testing.assert_allclose(found, raised / raised.sum(axis=1, keepdims=True), rtol=1e-9)
    np.testing.assert_allclose(sharpen(torch.tensor(given), 1.0), given, rtol=1e-9)


def test_mixing_by_the_formula() -> None:
    stage = mixmatch(alpha=0.4)
    batch = records(50, seed=5)
    labels = torch.nn.functional.one_hot(batch["kind"], CLASSES).float()
    torch.manual_seed(7)
    found, mixed = stage.mix({name: batch[name] for name in Net.inputs}, labels)
    torch.manual_seed(7)
    drawn = torch.distributions.Beta(0.4, 0.4).sample((50,)).numpy()
    order = torch.randperm(50).numpy()
    share = np.maximum(drawn, 1 - drawn)[:, None]
    for mine, given in ((found["x"], batch["x"]), (mixed, labels)):
        expected = share * given.numpy() + (1 - share) * given.numpy()[order]
        np.testing.assert_allclose(mine.numpy(), expected, rtol=1e-5, atol=1e-6)
    assert torch.equal(found["code"], batch["code"])
    assert share.min() >= 0.5


def test_a_guess_is_the_sharpened_mean_over_the_changes() -> None:
    stage = mixmatch().eval()
    changed = [shaken(batches()["unlabelled"]) for _ in range(3)]
    answers = [stage.model(each)["which"].softmax(dim=1).detach().numpy() for each in changed]
    raised = np.mean(answers, axis=0) ** 2
    found = stage.guess(changed)
    np.testing.assert_allclose(found.numpy(), raised / raised.sum(axis=1, keepdims=True), rtol=1e-5)
    assert not found.requires_grad
