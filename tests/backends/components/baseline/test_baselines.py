from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from sklearn.base import BaseEstimator
from sklearn.datasets import load_diabetes, load_iris

from scic.backends.components.baseline.gradient_boosting.shared import gradient_boosting_baseline
from scic.backends.components.baseline.linear.shared import linear_baseline
from scic.backends.components.baseline.majority.shared import majority_baseline
from scic.backends.components.baseline.mean.shared import mean_baseline
from scic.backends.components.baseline.random_forest.shared import random_forest_baseline
from scic.compiler.catalogue.component import Baseline
from scic.compiler.catalogue.discovery import load

MAKERS: dict[str, Callable[..., BaseEstimator]] = {
    "linear": linear_baseline,
    "random_forest": random_forest_baseline,
    "gradient_boosting": gradient_boosting_baseline,
}


def with_defaults(name: str, kind: str) -> BaseEstimator:
    """Make the model with the defaults of its component, which must be its settings by name."""
    return MAKERS[name](kind, seed=0, **load("baseline", name)().model_dump())


@pytest.mark.parametrize("name", MAKERS)
def test_with_its_defaults_it_learns_classes(name: str) -> None:
    features, truth = load_iris(return_X_y=True)
    model = with_defaults(name, "classification").fit(features[::2], truth[::2])
    assert model.score(features[1::2], truth[1::2]) > 0.9


@pytest.mark.parametrize("name", MAKERS)
def test_with_its_defaults_it_learns_numbers(name: str) -> None:
    features, truth = load_diabetes(return_X_y=True)
    model = with_defaults(name, "regression").fit(features[::2], truth[::2])
    assert model.score(features[1::2], truth[1::2]) > 0.3


@pytest.mark.parametrize("name", MAKERS)
def test_the_same_seed_gives_the_same_model(name: str) -> None:
    features, truth = load_iris(return_X_y=True)
    answers = [with_defaults(name, "classification").fit(features, truth).predict_proba(features) for _ in range(2)]
    np.testing.assert_array_equal(*answers)


def test_the_majority_answers_the_shares_of_the_classes() -> None:
    model = majority_baseline("classification", seed=0).fit(np.zeros((4, 1)), [0, 1, 1, 1])
    assert model.predict_proba(np.ones((1, 1))).tolist() == [[0.25, 0.75]]
    with pytest.raises(ValueError, match="compare with the mean instead"):
        majority_baseline("regression", seed=0)


def test_the_mean_answers_the_mean() -> None:
    model = mean_baseline("regression", seed=0).fit(np.zeros((3, 1)), [1.0, 2.0, 6.0])
    assert model.predict(np.ones((1, 1))).tolist() == [3.0]
    with pytest.raises(ValueError, match="compare with the majority instead"):
        mean_baseline("classification", seed=0)


def test_the_components_say_what_they_serve() -> None:
    served: dict[str, tuple[str, ...]] = {}
    for name in ("majority", "mean", *MAKERS):
        component = load("baseline", name)
        assert issubclass(component, Baseline)
        served[name] = component.serves
    assert served.pop("majority") == ("classification",)
    assert served.pop("mean") == ("regression",)
    assert set(served.values()) == {("classification", "regression")}
