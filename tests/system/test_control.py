"""A policy that is found by acting: from the spec to a pole that stays up."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import numpy as np
import pandas as pd
import pytest
from PIL import Image

from scic.compiler.lint import lint_source
from scic.compiler.source import Source

Command = Callable[..., CompletedProcess[str]]
Home = Callable[[str], Path]

pytestmark = pytest.mark.xdist_group("cartpole")


@pytest.mark.slow
def test_the_pole_stays_up_whatever_the_seed(finished: Home, script: Command) -> None:
    home = finished("cartpole")
    done = script(home, "seeds")
    assert done.returncode == 0, done.stderr
    found = json.loads((home / "runs/main/evaluation.json").read_text())
    assert len(found["seeds"]["control"]["reward"]["values"]) == 3
    assert min(found["seeds"]["control"]["reward"]["values"]) >= 475
    assert found["tasks"]["control"]["baselines"]["random_actions"]["reward"] < 60
    assert "the policy beats random actions" in (home / "evaluate.out").read_text()


@pytest.mark.slow
def test_what_it_did_can_be_looked_at(finished: Home) -> None:
    run = finished("cartpole") / "runs/main"
    history = pd.read_csv(run / "ppo/metrics.csv")
    assert history["steps"].is_monotonic_increasing
    assert history["reward"].iloc[-1] > 5 * history["reward"].iloc[0]
    with Image.open(run / "episode.gif") as film:
        assert film.n_frames > 100
    report = (run / "report.html").read_text()
    assert all(title in report for title in ("Learning", "Returns", "An episode"))
    with np.load(run / "figures/integrated_gradients.npz") as arrays:
        assert all(np.isfinite(values).all() for values in arrays.values())


@pytest.mark.slow
def test_it_acts_in_new_episodes(finished: Home, script: Command, tmp_path: Path) -> None:
    done = script(finished("cartpole"), "predict", "--episodes", "2", "--seed", "11", "--out", tmp_path)
    assert done.returncode == 0, done.stderr
    steps = pd.read_csv(tmp_path / "episodes.csv")
    assert set(steps["seed"]) == {11, 12}
    assert set(steps["action"]) <= {"left", "right"}
    assert {path.name for path in tmp_path.glob("*.gif")} == {"episode_11.gif", "episode_12.gif"}


@pytest.mark.slow
def test_the_project_s_own_tests(built: Home, plain_environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "tests"]
    done = subprocess.run(command, cwd=built("cartpole"), env=plain_environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


SPEC = """experiment cartpole { seed: 1 }
data gym as cart { environment: "CartPole-v1" }
model mlp { hidden: [8], normalization: none }
task control
method ppo
validate seeds { count: 3 }
"""


@pytest.mark.parametrize(
    ("old", "new", "code", "said"),
    [
        ("method ppo", "method supervised", "SCI320", "`cart` is an environment"),
        ('data gym as cart { environment: "CartPole-v1" }', "data sample as cart { set: iris }", "SCI322", "to find"),
        ("CartPole-v1", "CartPol-v1", "SCI401", "nobody has said what"),
        ("experiment cartpole { seed: 1 }", "experiment cartpole { backend: keras }", "SCI601", "keras"),
    ],
)
def test_what_does_not_fit_is_named(tmp_path: Path, old: str, new: str, code: str, said: str) -> None:
    errors = lint_source(Source(tmp_path / "cart.sci", SPEC.replace(old, new)), tmp_path).report.errors
    found = {each.code: each.message() for each in errors}
    assert code in found
    assert said in found[code]
