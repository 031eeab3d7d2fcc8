"""What a project must install, read off what it imports."""

from __future__ import annotations

import pytest

from scic.backends.lowering.requirements import requirements
from scic.compiler.catalogue.discovery import load

FILES = {
    "train.py": "import numpy as np\nfrom iris.model import Model\nfrom evaluate import score\nimport json\n",
    "evaluate.py": "from PIL import Image\n",
    "iris/model.py": "import torch.nn as nn\nfrom .data import read\n",
    "iris/data.py": "def read():\n    import pandas\n",
    "tests/test_project.py": "import pytest, numpy\n",
    "README.md": "import this\n",
}


def needs(files: dict[str, str]) -> tuple[list[str], list[str]]:
    return requirements(files, "iris", [], "pytorch", "torch")


def test_imports_become_requirements_with_floors() -> None:
    runtime, _ = needs(FILES)
    names = [requirement.split(">=")[0] for requirement in runtime]
    assert {"numpy", "pandas", "pillow", "torch"} <= set(names)
    assert not {"json", "iris", "evaluate", "this", "pytest"} & set(names)
    assert all(">=" in requirement for requirement in runtime)
    assert runtime == sorted(runtime, key=str.lower)


def test_tests_need_what_the_project_does_not() -> None:
    _, tests = needs(FILES)
    assert [requirement.split(">=")[0] for requirement in tests] == ["pytest"]


def test_what_a_component_needs_without_importing_it() -> None:
    csv = load("data", "csv").model_validate({"path": "birds.parquet"})
    runtime, _ = requirements(FILES, "iris", [csv], "pytorch", "torch")
    assert "pyarrow>=17" in runtime


def test_an_import_without_a_floor_is_a_fault() -> None:
    with pytest.raises(LookupError, match="`antigravitation`"):
        needs({"train.py": "import antigravitation\n"})


def test_a_project_needs_no_other_backend() -> None:
    runtime, _ = requirements({"train.py": "import keras\n"}, "iris", [], "keras", "jax")
    assert not any(requirement.startswith(("torch", "tensorflow")) for requirement in runtime)
