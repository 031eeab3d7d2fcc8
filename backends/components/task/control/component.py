"""Control: what to do at each step."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from scic.compiler.catalogue.component import Task, Weighted
from scic.compiler.catalogue.ports import Actions, Vector
from scic.compiler.catalogue.settings import Count, Refs


class Control(Task):
    """An action at each step of an environment, for as much reward as possible in the long run.

    The score is the return, the sum of an episode's rewards, over episodes that took no part in training, beside
    that of a policy that acts at random. Give it several seeds: returns of one differ from those of the next.

    Example:
        experiment cartpole { seed: 1 }
        data gym as cart { environment: "CartPole-v1" }
        model mlp { hidden: [64, 64], dropout: 0%, normalization: none, activation: tanh }
        task control { episodes: 50 }
        method ppo { steps: 100_000 }
        validate seeds { count: 3 }
    """

    section = "8.2.1"
    reads = (Vector,)
    predicts = (Actions,)
    taught = False
    metrics: ClassVar = {
        "reward": "the sum of the rewards of an episode, on average over episodes; higher is better",
        "length": "the steps of an episode, on average",
    }

    predict: Refs = Field((), description="the action; that of the environment when none")
    loss: tuple[Weighted, ...] = Field((), description="no loss: a method of reinforcement has its own objective")
    episodes: Count = Field(100, description="episodes that a policy is scored on")
