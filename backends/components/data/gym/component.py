"""The gym component."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar, NamedTuple

from pydantic import Field

from scic.compiler.catalogue.component import Data, DataFault
from scic.compiler.catalogue.ports import Actions, Number, Schema
from scic.compiler.catalogue.settings import Names
from scic.compiler.diagnostics.base import nearest


class _Known(NamedTuple):
    """What an environment shows at each step, and what can be done in it."""

    observations: str
    actions: str


_CLASSIC = {
    "CartPole-v1": _Known("cart_position cart_velocity pole_angle pole_velocity", "left right"),
    "Acrobot-v1": _Known(
        "cosine_first sine_first cosine_second sine_second velocity_first velocity_second", "clockwise none counter"
    ),
    "MountainCar-v0": _Known("position velocity", "left none right"),
}


class Gym(Data):
    """An environment that a policy acts in, by its name in Gymnasium; there is no data set.

    At each step it shows some numbers, takes an action, and gives a reward. Those of classic control are known by
    name: CartPole-v1, Acrobot-v1, MountainCar-v0. For another that shows numbers and has some few actions, name
    them in `observations` and `actions`; the package that holds it must be installed where the project runs.

    Example:
        experiment cartpole { seed: 1 }
        data gym as cart { environment: "CartPole-v1" }
        model mlp { hidden: [64, 64], dropout: 0%, normalization: none, activation: tanh }
        task control
        method ppo { steps: 100_000 }
        validate seeds { count: 3 }
    """

    section = "8.2.1"
    paper = "Towers et al., Gymnasium: a standard interface for reinforcement learning environments, 2024"
    frameworks: ClassVar = ("pytorch",)
    requires: ClassVar[Mapping[str, tuple[str, ...]]] = {"shared": ("gymnasium[classic-control]>=1.0",)}

    environment: str = Field(description="the name of the environment, with its version", pattern=r"^[\w./:-]+$")
    observations: Names = Field((), description="the numbers that it shows at a step, in order")
    actions: Names = Field((), description="what can be done at a step, in order")

    def describe(self, folder: Path) -> Schema:
        """The numbers that are shown, and the action that is to be found."""
        known = _CLASSIC.get(self.environment, _Known("", ""))
        shown = self.observations or tuple(known.observations.split())
        choices = self.actions or tuple(known.actions.split())
        if not shown or not choices:
            near = nearest(self.environment, _CLASSIC)
            help = "name both in order: `observations: [position, velocity], actions: [left, right]`"
            what = f"nobody has said what `{self.environment}` shows at a step, or what can be done"
            raise DataFault("environment", what, f"did you mean `{near}`?" if near else help)
        fields = {name: Number() for name in shown}
        return Schema({**fields, "action": Actions(choices)})
