"""An environment that is acted in, and one that is not what the experiment says."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from scic.backends.components.data.gym.component import Gym
from scic.backends.components.data.gym.shared import make_environment, play, random_policy, write_film
from scic.backends.components.task.control.shared import metrics, statistics, worst
from scic.backends.shared.errors import DataError
from scic.compiler.catalogue.component import DataFault

SHOWN = ("cart_position", "cart_velocity", "pole_angle", "pole_velocity")
DONE = ("left", "right")


def test_an_episode_depends_on_its_seed_alone() -> None:
    environment = make_environment("CartPole-v1", SHOWN, DONE)
    one, again, other = (play(environment, random_policy(2, seed=0), seed=seed) for seed in (5, 5, 6))
    assert one.actions == again.actions
    np.testing.assert_array_equal(one.observations[0], again.observations[0])
    assert not np.array_equal(one.observations[0], other.observations[0])
    assert len(one.observations) == len(one.actions) == len(one.rewards) == sum(one.rewards)
    assert one.frames == []


def test_a_film_shows_every_second_step(tmp_path: Path) -> None:
    environment = make_environment("CartPole-v1", SHOWN, DONE, film=True)
    episode = play(environment, random_policy(2, seed=0), seed=1)
    write_film(episode, tmp_path / "episode.gif", every=2, milliseconds=40)
    with Image.open(tmp_path / "episode.gif") as film:
        assert film.n_frames == -(-len(episode.rewards) // 2)


@pytest.mark.parametrize(
    ("name", "shown", "done", "said"),
    [
        ("CartPole-v9", SHOWN, DONE, "cannot be made"),
        ("CartPole-v1", SHOWN[:3], DONE, "not 3 numbers"),
        ("CartPole-v1", SHOWN, ("left", "none", "right"), "not one of 3 actions"),
    ],
)
def test_another_environment_than_was_said(name: str, shown: tuple[str, ...], done: tuple[str, ...], said: str) -> None:
    with pytest.raises(DataError, match=said):
        make_environment(name, shown, done)


def test_an_unknown_environment_must_be_described() -> None:
    with pytest.raises(DataFault) as found:
        Gym(environment="CartPol-v1").describe(Path())
    assert "CartPole-v1" in found.value.help
    schema = Gym(environment="maze/Small-v0", observations=("x", "y"), actions=("go", "stay")).describe(Path())
    assert list(schema.fields) == ["x", "y", "action"]


def test_scores_are_sums_and_lengths() -> None:
    found = statistics([[1.0, 1.0, 1.0], [1.0], [0.5, 0.5]])
    assert metrics(found, {}) == {"reward": pytest.approx(5 / 3), "length": 2.0}
    assert worst(found, 2).tolist() == [1, 2]
