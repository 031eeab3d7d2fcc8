from __future__ import annotations

import pytest

from .conftest import Advise


def study(model: str, batch: int) -> dict[str, str]:
    return {
        "data": "data sample { set: digits }",
        "model": f"model {model}",
        "task": "task classification { predict: sample.digit }",
        "method": f"method supervised {{ batch: {batch} }}",
    }


@pytest.mark.parametrize(("batch", "found"), [(1, True), (3, True), (4, False)])
def test_four_records_are_the_least(advise: Advise, batch: int, found: bool) -> None:
    assert ("SCI506" in advise(**study("cnn { widths: [8, 16] }", batch))) is found


@pytest.mark.parametrize(
    ("model", "help"),
    [
        ("cnn { widths: [8, 16] }", "set `normalization: group` in `cnn`"),
        ("mlp { normalization: batch }", "set `normalization: layer` in `mlp`"),
        ("resnet { small_images: true }", "set `batch: 8` or more"),
    ],
)
def test_the_help_offers_what_the_network_has(advise: Advise, model: str, help: str) -> None:
    assert advise(**study(model, 2))["SCI506"].help().startswith(help)


@pytest.mark.parametrize("model", ["unet { depth: 2, pool: mean }", "cnn { widths: [8], normalization: none }", "mlp"])
def test_other_networks_take_any_batch(advise: Advise, model: str) -> None:
    assert advise(**study(model, 2)) == {}
