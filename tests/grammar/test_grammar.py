"""The grammar, the word lists of the compiler and the editor grammar say the same."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from scic.compiler.parse import parse
from scic.compiler.parse.ast import KINDS
from scic.compiler.parse.literals import UNITS
from scic.compiler.source import Source

GRAMMAR = Path(__file__).parents[2] / "grammar"
EDITOR = json.loads((GRAMMAR / "sci.tmLanguage.json").read_text(encoding="utf-8"))


def codes(text: str) -> list[str]:
    return [d.code for d in parse(Source(Path("test.sci"), text))[1]]


def alternatives(pattern: str, before: str) -> set[str]:
    """The words of the first group that follows `before` in a pattern."""
    match = re.search(re.escape(before) + r"([\w%|]+)\)", pattern)
    assert match is not None
    return set(match[1].split("|"))


def test_kinds() -> None:
    for kind in KINDS:
        assert codes(f"{kind} x") == []
    lark = (GRAMMAR / "sci.lark").read_text(encoding="utf-8")
    assert alternatives(lark, "KIND.4: /(?:") == set(KINDS)
    assert alternatives(EDITOR["repository"]["block"]["match"], r"\b(") == set(KINDS)


def test_units() -> None:
    for unit in (*UNITS, "µm", "μs"):
        assert codes(f"model x {{ a: 5{unit} }}") == []
        assert codes(f"model x {{ a: 5 {unit} }}") == ["SCI024"], unit
    assert codes("model x { a: 5parsec }") == ["SCI025"]


def patterns(node: Any) -> list[str]:
    if isinstance(node, dict):
        own = [node[key] for key in ("match", "begin", "end") if key in node]
        return own + [pattern for item in node.values() for pattern in patterns(item)]
    return [pattern for item in node for pattern in patterns(item)] if isinstance(node, list) else []


def test_the_editor_grammar_is_whole() -> None:
    included = set(re.findall(r'"include": "#(\w+)"', json.dumps(EDITOR)))
    assert included == set(EDITOR["repository"])
    for pattern in patterns(EDITOR):
        re.compile(pattern.replace(r"\1", ""))


@pytest.mark.parametrize(
    ("rule", "text", "groups"),
    [
        ("block", "data csv as birds {", ("data", "csv", "as", "birds")),
        ("block", "model größe", ("model", "größe", None, None)),
        ("block", "data: csv", None),
        ("number", "-1e-3", ("-1e-3", None)),
        ("number", "0.5um", ("0.5", "um")),
        ("number", "0.5x0.5x2mm", ("0.5x0.5x2", "mm")),
        ("key", "data: x", ("data",)),
        ("key", "fields {", ("fields",)),
        ("call", "adamw(lr: 1)", ("adamw",)),
    ],
)
def test_the_editor_grammar_tells_words_apart(rule: str, text: str, groups: tuple[str | None, ...] | None) -> None:
    match = re.match(EDITOR["repository"][rule]["match"], text)
    assert (match.groups() if match else None) == groups


EXAMPLES = [
    """
experiment penguins { backend: pytorch, seed: 7 }

data csv as birds {
  path: "data/penguins.csv"
  ignore: [year]
  split: random(train: 70%, validation: 15%, test: 15%, stratify: species)
}
model mlp { hidden: [64, 64], dropout: 10% }
task classification { predict: birds.species, class_weights: balanced }
method supervised {
  epochs: 100
  batch: 32
  optimizer: adamw(lr: 1e-3, weight_decay: 1e-2)
  schedule: cosine(warmup: 5%)
  stop: early(patience: 10)
}
interpret integrated_gradients { examples: 32 }
validate baselines { use: [majority, linear, random_forest] }
validate seeds { count: 3 }
""",
    """
data files as cells {                       # segmentation, 2D; files of one record share a stem
  fields {
    image: image("data/nuclei/images/*.tif", size: 128x128)
    mask: mask("data/nuclei/masks/*.tif", classes: [background, nucleus])
  }
  split: random(train: 70%, validation: 15%, test: 15%)
  augment: [flip, rotate(degrees: -30..30), elastic(alpha: 30px)]
}
model unet { depth: 3, width: 32 }
task segmentation { predict: cells.mask, loss: dice + cross_entropy }
""",
    """
method simclr as pretrain { epochs: 100, temperature: 0.1 }                        # two stages
method supervised as finetune { start: pretrain, freeze: trunk(epochs: 5), epochs: 30 }
""",
    """
data csv as patients {                                                            # pictures beside numbers
  path: "patients.csv"
  fields { scan: image(column: scan_path, size: 224x224) }
  split: random(train: 80%, test: 20%, group: hospital)
}
model resnet as eye { inputs: [patients.scan] }
model mlp as chart { inputs: [patients.age, patients.bmi] }
model fusion { of: [eye, chart], how: concat }
task classification as disease { predict: patients.disease }                      # two heads
task regression as survival { predict: patients.months, weight: 0.2 }
""",
    """
data folder as clinic { path: "a" }                                               # domain adaptation
data folder as field { path: "b", labels: none }
method dann { source: clinic, target: field }
""",
    'data files as em { fields { image: image("em/*.tif"), low: downscale(of: image, by: 4) } }    # derived',
    "model rdn { inputs: [em.low] }   task super_resolution { predict: em.image }",
    "model dcgan { latent: 128 }      task generation { condition: x.class }   method gan { objective: hinge }",
    """
data molecules { path: "freesolv.csv", smiles: smiles, split: scaffold(test: 20%) }
model mpnn { steps: 3 }          task regression { predict: molecules.expt }
""",
    'data gym as arm { environment: "CartPole-v1" }   model mlp   task control   method ppo { steps: 100_000 }',
    """
method weak as labeller { functions: [file("lf.py"), keyword("rash", adverse)] }
task classification { predict: labeller.label }
search tpe { trials: 50, objective: disease.auroc }
validate external { data: second_site }
""",
    'model custom { file: "my_model.py", class: MyNet, gives: vector(128) }',
    'interpret probe { layer: net."layer4.1.conv2", at: every(2), lr: tune(1e-5..1e-2, scale: log) }',
]


@pytest.mark.parametrize("text", EXAMPLES)
def test_the_language_as_it_is_described(text: str) -> None:
    file, found = parse(Source(Path("test.sci"), text))
    assert [d.message() for d in found] == []
    opened = re.findall(r"(?:^|\n|   )(?:" + "|".join(KINDS) + r") \w+", text)
    assert len(file.blocks) == len(opened)
