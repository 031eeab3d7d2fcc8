"""A training and its evaluation in words: what stands out, and what to try next.

The advice follows section 9 of Raghu and Schmidt, A survey of deep learning for scientific discovery, 2020.
Each rule is a function that looks for one thing; `RULES` lists them in the order of the report.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isnan, nan
from typing import Any

import numpy as np
import pandas as pd

FEW_TEST_RECORDS = 100
WIDE_INTERVAL = 0.15
GAP_TO_BALANCED = 0.1
MISCALIBRATED = 0.1


@dataclass(frozen=True)
class Finding:
    """Something that stands out, in words, and what a colleague would do about it."""

    title: str
    text: str
    advice: str


def diagnose(history: pd.DataFrame, evaluation: Mapping[str, Any]) -> list[Finding]:
    """List what stands out in a run; empty when nothing does.

    `history` has the columns epoch, train_loss and validation_loss, and stage where there are several, of
    which the last is judged. `evaluation` is the content of evaluation.json; for each task its metrics, the
    headline first, have value, low, high and higher (whether higher is better).
    """
    if "stage" in history and len(history):
        history = history[history["stage"] == history["stage"].iloc[-1]]
    return [finding for rule in RULES for finding in rule(history, evaluation)]


def diverged(history: pd.DataFrame, evaluation: Mapping[str, Any]) -> Iterator[Finding]:
    """Find a training loss that is no number any more."""
    losses = history["train_loss"].to_numpy(dtype=float)
    if len(losses) and not np.isfinite(losses[-1]):
        epoch = history["epoch"].iloc[int(np.argmin(np.isfinite(losses)))]
        yield Finding(
            "The training diverged",
            f"The training loss stopped being a number in epoch {epoch:g}.",
            "Lower the learning rate tenfold, clip the gradient, and look for infinite or enormous inputs.",
        )


def overfitting(history: pd.DataFrame, evaluation: Mapping[str, Any]) -> Iterator[Finding]:
    """Find a validation loss that rose while the training loss went on falling."""
    train, validation = _losses(history)
    if len(validation) < 4:
        return
    best = int(validation.argmin())
    risen = validation[-1] - validation[best] > 0.1 * abs(validation[best])
    if risen and train[-1] < train[best]:
        yield Finding(
            "The network overfits",
            f"The validation loss was lowest ({validation[best]:.3g}) in epoch "
            f"{history['epoch'].iloc[best]:g} and rose to {validation[-1]:.3g}, while the training loss "
            f"fell from {train[best]:.3g} to {train[-1]:.3g}: the network learns the training records by "
            "heart.",
            "Stop early, augment the data, raise weight decay or dropout, or take a smaller network. More "
            "data helps most. If none of it does, look for a shift between training and validation records.",
        )


def underfitting(history: pd.DataFrame, evaluation: Mapping[str, Any]) -> Iterator[Finding]:
    """Find a training loss that hardly fell, on records the network was trained on."""
    train, validation = _losses(history)
    good = any(h.get("higher", True) and _value(r, name) > 0.9 for _, r, name, h in _headlines(evaluation))
    if len(train) < 4 or train[0] <= 0 or good or _improving(validation):
        return
    if train[-1] > 0.75 * train[0]:
        yield Finding(
            "The network underfits",
            f"The training loss fell only from {train[0]:.3g} to {train[-1]:.3g}: even the records it "
            "learns from are not learnt.",
            "First see whether it can overfit a handful of records; if not, the data or the loss are at "
            "fault. Then try learning rates ten times higher and lower, a larger network, and less "
            "regularisation. The loss of the first epoch is measured after some learning, so an easy task "
            "can look like this too.",
        )


def unfinished(history: pd.DataFrame, evaluation: Mapping[str, Any]) -> Iterator[Finding]:
    """Find a validation loss that was still falling when the training ended."""
    _, validation = _losses(history)
    if _improving(validation):
        yield Finding(
            "The training ended too soon",
            f"The validation loss was still falling in the last epochs, to {validation[-1]:.3g}.",
            "Train for twice as many epochs and let early stopping find the end, or raise the learning rate.",
        )


def unstable(history: pd.DataFrame, evaluation: Mapping[str, Any]) -> Iterator[Finding]:
    """Find a training loss that jumps."""
    train, _ = _losses(history)
    if len(train) < 8:
        return
    steps = np.diff(train)
    jumps = int((steps > 0.2 * np.abs(train[:-1])).sum())
    if jumps >= max(2, 0.1 * len(steps)):
        yield Finding(
            "The training is unstable",
            f"The training loss rose by more than a fifth in {jumps} of {len(steps)} epochs.",
            "Lower the learning rate, warm it up over the first 5% of the steps, take larger batches, or "
            "clip the gradient.",
        )


def below_a_baseline(history: pd.DataFrame, evaluation: Mapping[str, Any]) -> Iterator[Finding]:
    """Find simple models that the network does not beat, or not clearly."""
    for task, result, name, headline in _headlines(evaluation):
        value, low, high = (_number(headline, key) for key in ("value", "low", "high"))
        sign = 1 if headline.get("higher", True) else -1
        scores = {other: _number(found, name) for other, found in result.get("baselines", {}).items()}
        scores = {other: score for other, score in scores.items() if not isnan(score)}
        if not scores or isnan(value):
            continue
        best = max(scores, key=lambda other: sign * scores[other])
        if sign * scores[best] >= sign * value:
            yield Finding(
                f"{task}: a simpler model is better",
                f"{_words(best)} reaches {name} {scores[best]:.3f}, the network {value:.3f}.",
                _after_losing_to(best),
            )
        elif low <= scores[best] <= high:
            yield Finding(
                f"{task}: not clearly better than a simpler model",
                f"{_words(best)} reaches {name} {scores[best]:.3f}, which lies within the interval of the "
                f"network, {low:.3f} to {high:.3f}.",
                "More test records or several seeds can settle it. Until then prefer the simpler model.",
            )


def hidden_imbalance(history: pd.DataFrame, evaluation: Mapping[str, Any]) -> Iterator[Finding]:
    """Find an accuracy that rests on the frequent classes."""
    for task, result, _, _ in _headlines(evaluation):
        accuracy, balanced = (_value(result, name) for name in ("accuracy", "balanced_accuracy"))
        if accuracy - balanced > GAP_TO_BALANCED:
            yield Finding(
                f"{task}: accuracy hides the rare classes",
                f"Accuracy is {accuracy:.3f}, but the mean over classes only {balanced:.3f}.",
                "Judge by the balanced accuracy. Weigh the classes in the loss, or augment the rare ones, "
                "and look at the confusion matrix for where they go.",
            )


def miscalibrated(history: pd.DataFrame, evaluation: Mapping[str, Any]) -> Iterator[Finding]:
    """Find probabilities that cannot be taken at their word."""
    for task, result, _, _ in _headlines(evaluation):
        error = _value(result, "calibration_error")
        if error > MISCALIBRATED:
            yield Finding(
                f"{task}: the probabilities are off",
                f"On average a stated probability differs by {error:.2f} from how often the answer is right.",
                "Do not use the probabilities as they are. Stop earlier, raise weight decay, or scale them "
                "on the validation records (temperature scaling).",
            )


def small_test(history: pd.DataFrame, evaluation: Mapping[str, Any]) -> Iterator[Finding]:
    """Find a test set too small to say much."""
    count = evaluation.get("records", {}).get("test")
    if count is not None and count < FEW_TEST_RECORDS:
        yield Finding(
            "The test set is small",
            f"It has {count} records, so that each counts for {100 / max(count, 1):.1f}% of the result.",
            "Cross-validate, so that every record is tested once, before drawing conclusions.",
        )


def wide_interval(history: pd.DataFrame, evaluation: Mapping[str, Any]) -> Iterator[Finding]:
    """Find a headline whose interval is too wide to compare with anything; for metrics that end at 1."""
    for task, _, name, headline in _headlines(evaluation):
        low, high = _number(headline, "low"), _number(headline, "high")
        if headline.get("higher", True) and high - low > WIDE_INTERVAL:
            yield Finding(
                f"{task}: the score is uncertain",
                f"The interval of {name} runs from {low:.3f} to {high:.3f}.",
                "Differences smaller than that mean nothing. Collect more test records, or cross-validate.",
            )


def varies_with_the_seed(history: pd.DataFrame, evaluation: Mapping[str, Any]) -> Iterator[Finding]:
    """Find a headline that another seed changes as much as another test set would."""
    for task, _, name, headline in _headlines(evaluation):
        values = (evaluation.get("seeds") or {}).get(task, {}).get(name, {}).get("values", [])
        low, high = _number(headline, "low"), _number(headline, "high")
        if len(values) > 1 and max(values) - min(values) > high - low:
            yield Finding(
                f"{task}: the result depends on the seed",
                f"Over {len(values)} seeds {name} lies between {min(values):.3f} and {max(values):.3f}.",
                "Report the mean over more seeds. A lower learning rate, a warm-up, or an average of the "
                "networks makes it steadier.",
            )


def unequal_subgroups(history: pd.DataFrame, evaluation: Mapping[str, Any]) -> Iterator[Finding]:
    """Find subgroups whose whole interval is worse than the score over all records."""
    for task, result, name, headline in _headlines(evaluation):
        value = _number(headline, "value")
        higher = headline.get("higher", True)
        for field, groups in (result.get("subgroups") or {}).items():
            for group in groups:
                edge = _number(group, "high" if higher else "low")
                if (edge < value) if higher else (edge > value):
                    yield Finding(
                        f"{task}: worse for {field} {group['group']}",
                        f"{name} is {group['value']:.3f} over the {group['records']} records of this "
                        f"group, and {value:.3f} over all.",
                        f"See whether {group['group']} is rarer in training, noisier, or differently "
                        "labelled, and collect more of it. The network may have learnt the group in place "
                        "of the phenomenon.",
                    )


RULES = (
    diverged,
    below_a_baseline,
    overfitting,
    underfitting,
    unfinished,
    unstable,
    hidden_imbalance,
    unequal_subgroups,
    varies_with_the_seed,
    wide_interval,
    small_test,
    miscalibrated,
)
"""What is looked for, the weightiest first."""


def _losses(history: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Give training and validation losses of the epochs that have both; empty after a divergence."""
    if "validation_loss" not in history:
        return np.empty(0), np.empty(0)
    both = history[["train_loss", "validation_loss"]].to_numpy(dtype=float)
    if not np.isfinite(both).all():
        return np.empty(0), np.empty(0)
    return both[:, 0], both[:, 1]


def _improving(validation: np.ndarray) -> bool:
    """Say whether the last tenth of the epochs holds the best one, and is better than the tenth before."""
    tail = max(1, len(validation) // 10)
    if len(validation) < 4 or int(validation.argmin()) < len(validation) - tail:
        return False
    before, after = validation[-2 * tail : -tail].mean(), validation[-tail:].mean()
    return bool(before - after > 0.01 * abs(before))


def _headlines(
    evaluation: Mapping[str, Any],
) -> Iterator[tuple[str, Mapping[str, Any], str, Mapping[str, Any]]]:
    """Give every task with its results, and the name and the values of its first metric."""
    for task, result in evaluation.get("tasks", {}).items():
        for name, headline in list(result["metrics"].items())[:1]:
            yield task, result, name, headline


def _value(result: Mapping[str, Any], name: str) -> float:
    return _number(result["metrics"].get(name, {}), "value")


def _number(entry: Mapping[str, Any], key: str) -> float:
    """Give a number, or NaN where there is none: NaN compares as false with everything."""
    value = entry.get(key)
    return float(value) if isinstance(value, int | float) else nan


def _words(name: str) -> str:
    return f"The {name.replace('_', ' ')} baseline"


def _after_losing_to(name: str) -> str:
    if name in ("majority", "mean"):
        return (
            "That model never looks at the inputs, so nothing was learnt. See whether the network can "
            "overfit a few records, whether inputs and targets are paired rightly, and whether the "
            "learning rate is sane."
        )
    if name == "linear":
        return (
            "Start from the linear model: the network should at least equal it. Try a lower learning rate, "
            "fewer layers and more regularisation; if the linear model stays ahead, use it, as it is "
            "easier to explain."
        )
    return (
        "Trees are often the best choice on small tables, and then the right one to use. If a network is "
        "needed, tune its learning rate first, then regularise, pretrain, or collect more records."
    )
