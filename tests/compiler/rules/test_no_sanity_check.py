from __future__ import annotations

from .conftest import Advise


def test_only_a_check_that_is_turned_off_is_missed(advise: Advise) -> None:
    assert "SCI507" in advise(interpret="interpret occlusion as holes { sanity: false }")
    assert advise(interpret="interpret occlusion as holes\ninterpret embed") == {}
