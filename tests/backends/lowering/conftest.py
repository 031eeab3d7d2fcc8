"""The projects of the gallery, as they would be written."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from scic.backends.lowering.modules import FRAMEWORKS
from scic.compiler.format import formatted
from scic.compiler.lint import lint
from scic.compiler.plan import plan

SPECS = Path(__file__).parents[3] / "specs"
LACKS = "SCI601"
"""The code of a component that a backend does not have."""


def offered(path: Path, backend: str) -> bool:
    """Whether a backend has every component of a spec."""
    return LACKS not in {error.code for error in lint(path, backend=backend).report.errors}


PROJECTS = [
    (path.stem, backend) for path in sorted(SPECS.glob("*.sci")) for backend in FRAMEWORKS if offered(path, backend)
]


@pytest.fixture(scope="session", params=PROJECTS, ids="-".join)
def project(request: Any) -> tuple[str, Mapping[str, str]]:
    """The name of a spec, and the files of its project on one of the backends."""
    name, backend = request.param
    experiment = lint(SPECS / f"{name}.sci", backend=backend).experiment
    assert experiment is not None
    return name, formatted(plan(experiment, SPECS / name).files)
