"""The method `ppo`."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from scic.compiler.catalogue.component import Method, Need
from scic.compiler.catalogue.settings import Count, NotNegative, Positive, Share


class Ppo(Method):
    """Proximal policy optimisation: act, see what was better than expected, and do more of it, in small steps.

    The method to start with where a policy is to be found by trying (survey §8.2.1). It needs an environment that
    can be acted in a hundred thousand times. The policy and the estimate of what a state is worth have a network
    each, of the same kind. Watch the return over the steps: when it collapses, lower the learning rate or `clip`.

    Example:
        experiment cartpole { seed: 1 }
        data gym as cart { environment: "CartPole-v1" }
        model mlp { hidden: [64, 64], dropout: 0%, normalization: none, activation: tanh }
        task control
        method ppo { steps: 100_000 }
        validate seeds { count: 3 }
    """

    section = "8.2.1"
    paper = "Schulman et al., Proximal policy optimization algorithms, 2017"
    needs: ClassVar = (Need(what="environment"),)
    batches: ClassVar = ()
    family = "episodes"

    steps: Count = Field(100_000, description="steps in the environment, of all copies together")
    environments: Count = Field(8, description="copies of the environment that are acted in side by side")
    horizon: Count = Field(128, description="steps in each copy before the policy is changed")
    batch: Count = Field(256, description="steps whose gradients are averaged")
    passes: Count = Field(10, description="passes over the steps that were made, before new ones are made")
    rate: Positive = Field(1e-3, description="the learning rate at the start; it falls to zero with the steps")
    discount: Share = Field(0.98, description="how much a reward counts that comes a step later")
    smoothing: Share = Field(0.9, description="how far the advantage looks ahead (lambda)")
    clip: Positive = Field(0.2, description="how far the probability of an action may move in one change, as a share")
    entropy: NotNegative = Field(0.0, description="weight of the entropy of the policy, which keeps it trying")
