"""Pictures of molecules, and a first look at them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle
from rdkit import Chem
from rdkit.Chem import rdDepictor

from scic.backends.shared.figures import GREY, panels
from scic.backends.shared.molecules import listed, molecules, scaffold

EXAMPLES = 12
RADIUS = 0.42
"""Of an atom's disc; a bond is about 1.5 long."""
GAP = 0.13
"""Between the lines of a double bond."""
LINES = {"DOUBLE": (-GAP, GAP), "TRIPLE": (-1.6 * GAP, 0.0, 1.6 * GAP), "AROMATIC": (-GAP, GAP)}
"""How far beside its middle each line of a bond runs."""


def draw_smiles(column: pd.Series, axes: Axes, position: int, colours: np.ndarray) -> None:
    """Draw the molecule of a record in the plane, each atom in its colour, (atoms or more, 4)."""
    (molecule,) = molecules(column.iloc[[position]])
    draw_molecule(axes, molecule, colours[: molecule.GetNumAtoms()])


def draw_molecule(axes: Axes, molecule: Chem.Mol, colours: np.ndarray | None = None) -> None:
    """Draw bonds as lines, atoms as discs of their colours, and the symbol of what is no carbon with its charge."""
    rdDepictor.Compute2DCoords(molecule)
    places = molecule.GetConformer().GetPositions()[:, :2]
    for bond in molecule.GetBonds():
        start, end = places[bond.GetBeginAtomIdx()], places[bond.GetEndAtomIdx()]
        across = np.array([start[1] - end[1], end[0] - start[0]]) / max(float(np.linalg.norm(end - start)), 1e-6)
        kind = str(bond.GetBondType())
        for number, shift in enumerate(LINES.get(kind, (0.0,))):
            (x, y) = np.stack([start + shift * across, end + shift * across], axis=1)
            dashed = kind == "AROMATIC" and number == 1
            axes.plot(x, y, color=GREY, linewidth=1.0, linestyle=":" if dashed else "-", zorder=1)
    for number, atom in enumerate(molecule.GetAtoms()):
        words = _symbol(atom)
        if colours is not None:
            disc = {"facecolor": colours[number], "edgecolor": GREY, "linewidth": 0.4}
        else:
            disc = {"facecolor": "white", "edgecolor": "none"}
        if colours is not None or words:
            axes.add_patch(Circle(tuple(places[number]), RADIUS, zorder=2, **disc))
        axes.text(places[number, 0], places[number, 1], words, ha="center", va="center", fontsize=7, zorder=3)
    low, high = places.min(axis=0) - 1, places.max(axis=0) + 1
    axes.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]), aspect="equal")
    axes.set_axis_off()


def look_at_smiles(column: pd.Series, *, seed: int) -> tuple[list[str], Figure]:
    """What stands out among molecules, in sentences, and a figure of some of them drawn at random."""
    found = molecules(column)
    sizes = np.array([molecule.GetNumAtoms() for molecule in found])
    elements = pd.Series([symbol for molecule in found for symbol in {a.GetSymbol() for a in molecule.GetAtoms()}])
    shares = ", ".join(f"{name} {share:.0%}" for name, share in (elements.value_counts() / len(found)).items())
    findings = [
        f"{column.name}: {len(found)} molecules of {sizes.min()} to {sizes.max()} atoms, {np.median(sizes):g} in the "
        f"middle, hydrogens aside. How many hold each element: {shares}."
    ]
    scaffolds = pd.Series([scaffold(molecule) for molecule in found])
    rings, without = scaffolds[scaffolds != ""], int((scaffolds == "").sum())
    findings.append(f"They have {rings.nunique()} scaffolds; {without} molecules have no ring and so none.")
    canonical = pd.Series([Chem.MolToSmiles(molecule) for molecule in found], index=column.index)
    twice = canonical[canonical.duplicated(keep=False)]
    if len(twice):
        findings.append(
            f"{len(twice)} records are of molecules that occur more than once, such as {listed(twice.index)}: "
            "do their measurements agree, and are they in one part?"
        )
    chosen = np.random.default_rng(seed).permutation(len(found))[:EXAMPLES]
    columns = min(4, len(chosen))
    picture, axes = panels(-(-len(chosen) // columns), columns, width=2.2, height=1.7)
    for ax in axes:
        ax.set_axis_off()
    for ax, position in zip(axes, chosen, strict=False):
        draw_molecule(ax, found[position])
        ax.set_title(f"{column.index[position]}", fontsize=8, fontweight="normal", pad=2)
    return findings, picture


def _symbol(atom: Any) -> str:
    """The words at an atom: nothing at a plain carbon."""
    charge = atom.GetFormalCharge()
    sign = {0: "", 1: "+", -1: "-"}.get(charge, f"{charge:+d}")
    symbol = atom.GetSymbol()
    return "" if symbol == "C" and not sign and atom.GetDegree() else symbol + sign
