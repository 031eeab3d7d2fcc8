"""A language model foresees a novel better than counts of letters do, whatever the seed."""

from __future__ import annotations

import json
from collections.abc import Callable
from html import escape
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Command = Callable[..., CompletedProcess[str]]
Home = Callable[..., Path]


@pytest.mark.slow
@pytest.mark.xdist_group("emma")
def test_it_foresees_letters_far_better_than_counts_do(finished: Home) -> None:
    home = finished("emma")
    found = json.loads((home / "runs/main/evaluation.json").read_text())["tasks"]["language_modelling"]
    own = found["metrics"]["perplexity"]["value"]
    counted = {name: scores["perplexity"] for name, scores in found["baselines"].items()}
    assert own < 0.6 * counted["bigram"] < 0.6 * counted["unigram"]


@pytest.mark.slow
def test_so_it_does_on_keras(build: Home, run_all: Callable[..., None], specs: Path, tmp_path: Path) -> None:
    """On jax, in a third of the epochs."""
    text = (specs / "emma.sci").read_text().replace("epochs: 10", "epochs: 3")
    (tmp_path / "data").symlink_to(specs / "data")
    home = build(text.partition("\n")[2], tmp_path, "keras")
    run_all(home, "keras")
    run = home / "runs/main"
    found = json.loads((run / "evaluation.json").read_text())["tasks"]["language_modelling"]
    assert found["metrics"]["perplexity"]["value"] < 0.9 * found["baselines"]["bigram"]["perplexity"]
    assert (run / "model.onnx").stat().st_size
    assert "language modelling" in (run / "report.html").read_text()


MOLECULES = """experiment molecules { seed: 2 }
data csv as drugs {
  path: "data/freesolv.csv"
  fields { smiles: sequence(alphabet: characters, end: true) }
  split: random(train: 70%, validation: 15%, test: 15%)
}
model transformer_decoder { inputs: [drugs.smiles], width: 32, depth: 2, heads: 4 }
task language_modelling { predict: drugs.smiles }
method supervised { epochs: 15, batch: 32, optimizer: adamw(lr: 3e-3) }
interpret integrated_gradients { examples: 6 }
validate baselines
"""


@pytest.mark.slow
def test_what_is_read_with_its_end_is_written_to_its_end(
    build: Home, script: Command, specs: Path, tmp_path: Path
) -> None:
    """Molecules end: those that are written do too, about as long as those that were read."""
    (tmp_path / "data").symlink_to(specs / "data")
    home = build(MOLECULES, tmp_path)
    for name in ("train", "evaluate", "interpret"):
        done = script(home, name)
        assert done.returncode == 0, f"{name}: {done.stderr}"
    found = json.loads((home / "runs/main/evaluation.json").read_text())["tasks"]["language_modelling"]
    assert found["metrics"]["perplexity"]["value"] < 0.9 * found["baselines"]["bigram"]["perplexity"]
    lengths = []
    for seed in range(20):
        done = script(home, "predict", "--prompt", "C", "--letters", 400, "--temperature", 1, "--seed", seed)
        assert done.returncode == 0, done.stderr
        lengths.append(len((home / "runs/main/predictions/prompt.txt").read_text()))
    assert max(lengths) < 200 and 5 < sum(lengths) / len(lengths) < 40, lengths
    (tmp_path / "begun.csv").write_text("smiles\nCC\nc1ccc\n")
    done = script(home, "predict", tmp_path / "begun.csv", "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    texts = {path.name: path.read_text() for path in (tmp_path / "out").iterdir()}
    assert sorted(texts) == ["begun_1.txt", "begun_2.txt"]
    assert texts["begun_1.txt"].startswith("CC") and texts["begun_2.txt"].startswith("c1ccc")


@pytest.mark.slow
@pytest.mark.xdist_group("emma")
def test_the_report_shows_what_it_writes(finished: Home) -> None:
    run = finished("emma") / "runs/main"
    texts = json.loads((run / "evaluation.json").read_text())["tasks"]["language_modelling"]["texts"]
    assert [(len(each["begun"]), len(each["written"])) for each in texts] == [(24, 240)] * 3
    assert len({each["written"] for each in texts}) == 3
    report = (run / "report.html").read_text()
    assert "What it writes" in report
    assert all(escape(each["begun"] + each["written"]) in report for each in texts)


@pytest.mark.slow
@pytest.mark.xdist_group("emma")
def test_it_goes_on_with_a_text(finished: Home, script: Command, tmp_path: Path) -> None:
    home = finished("emma")
    begun = tmp_path / "begun.txt"
    begun.write_text("She was a very ", encoding="utf-8")
    out, again = tmp_path / "out", tmp_path / "again"
    for folder in (out, again):
        done = script(home, "predict", begun, "--prompt", "Mr. Knight", "--letters", 200, "--out", folder)
        assert done.returncode == 0, done.stderr
    texts = {path.name: path.read_text(encoding="utf-8") for path in out.iterdir()}
    assert set(texts) == {"begun.txt", "prompt.txt"}
    assert texts == {path.name: path.read_text(encoding="utf-8") for path in again.iterdir()}
    assert texts["begun.txt"].startswith("She was a very ") and len(texts["begun.txt"]) == 15 + 200
    assert texts["prompt.txt"].startswith("Mr. Knightley"), texts["prompt.txt"]
    # words as long as words are
    assert 2 < len(texts["begun.txt"]) / len(texts["begun.txt"].split()) < 9

    other = script(home, "predict", "--prompt", "Mr. Knight", "--letters", 200, "--seed", 1, "--out", again)
    assert other.returncode == 0 and texts["prompt.txt"] not in other.stdout
    for wrong, said in (
        ((), "give a text to go on with"),
        (("--prompt", "a", "--letters", 0), "--letters of at least"),
    ):
        refused = script(home, "predict", *wrong)
        assert refused.returncode == 1
        assert said in refused.stderr
