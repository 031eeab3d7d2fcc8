"""One run reports every mistake of a spec, each at its place and with a way to mend it."""

from __future__ import annotations

from pathlib import Path

from scic.compiler.lint import lint_source
from scic.compiler.source import Source

DATA = Path(__file__).parents[2] / "data"
SPEC = """\
experiment birds { seed: 1 }
data csv as birds {
  path: "penguins.csv"
  split: random(train: 70%, validation: 15 %, test: 15%)
}
data csv as older { path: "pinguins.csv" }
modle cnn { widths: [8, 16, 32] }
task classification { predict: birds.specie }
task regression as mass { predict: birds.body_mass_g, loss: cross_entropy }
method supervised { epochs: 2.5, optimizer: adamv(lr: 1e-3) }
method supervised as finetune { start: supervized }
interpret saliency { sanety: false }
"""
MISTAKES = [
    (4, 41, "SCI024", "15 %", "write `15%`"),
    (6, 27, "SCI401", '"pinguins.csv"', "did you mean `penguins.csv`?"),
    (7, 1, "SCI030", "modle", "did you mean `model`?"),
    (7, 7, "SCI303", "cnn", "use a model that reads a table"),
    (8, 32, "SCI103", "birds.specie", "did you mean `species`?"),
    (9, 61, "SCI307", "cross_entropy", "use `huber`"),
    (10, 29, "SCI203", "2.5", "write a whole number such as `3` for `epochs`"),
    (10, 45, "SCI101", "adamv", "did you mean `adam`?"),
    (11, 40, "SCI103", "supervized", "did you mean `supervised`?"),
    (12, 22, "SCI201", "sanety", "did you mean `sanity`?"),
]
"""Line, column, code, what is underlined, how the help begins."""


def test_ten_mistakes_are_ten_findings() -> None:
    found = lint_source(Source(DATA / "birds.sci", SPEC), DATA)
    source = found.report.source
    placed = [(*source.position(d.span.start), d.code, source.slice(d.span)) for d in found.report.diagnostics]
    assert placed == [mistake[:4] for mistake in MISTAKES]
    for diagnostic, (*_, help) in zip(found.report.diagnostics, MISTAKES, strict=True):
        assert diagnostic.help().startswith(help)


def test_a_spec_with_mistakes_is_not_built() -> None:
    found = lint_source(Source(DATA / "birds.sci", SPEC), DATA)
    assert not found.sound
    assert found.experiment is None
