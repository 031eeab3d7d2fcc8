"""An environment of Gymnasium: made, acted in, and filmed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import gymnasium
import numpy as np
from gymnasium import spaces
from PIL import Image

from scic.backends.shared.errors import DataError

Policy = Callable[[np.ndarray], int]
"""From what is seen, float32 (n,), to the number of an action."""


@dataclass
class Episode:
    """One episode, step by step; `frames` are pictures (H, W, 3), where they were asked for."""

    observations: list[np.ndarray] = field(default_factory=list)
    actions: list[int] = field(default_factory=list)
    rewards: list[float] = field(default_factory=list)
    frames: list[np.ndarray] = field(default_factory=list)


def make_environment(name: str, observations: Sequence[str], actions: Sequence[str], *, film: bool = False) -> Any:
    """The environment; raises DataError where it is not installed, or is another than the experiment says."""
    try:
        made = gymnasium.make(name, render_mode="rgb_array" if film else None)
    except (gymnasium.error.Error, ImportError) as error:
        raise DataError(
            f"the environment `{name}` cannot be made: {error}", "install the package that holds it"
        ) from None
    seen, done = made.observation_space, made.action_space
    if not isinstance(seen, spaces.Box) or seen.shape != (len(observations),):
        raise DataError(f"`{name}` shows {seen}, not {len(observations)} numbers", "name what it shows in order")
    if not isinstance(done, spaces.Discrete) or done.n != len(actions):
        raise DataError(f"`{name}` takes {done}, not one of {len(actions)} actions", "name its actions in order")
    return made


def play(environment: Any, policy: Policy, *, seed: int) -> Episode:
    """Act until the episode ends."""
    episode = Episode()
    seen, _ = environment.reset(seed=seed)
    over = False
    while not over:
        if environment.render_mode is not None:
            episode.frames.append(environment.render())
        action = policy(np.asarray(seen, dtype=np.float32))
        episode.observations.append(np.asarray(seen, dtype=np.float32))
        seen, reward, terminated, truncated, _ = environment.step(action)
        episode.actions.append(action)
        episode.rewards.append(float(reward))
        over = terminated or truncated
    return episode


def random_policy(actions: int, *, seed: int) -> Policy:
    """Any action, whatever is seen."""
    rng = np.random.default_rng(seed)
    return lambda seen: int(rng.integers(actions))


def write_film(episode: Episode, path: Path, *, every: int, milliseconds: int) -> None:
    """Write an episode as an animated GIF of each `every`-th step."""
    pictures = [Image.fromarray(frame) for frame in episode.frames[::every]]
    pictures[0].save(path, save_all=True, append_images=pictures[1:], duration=milliseconds, loop=0)
