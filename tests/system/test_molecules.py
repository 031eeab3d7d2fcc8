"""Molecules beside numbers, classes told from atoms: what is planted is found."""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import numpy as np
import pandas as pd
import pytest
from rdkit import Chem

Build = Callable[[str, Path], Path]
Command = Callable[..., CompletedProcess[str]]

SPEC = """experiment nitrogen { seed: 2 }
data csv as drugs {
  path: "drugs.csv"
  fields { structure: smiles(column: text), id: id }
  split: scaffold(train: 75%, validation: 10%, test: 15%)
}
model gat as shape { inputs: [drugs.structure], hidden: [16, 16], heads: 2, pool: max }
model mlp as numbers { inputs: [drugs.mass], hidden: [8] }
model fusion { of: [shape, numbers] }
task classification as amine { predict: drugs.kind }
method supervised { epochs: 15, batch: 32, optimizer: adamw(lr: 5e-3) }
interpret integrated_gradients { examples: 30, sanity: false, steps: 16 }
validate baselines { use: [majority, random_forest(trees: 20)] }
validate cross_validation { folds: 3 }
"""


@pytest.mark.slow
def test_the_atoms_that_make_the_class_are_found(
    build: Build, script: Command, importable: Callable[[Path], None], specs: Path, tmp_path: Path
) -> None:
    known = pd.read_csv(specs / "data/freesolv.csv")
    molecules = [Chem.MolFromSmiles(text) for text in known["smiles"]]
    nitrogens = [[atom.GetSymbol() == "N" for atom in molecule.GetAtoms()] for molecule in molecules]
    pd.DataFrame(
        {
            "id": [f"D{number}" for number in range(len(known))],
            "text": known["smiles"],
            "mass": [sum(atom.GetMass() for atom in molecule.GetAtoms()) for molecule in molecules],
            "kind": ["amine" if any(each) else "other" for each in nitrogens],
        }
    ).to_csv(tmp_path / "drugs.csv", index=False)
    home = build(SPEC, tmp_path)
    for name in ("train", "evaluate", "interpret", "export"):
        done = script(home, name)
        assert done.returncode == 0, f"{name}: {done.stderr}"
    run = home / "runs/main"
    task = json.loads((run / "evaluation.json").read_text())["tasks"]["amine"]
    assert task["metrics"]["accuracy"]["value"] > 0.85
    assert task["metrics"]["accuracy"]["value"] > task["baselines"]["majority"]["accuracy"] + 0.1
    with np.load(run / "figures/integrated_gradients.npz") as arrays:
        found = arrays["shape"]
        assert arrays["numbers"].shape == (30, 1)
    importable(home)
    data, config = (importlib.import_module(f"nitrogen.{part}") for part in ("data", "config"))
    explained = data.build_data(config.Config()).test.index[:30]
    hits = [
        nitrogens[record][np.nanargmax(np.abs(contributions))]
        for record, contributions in zip(explained, found, strict=True)
        if any(nitrogens[record])
    ]
    assert len(hits) > 5
    assert np.mean(hits) > 0.8
    assert [int(count) for count in (~np.isnan(found)).sum(axis=1)] == [len(nitrogens[record]) for record in explained]
