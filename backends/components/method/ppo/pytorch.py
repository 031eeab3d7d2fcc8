"""Proximal policy optimisation (Schulman et al. 2017), by Stable-Baselines3, on a network of our own."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gymnasium
import pandas as pd
import torch
from stable_baselines3 import PPO
from stable_baselines3.common.callbacks import BaseCallback
from stable_baselines3.common.env_util import make_vec_env
from stable_baselines3.common.logger import Logger
from stable_baselines3.common.torch_layers import BaseFeaturesExtractor
from torch import Tensor

from scic.backends.shared.runs import write_text

CHECKPOINT = "last.pt"
INPUT = "numeric"
"""The key under which a network finds the numbers that it sees."""


class Features(BaseFeaturesExtractor):
    """A copy of the network below the heads: policy and value have one each."""

    def __init__(self, observation_space: gymnasium.Space[Any], model: Any) -> None:
        super().__init__(observation_space, model.trunk.size)
        self.trunk = copy.deepcopy(model.trunk)

    def forward(self, observations: Tensor) -> Tensor:
        """The representation of what is seen."""
        features: Tensor = self.trunk({INPUT: observations})
        return features


class Progress(BaseCallback):
    """After each change of the policy: a row of the learning curve, and a checkpoint to go on from."""

    def __init__(self, folder: Path, rows: list[dict[str, float]]) -> None:
        super().__init__()
        self.folder, self.rows = folder, rows

    def _on_step(self) -> bool:
        return True

    def _on_rollout_start(self) -> None:
        self.keep()

    def keep(self) -> None:
        """Write down how the last episodes went, and everything that goes on."""
        episodes = self.model.ep_info_buffer or ()
        if episodes:
            rewards, lengths = ([episode[key] for episode in episodes] for key in ("r", "l"))
            means = {"reward": sum(rewards) / len(rewards), "length": sum(lengths) / len(lengths)}
            self.rows.append({"steps": self.num_timesteps, **means})
            write_text(self.folder / "metrics.csv", pd.DataFrame(self.rows).to_csv(index=False))
        policy = self.model.policy
        state = {
            "steps": self.model.num_timesteps,
            "policy": policy.state_dict(),
            "optimizer": policy.optimizer.state_dict(),
            "rows": self.rows,
        }
        waiting = self.folder / f".{CHECKPOINT}"
        torch.save(state, waiting)
        waiting.replace(self.folder / CHECKPOINT)


def ppo(
    model: Any,
    make: Callable[[], gymnasium.Env[Any, Any]],
    folder: Path,
    *,
    seed: int,
    steps: int,
    environments: int,
    horizon: int,
    batch: int,
    passes: int,
    rate: float,
    discount: float,
    smoothing: float,
    clip: float,
    entropy: float,
) -> None:
    """Train the policy into `folder`, from its last checkpoint where there is one, and put its weights into `model`.

    A run that was broken off goes on with its weights and its rates, in new episodes: the result is not that of an
    uninterrupted run.
    """
    folder.mkdir(parents=True, exist_ok=True)
    agent = PPO(
        "MlpPolicy",
        make_vec_env(make, n_envs=environments, seed=seed),
        learning_rate=lambda left: left * rate,
        n_steps=horizon,
        batch_size=batch,
        n_epochs=passes,
        gamma=discount,
        gae_lambda=smoothing,
        clip_range=clip,
        ent_coef=entropy,
        policy_kwargs={
            "features_extractor_class": Features,
            "features_extractor_kwargs": {"model": model},
            "share_features_extractor": False,
            "net_arch": [],
        },
        seed=seed,
        device="cpu",
    )
    # the learning curve is written below: without this, a second one goes into the system's temporary folder
    agent.set_logger(Logger(folder=None, output_formats=[]))
    rows: list[dict[str, float]] = []
    if (folder / CHECKPOINT).exists():
        state = torch.load(folder / CHECKPOINT, weights_only=True)
        agent.policy.load_state_dict(state["policy"])
        agent.policy.optimizer.load_state_dict(state["optimizer"])
        agent.num_timesteps, rows = state["steps"], state["rows"]
    if agent.num_timesteps < steps:
        progress = Progress(folder, rows)
        agent.learn(steps - agent.num_timesteps, callback=progress, reset_num_timesteps=False)
        progress.keep()
    policy: Any = agent.policy
    model.trunk.load_state_dict(policy.pi_features_extractor.trunk.state_dict())
    next(iter(model.tasks.values())).head.load_state_dict(policy.action_net.state_dict())
