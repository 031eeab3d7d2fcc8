"""Several networks joined."""

from __future__ import annotations

import pytest
import torch

from scic.backends.components.model.fusion.component import Fusion as Component
from scic.backends.components.model.fusion.pytorch import Fusion
from scic.compiler.catalogue.ports import Vector
from scic.compiler.catalogue.settings import Reference

GIVEN = {"eye": torch.arange(6.0).reshape(2, 3), "chart": torch.ones(2, 3)}


@pytest.mark.parametrize(("how", "size"), [("concat", 6), ("sum", 3)])
def test_it_gives_what_its_port_promises(how: str, size: int) -> None:
    joined = Fusion({"eye": 3, "chart": 3}, how=how)
    found = joined(GIVEN)
    members = (Reference(parts=("eye",)), Reference(parts=("chart",)))
    component = Component.usual(of=members, how=how)
    assert found.shape == (2, size)
    assert joined.size == size
    assert component.gives((Vector(3), Vector(3))) == Vector(size)
    assert list(joined.layers) == [layer.name for layer in component.layers((Vector(3), Vector(3)))]


def test_the_members_stand_in_the_order_of_the_spec() -> None:
    joined = Fusion({"chart": 3, "eye": 3}, how="concat")(GIVEN)
    torch.testing.assert_close(joined, torch.cat([GIVEN["chart"], GIVEN["eye"]], dim=1))
    torch.testing.assert_close(Fusion({"eye": 3, "chart": 3}, how="sum")(GIVEN), GIVEN["eye"] + 1)


def test_a_width_that_nobody_knows_stays_open() -> None:
    members = (Reference(parts=("eye",)), Reference(parts=("chart",)))
    assert Component.usual(of=members, how="concat").gives((Vector(3), Vector())) == Vector()
    assert Component.usual(of=members, how="sum").gives((Vector(), Vector(3))) == Vector(3)


def test_vectors_of_different_widths_are_not_added() -> None:
    with pytest.raises(ValueError, match="one width"):
        Fusion({"eye": 3, "chart": 4}, how="sum")
