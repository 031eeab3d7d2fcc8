"""What a project must install: read off its own imports, with the floors that were tried."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping

from scic.compiler.catalogue.component import Component

FLOORS = {
    "PIL": "pillow>=10.4",
    "anndata": "anndata>=0.12",
    "captum": "captum>=0.8",
    "cycler": "cycler>=0.12",
    "gymnasium": "gymnasium[classic-control]>=1.0",
    "jax": "jax>=0.8.1",
    "keras": "keras>=3.15",
    "matplotlib": "matplotlib>=3.9",
    "nibabel": "nibabel>=5.2",
    "numpy": "numpy>=1.26",
    "onnx": "onnx>=1.17",
    "onnxruntime": "onnxruntime>=1.20",
    "pandas": "pandas>=2.2",
    "pyarrow": "pyarrow>=17",
    "pycocotools": "pycocotools>=2.0.8",
    "pydantic": "pydantic>=2.9",
    "pytest": "pytest>=8.3",
    "pytorch_lightning": "pytorch-lightning>=2.5",
    "rdkit": "rdkit>=2024.3.5",
    "scipy": "scipy>=1.13",
    "skimage": "scikit-image>=0.24",
    "sklearn": "scikit-learn>=1.5",
    "stable_baselines3": "stable-baselines3>=2.4",
    "tensorboard": "tensorboard>=2.17",
    "tensorflow": "tensorflow>=2.18",
    "tifffile": "tifffile>=2024.1",
    "timm": "timm>=1.0",
    "torch": "torch>=2.6",
    "torchvision": "torchvision>=0.21",
    "tyro": "tyro>=0.9",
    "umap": "umap-learn>=0.5.6",
}
"""Top-level import to requirement."""

IMPLIED = {
    "tifffile": ("imagecodecs>=2024.1",),  # compressed files
    "timm": ("torchvision>=0.21",),
}
"""What an import needs beyond itself."""

ENGINES = {
    "jax": (FLOORS["jax"], "jax2onnx>=0.17"),
    "tensorflow": (FLOORS["tensorflow"], "tf2onnx>=1.16"),
    "torch": (FLOORS["torch"], "onnxscript>=0.3"),
}
"""What computes, and what it needs to write ONNX."""


IMPORT = re.compile(r"^[ \t]*(?:from (?P<from>\w[\w.]*) import\b|import (?P<plain>\w[\w.]*))", re.MULTILINE)


def requirements(
    files: Mapping[str, str], package: str, components: Iterable[Component], backend: str, engine: str
) -> tuple[list[str], list[str]]:
    """The requirements of the project, and those of its tests, sorted.

    Raises LookupError for an import that nobody has given a floor.
    """
    runtime = {"": set[str](), "tests": set[str]()}
    for path, text in files.items():
        if path.endswith(".py"):
            found = runtime["tests" if path.startswith("tests/") else ""]
            for name in _imports(text):
                if name != package and f"{name}.py" not in files and name not in sys.stdlib_module_names:
                    found.add(name)
    needed = {requirement for component in components for requirement in component.requirements(backend)}
    main = needed | set(ENGINES[engine]) | {requirement for name in runtime[""] for requirement in _floors(name)}
    tests = {requirement for name in runtime["tests"] for requirement in _floors(name)} - main
    return sorted(main, key=str.lower), sorted(tests, key=str.lower)


def _imports(text: str) -> Iterator[str]:
    for found in IMPORT.finditer(text):
        yield (found["from"] or found["plain"]).split(".")[0]


def _floors(name: str) -> tuple[str, ...]:
    if name not in FLOORS:
        raise LookupError(f"no requirement is known for the import `{name}`")
    return (FLOORS[name], *IMPLIED.get(name, ()))
