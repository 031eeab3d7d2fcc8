"""A run that is broken off goes on where it stopped, and ends as if nothing had happened."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from subprocess import CompletedProcess

import numpy as np
import pytest
from weights import weights

from scic.compiler.catalogue.discovery import BACKENDS

Command = Callable[..., CompletedProcess[str]]
Home = Callable[..., Path]


def assert_same(one: Path, other: Path) -> None:
    """Both runs have the same weights, bit for bit, and the same history."""
    before, after = weights(one), weights(other)
    assert before.keys() == after.keys()
    assert before
    for name, value in before.items():
        assert np.array_equal(value, after[name]), name
    assert (one / "supervised/metrics.csv").read_text() == (other / "supervised/metrics.csv").read_text()


def epochs(run: Path) -> int:
    """How many epochs a run has finished."""
    path = run / "supervised/metrics.csv"
    return len(path.read_text().splitlines()) - 1 if path.exists() else 0


class Training:
    """`train.py` of a project in a process of its own, as a user starts it."""

    def __init__(self, home: Path, environment: dict[str, str], *numbers: str) -> None:
        self.home, self.environment, self.numbers = home, environment, numbers

    def start(self, run: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "train.py", "--run", run, *self.numbers]
        return subprocess.Popen(command, cwd=self.home, env=self.environment, stdout=subprocess.DEVNULL)

    def finish(self, run: str) -> Path:
        """Train to the end; the run's folder."""
        assert self.start(run).wait() == 0
        return self.home / "runs" / run

    def kill(self, run: str, epoch: int) -> None:
        """Train, and kill it as soon as it has written an epoch's numbers."""
        folder, process = self.home / "runs" / run, self.start(run)
        while epochs(folder) < epoch:
            try:
                code = process.wait(timeout=0.005)
            except subprocess.TimeoutExpired:
                continue
            pytest.fail(f"the training ended by itself, with {code}, after {epochs(folder)} epochs")
        os.kill(process.pid, signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
        assert not list(folder.glob("model.*"))


@pytest.mark.slow
@pytest.mark.parametrize("backend", BACKENDS)
def test_killed_twice_and_taken_up_again(built: Home, plain_environment: dict[str, str], backend: str) -> None:
    training = Training(built("penguins", backend), plain_environment, "--supervised.epochs", "20")
    whole = training.finish("whole")
    for epoch in (2, 5):
        training.kill("killed", epoch)
    assert_same(whole, training.finish("killed"))


@pytest.mark.slow
@pytest.mark.parametrize("backend", BACKENDS)
def test_killed_while_it_augments(built: Home, plain_environment: dict[str, str], backend: str) -> None:
    training = Training(built("digits", backend), plain_environment, "--supervised.epochs", "4")
    whole = training.finish("whole")
    assert epochs(whole) == 4
    training.kill("killed", 2)
    assert_same(whole, training.finish("killed"))


@pytest.mark.slow
@pytest.mark.xdist_group("penguins")
def test_a_finished_run_is_not_trained_again(finished: Home, script: Command) -> None:
    home = finished("penguins")
    folder = home / "runs/main/supervised"
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
    kept = weights(home / "runs/main")
    done = script(home, "train")
    assert done.stdout.strip() == (home / "train.out").read_text().strip().splitlines()[-1].strip()
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()} == before
    assert all(np.array_equal(value, kept[name]) for name, value in weights(home / "runs/main").items())


@pytest.mark.slow
@pytest.mark.xdist_group("penguins")
def test_other_numbers_need_another_name(finished: Home, script: Command) -> None:
    home = finished("penguins")
    kept = (home / "runs/main/config.json").read_text()
    done = script(home, "train", "--supervised.epochs", "3", "--mlp.dropout", "0.5")
    assert done.returncode == 1
    assert "supervised.epochs: 60, now 3" in done.stderr
    assert "mlp.dropout: 0.1, now 0.5" in done.stderr
    assert "--run" in done.stderr
    assert (home / "runs/main/config.json").read_text() == kept
    assert script(home, "train", "--supervised.epochs", "3", "--run", "three").returncode == 0
    assert epochs(home / "runs/three") == 3


@pytest.mark.slow
@pytest.mark.xdist_group("penguins")
def test_where_it_runs_may_change(finished: Home, script: Command) -> None:
    """The processor, the memory and the workers say nothing of the result."""
    home = finished("penguins")
    shutil.copytree(home / "runs/main", home / "runs/moved")
    numbers = ("--hardware.workers", "1", "--hardware.accelerator", "cpu")
    done = script(home, "train", "--run", "moved", *numbers)
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
def test_the_seed_decides(built: Home, plain_environment: dict[str, str]) -> None:
    """Whatever else a process has computed before is no part of it: each run has a process of its own."""
    home = built("penguins")
    one, twin = (Training(home, plain_environment, "--supervised.epochs", "20").finish(run) for run in ("one", "twin"))
    assert_same(one, twin)
    other = weights(Training(home, plain_environment, "--seed", "8", "--supervised.epochs", "2").finish("other"))
    assert any(not np.array_equal(value, other[name]) for name, value in weights(one).items())


@pytest.mark.slow
@pytest.mark.xdist_group("penguins")
def test_seeds_adds_the_scores_of_every_seed(built: Home, script: Command) -> None:
    home = built("penguins")
    assert script(home, "train", "--run", "few", "--supervised.epochs", "2").returncode == 0
    assert script(home, "evaluate", "--run", "few").returncode == 0
    done = script(home, "seeds", "--run", "few")
    assert done.returncode == 0, done.stderr
    found = json.loads((home / "runs/few/evaluation.json").read_text())
    assert set(found) >= {"tasks", "records", "seeds"}
    accuracy = found["seeds"]["species"]["accuracy"]
    assert accuracy["low"] <= accuracy["mean"] <= accuracy["high"]
    assert "over 3 seeds" in done.stdout
    runs = sorted((home / "runs/few/seeds").iterdir())
    # the run itself is that of the experiment's own seed
    assert [run.name for run in runs] == ["8", "9"]
    assert accuracy["values"][0] == found["tasks"]["species"]["metrics"]["accuracy"]["value"]
    networks = [weights(run) for run in (home / "runs/few", *runs)]
    assert all(any((one[name] != other[name]).any() for name in one) for one, other in combinations(networks, 2))
