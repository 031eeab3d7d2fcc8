from __future__ import annotations

import numpy as np
import pytest
from sklearn import metrics as sk

from scic.backends.components.baseline.linear.shared import linear_baseline
from scic.backends.components.task.classification.shared import (
    HIGHER,
    METRICS,
    baseline,
    columns,
    figure,
    metrics,
    statistics,
    worst,
)
from scic.compiler.catalogue.component import Task
from scic.compiler.catalogue.discovery import load

FACTS = {"classes": ["a", "b", "c"], "counts": [1, 1, 1]}
LABELS = {"classes": ["a", "b", "c"], "counts": [1, 1, 1], "separator": ";"}


def declared(name: str) -> tuple[str, ...]:
    component = load("task", name)
    assert issubclass(component, Task)
    return tuple(component.metrics)


def chances(count: int, classes: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).dirichlet(np.ones(classes), count)


def test_the_metrics_equal_those_of_scikit_learn() -> None:
    truth, found = np.random.default_rng(1).integers(0, 3, 200), chances(200, 3)
    scores = metrics(statistics(truth, {"probabilities": found}, FACTS), FACTS)
    answer = found.argmax(axis=1)
    assert scores["accuracy"] == pytest.approx(sk.accuracy_score(truth, answer))
    assert scores["balanced_accuracy"] == pytest.approx(sk.balanced_accuracy_score(truth, answer))
    assert scores["f1"] == pytest.approx(sk.f1_score(truth, answer, average="macro"))
    assert scores["auroc"] == pytest.approx(sk.roc_auc_score(truth, found, multi_class="ovr"))
    assert scores["log_loss"] == pytest.approx(sk.log_loss(truth, found))
    assert tuple(scores) == METRICS == tuple(HIGHER)
    assert declared("classification") == METRICS


def test_the_metrics_of_several_labels_equal_those_of_scikit_learn() -> None:
    random = np.random.default_rng(2)
    truth = (random.random((200, 3)) < 0.4).astype(np.float32)
    found = np.clip(0.3 * truth + 0.7 * random.random((200, 3)), 0.01, 0.99)
    scores = metrics(statistics(truth, {"probabilities": found}, LABELS), LABELS)
    answer = found >= 0.5
    assert scores["accuracy"] == pytest.approx(sk.accuracy_score(truth, answer))
    assert scores["f1"] == pytest.approx(sk.f1_score(truth, answer, average="macro"))
    assert scores["auroc"] == pytest.approx(sk.roc_auc_score(truth, found, average="macro"))
    each = [sk.balanced_accuracy_score(truth[:, k], answer[:, k]) for k in range(3)]
    assert scores["balanced_accuracy"] == pytest.approx(np.mean(each))
    assert scores["log_loss"] == pytest.approx(np.mean([sk.log_loss(truth[:, k], found[:, k]) for k in range(3)]))


def test_a_probability_that_comes_true_as_often_as_it_says_has_no_calibration_error() -> None:
    found = np.tile([[0.8, 0.2, 0.0]], (10, 1))
    calibrated = np.array([0] * 8 + [1] * 2)
    always_right = np.zeros(10, dtype=int)
    error = [
        metrics(statistics(truth, {"probabilities": found}, FACTS), FACTS)["calibration_error"]
        for truth in (calibrated, always_right)
    ]
    assert error == pytest.approx([0.0, 0.2])


def test_ties_count_half_in_the_area_under_the_curve() -> None:
    scores = metrics(statistics(np.array([0, 1, 2, 1]), {"probabilities": np.full((4, 3), 1 / 3)}, FACTS), FACTS)
    assert scores["auroc"] == pytest.approx(0.5)


def test_a_sample_of_one_class_has_scores_but_no_auroc() -> None:
    scores = metrics(statistics(np.zeros(5, dtype=int), {"probabilities": chances(5, 3)}, FACTS), FACTS)
    assert np.isnan(scores.pop("auroc"))
    assert np.isfinite(list(scores.values())).all()


def test_a_network_that_answers_nan_scores_nan() -> None:
    found = chances(5, 3)
    found[2] = np.nan
    scores = metrics(statistics(np.arange(5) % 3, {"probabilities": found}, FACTS), FACTS)
    assert np.isnan(list(scores.values())).all()


def test_records_without_a_class_are_left_out() -> None:
    truth = np.array([0, -1, 2])
    found = np.eye(3)
    assert statistics(truth, {"probabilities": found}, FACTS)["position"].tolist() == [0, 2]
    labels = np.array([[0, 1, 0], [np.nan] * 3, [1, 1, 1]])
    assert statistics(labels, {"probabilities": found}, LABELS)["position"].tolist() == [0, 2]
    with pytest.raises(ValueError, match="none of the 2 records has a known class"):
        statistics(np.array([-1, -1]), {"probabilities": found[:2]}, FACTS)


def test_the_worst_record_is_the_surest_mistake() -> None:
    found = np.array([[0.9, 0.1, 0], [0.4, 0.6, 0], [0.99, 0.01, 0], [0, 0, 1]])
    known = statistics(np.array([0, 0, 1, -1]), {"probabilities": found}, FACTS)
    assert worst(known, 2).tolist() == [2, 1]


def test_predictions_are_written_with_the_names_of_the_classes() -> None:
    table = columns({"probabilities": np.array([[0.1, 0.7, 0.2]])}, FACTS)
    assert table.loc[0].to_dict() == {
        "predicted": "b",
        "probability_a": 0.1,
        "probability_b": 0.7,
        "probability_c": 0.2,
    }
    several = columns({"probabilities": np.array([[0.1, 0.7, 0.6]])}, LABELS)
    assert several.iloc[0, :3].to_dict() == {"predicted_a": 0, "predicted_b": 1, "predicted_c": 1}


def test_a_baseline_knows_the_classes_that_training_lacks() -> None:
    random = np.random.default_rng(0)
    truth = np.array([0, 2] * 20)
    table = {"numeric": ["x"], "mean": [0.0], "std": [1.0], "missing": [0.0], "categories": {}}
    batch = {"numeric": (truth + random.normal(0, 0.1, 40))[:, None].astype(np.float32), "kind": truth}
    batch["kind"][0] = -1
    decoded = baseline(
        linear_baseline("classification", seed=0, regularization=1.0, iterations=100),
        batch,
        batch,
        ["numeric"],
        "kind",
        {"table": table, "kind": FACTS},
    )
    assert decoded["probabilities"].shape == (40, 3)
    assert metrics(statistics(batch["kind"], decoded, FACTS), FACTS)["accuracy"] == 1.0


def test_a_baseline_answers_a_label_that_never_occurs_with_0() -> None:
    random = np.random.default_rng(0)
    values = random.normal(size=(40, 1)).astype(np.float32)
    labels = np.concatenate([values > 0, values < 0, np.zeros_like(values)], axis=1).astype(np.float32)
    table = {"numeric": ["x"], "mean": [0.0], "std": [1.0], "missing": [0.0], "categories": {}}
    batch = {"numeric": values, "signs": labels}
    model = linear_baseline("classification", seed=0, regularization=1.0, iterations=100)
    decoded = baseline(model, batch, batch, ["numeric"], "signs", {"table": table, "signs": LABELS})
    assert decoded["probabilities"][:, 2].max() == 0
    assert metrics(statistics(labels, decoded, LABELS), LABELS)["accuracy"] > 0.9


@pytest.mark.parametrize("facts", [FACTS, LABELS])
def test_the_figure_names_every_class(facts: dict[str, object]) -> None:
    several = "separator" in facts
    truth = np.eye(3, dtype=np.float32) if several else np.arange(3)
    decoded = {"probabilities": chances(3, 3)}
    axis = figure(statistics(truth, decoded, facts), decoded, {}, facts).axes[0]
    names = [label.get_text() for label in axis.get_yticklabels()]
    assert names == (["a (1)", "b (1)", "c (1)"] if several else ["a", "b", "c"])
