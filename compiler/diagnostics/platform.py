"""SCI6xx: backends and platforms."""

from __future__ import annotations

from scic.compiler.diagnostics.base import Diagnostic


class BackendLacks(Diagnostic):
    """A component that the chosen backend does not have.

    `scic catalogue` prints which backend has what.

    Example:
        experiment cartpole { backend: keras, seed: 1 }
        data gym as cart { environment: "CartPole-v1" }
        model mlp
        task control
        method ppo
        validate seeds { count: 3 }

    Repair:
        experiment cartpole { backend: pytorch, seed: 1 }
        data gym as cart { environment: "CartPole-v1" }
        model mlp
        task control
        method ppo
        validate seeds { count: 3 }
    """

    code = "SCI601"
    kind: str
    name: str
    backend: str
    have: tuple[str, ...]

    def message(self) -> str:
        return f"the {self.kind} `{self.name}` is not there for {self.backend}"

    def help(self) -> str:
        return f"set `backend: {self.have[0]}` in the `experiment` block" if self.have else f"use another {self.kind}"


class IdleEngine(Diagnostic):
    """An engine where there is nothing to choose.

    Keras runs on jax, torch or tensorflow. A PyTorch project runs on PyTorch.

    Example:
        experiment iris { backend: pytorch, engine: jax, seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment iris { backend: keras, engine: jax, seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI602"
    engine: str

    def message(self) -> str:
        return f"`engine: {self.engine}` is for keras, this experiment is for pytorch"

    def help(self) -> str:
        return "set `backend: keras` beside it, or remove `engine`"
