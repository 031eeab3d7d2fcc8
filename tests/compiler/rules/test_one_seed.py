from __future__ import annotations

from .conftest import Advise


def test_cross_validation_is_more_than_one_run(advise: Advise) -> None:
    assert "SCI502" in advise(validate="validate baselines")
    assert advise(validate="validate baselines\nvalidate cross_validation") == {}
