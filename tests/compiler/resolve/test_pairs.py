"""Registration: which two pictures the network reads, and what is said of a pair that is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from scic.compiler.catalogue.ports import Displacement, Pair
from scic.compiler.lint import lint_source
from scic.compiler.source import Source

SPECS = Path(__file__).resolve().parents[3] / "specs"
SPEC = """experiment nuclei {{ seed: 1 }}
data files as cells {{
  fields {{
    fixed: image("data/nuclei/images/*.tif"{fixed})
    mask: mask("data/nuclei/masks/*.tif", classes: [background, nucleus])
    before: image("data/nuclei/images/*.tif"{before})
    before_mask: deform(of: mask)
  }}
}}
model {model}
task {task}
method supervised {{ epochs: 20, batch: 4 }}
validate baselines
validate seeds {{ count: 3 }}
"""
USUAL = {
    "fixed": "",
    "before": "",
    "model": "voxelmorph { depth: 3 }",
    "task": "registration { predict: cells.before, fixed: cells.fixed, labels: [cells.before_mask, cells.mask] }",
}


def lint(**other: str) -> tuple[list[tuple[str, str, str]], object]:
    """The code, the marked text and the help of each error, and the experiment where there is none."""
    source = Source(SPECS / "pairs.sci", SPEC.format(**USUAL | other))
    found = lint_source(source, SPECS)
    return [
        (each.code, source.text[each.span.start : each.span.end], each.help()) for each in found.report.errors
    ], found.experiment


def test_without_inputs_the_network_reads_the_pictures_of_the_task_in_their_order() -> None:
    errors, experiment = lint()
    assert errors == []
    network = experiment.network
    assert network.fields == ("before", "fixed")
    assert isinstance(network.input, Pair)
    assert network.gives == Displacement(2)
    (task,) = experiment.tasks
    assert task.targets == ("before_mask", "mask")
    assert (task.key, task.measured) == ("registration", "before")


def test_labels_may_be_left_out() -> None:
    errors, experiment = lint(task="registration { predict: cells.before, fixed: cells.fixed }")
    assert errors == []
    assert experiment.tasks[0].targets == ()


CASES = {
    "sizes": ({"fixed": ", size: 64x64"}, "SCI317", "voxelmorph", "`size: 64x64` in both"),
    "channels": ({"before": ", channels: 3"}, "SCI317", "voxelmorph", "`channels: 1` in both"),
    "order": (
        {"model": "voxelmorph { inputs: [cells.fixed, cells.before], depth: 3 }"},
        "SCI318",
        "cells.fixed",
        "leave `inputs` of `voxelmorph` out",
    ),
    "one mask": (
        {"task": "registration { predict: cells.before, fixed: cells.fixed, labels: cells.mask }"},
        "SCI319",
        "cells.mask",
        "the mask of the moving picture",
    ),
    "depth": ({"model": "voxelmorph { depth: 8 }"}, "SCI310", "8", "at most 7"),
    "another network": ({"model": "unet { depth: 3 }"}, "SCI303", "unet", "`voxelmorph`"),
    "a map": ({"model": "unet { inputs: [cells.before] }"}, "SCI301", "registration", "`voxelmorph`"),
    "another task": (
        {"model": "voxelmorph { inputs: [cells.before, cells.fixed] }", "task": "segmentation { predict: cells.mask }"},
        "SCI301",
        "segmentation",
        "`registration`",
    ),
    "one picture": (
        {"model": "voxelmorph { inputs: [cells.fixed] }", "task": "segmentation { predict: cells.mask }"},
        "SCI303",
        "voxelmorph",
        "`unet`",
    ),
    "no picture": (
        {
            "task": "registration { predict: cells.before, fixed: cells.mask }",
            "model": "voxelmorph { inputs: [cells.before, cells.fixed] }",
        },
        "SCI302",
        "cells.mask",
        "`task segmentation`",
    ),
    "an unknown field": (
        {"task": "registration { predict: cells.before, fixed: cells.after }"},
        "SCI103",
        "cells.after",
        "`fixed`",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_does_not_fit_is_said_where_it_stands(name: str) -> None:
    other, code, marked, repair = CASES[name]
    errors, _ = lint(**other)
    assert [each[:2] for each in errors] == [(code, marked)]
    assert repair in errors[0][2]
