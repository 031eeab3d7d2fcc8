"""A wrong setting hides no mistake that stands for itself, and makes none up."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from scic.compiler.diagnostics.base import Severity
from scic.compiler.diagnostics.catalogue import all_codes
from scic.compiler.diagnostics.docs import doc
from scic.compiler.lint import lint_source
from scic.compiler.parse import ast, parse
from scic.compiler.source import Source

DATA = Path(__file__).parents[2] / "data"
CODES = [code for code, cls in all_codes().items() if code[3] in "123456" and cls.severity is Severity.ERROR]
ALONE = [code for code in CODES if code[3] in "12"]
"""Names and settings are right or wrong whatever the blocks beside them say."""
UNREAD = {"SCI101", "SCI105"}
"""A block whose component is unknown has no settings to look at, and so has a second block of the experiment."""


def errors(text: str) -> Counter[str]:
    return Counter(d.code for d in lint_source(Source(DATA / "example.sci", text), DATA, building=True).report.errors)


def spoilt(text: str) -> list[tuple[str, str]]:
    """The text with a setting that nothing has in each of its blocks in turn; with the block's name."""
    file, _ = parse(Source(DATA / "example.sci", text))
    return [(block.name.text, _with_setting(text, block)) for block in file.blocks]


def _with_setting(text: str, block: ast.Block) -> str:
    end = block.span.end
    if text[end - 1] == "}":
        return f"{text[: end - 1]}\n zzyzx: 1\n{text[end - 1 :]}"
    return f"{text[:end]} {{ zzyzx: 1 }}{text[end:]}"


@pytest.mark.parametrize("code", CODES)
def test_nothing_follows_from_a_wrong_setting(code: str) -> None:
    text = doc(all_codes()[code]).example + "\n"
    before = errors(text)
    for name, worse in spoilt(text):
        assert not errors(worse) - before - Counter(SCI201=1), name


@pytest.mark.parametrize("code", ALONE)
def test_what_stands_for_itself_is_found_beside_a_wrong_setting(code: str) -> None:
    text = doc(all_codes()[code]).example + "\n"
    before = errors(text)
    for name, worse in spoilt(text):
        expected = before if code in UNREAD else before + Counter(SCI201=1)
        assert not expected - errors(worse), name


def test_a_spec_with_a_mistake_in_every_block() -> None:
    """Each is found at once: in the data, the network, the question, the baselines."""
    found = errors(
        """\
experiment birds { seed: 1, question: 3 }
data csv as birds { path: "penguins.csv", splt: random(train: 80%, test: 20%) }
model mlp { hidden: [16], droput: 10% }
task classification { predict: birds.specis, class_weights: balnced }
method supervised { epochs: 0, optimizer: adamw(lr: 1) }
interpret saliency { sanety: false }
validate baselines { use: [majorty] }
validate subgroups { by: birds.sexx }
"""
    )
    assert found == Counter(SCI201=3, SCI203=1, SCI103=2, SCI204=1, SCI205=1, SCI101=1)


def test_a_wrong_field_hides_no_misspelt_reference_and_nothing_of_the_data() -> None:
    """The names of the fields are known, whatever else is wrong with them; so are the columns of the file."""
    found = errors(
        """\
experiment birds { seed: 1 }
data csv as birds {
  path: "penguins.csv"
  fields {
    species: catgory
    sex: category(foo: 1)
    bill: number
  }
  ignore: [yearr, islnd]
  split: random(train: 60%, test: 40%, stratify: specis)
}
model mlp
task classification { predict: birds.species }
method supervised { epochs: 80 }
validate subgroups { by: birds.sexx }
"""
    )
    assert found == Counter(SCI101=1, SCI201=1, SCI401=3, SCI103=2)


@pytest.mark.parametrize(
    ("broken", "codes"),
    [
        ('path: = "penguins.csv"', {"SCI014"}),
        ('path: "penguins.csv" "more.csv"', {"SCI042"}),
        ('path "penguins.csv" (2024)', {"SCI040", "SCI043"}),
    ],
)
def test_a_setting_that_cannot_be_read_is_not_missing(broken: str, codes: set[str]) -> None:
    text = f"""\
experiment birds {{ seed: 1 }}
data csv as birds {{
  {broken}
  ignore: year
}}
model mlp
task classification {{ predict: birds.species }}
method supervised {{ epochs: 80 }}
"""
    assert set(errors(text)) == codes


def test_a_field_that_cannot_be_read_is_there() -> None:
    found = errors(
        """\
experiment scans { seed: 1 }
data files as scans {
  fields {
    scan: volume("*.nii.gz")
    mask: mask(classes: [a, b])("*_mask.nii.gz")
  }
}
model unet
task segmentation { predict: scans.mask }
method supervised { epochs: 2 }
"""
    )
    assert set(found) == {"SCI043"}
