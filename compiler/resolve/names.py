"""First pass: which components the blocks name, and that no two blocks share a name."""

from __future__ import annotations

import keyword
import re
import sys
from collections.abc import Iterator

from scic.compiler.catalogue import discovery
from scic.compiler.diagnostics.base import Diagnostic
from scic.compiler.diagnostics.names import (
    DuplicateName,
    MissingBlock,
    SecondExperiment,
    UnknownComponent,
    UnusableName,
)
from scic.compiler.resolve.draft import Draft, DraftBlock
from scic.compiler.source import Span

TAKEN = frozenset(
    {
        "config", "evaluation", "hardware", "run", "seed",
        "apply", "buffers", "children", "clear", "compile", "copy", "double", "eval", "float", "forward", "half",
        "items", "keys", "modules", "parameters", "pop", "train", "type", "update", "values",
    }
)  # fmt: skip
"""Names that stand beside those of the blocks in a project: in its configuration, in its collections of networks."""

NEEDED = {
    "data": 'data csv { path: "data.csv" }',
    "model": "model mlp",
    "task": "task classification { predict: data.field }",
    "method": "method supervised",
}
IMPORTED = frozenset(
    {
        "torch", "torchvision", "timm", "keras", "jax", "tensorflow", "lightning", "pytorch_lightning", "captum",
        "numpy", "pandas", "scipy", "sklearn", "matplotlib", "tifffile", "nibabel", "PIL", "tyro", "pydantic", "umap",
        "onnx", "onnxruntime", "tensorboard", "pyarrow", "tests", "train", "evaluate", "predict", "interpret",
        "export", "explore", "report", "runs", "build", "dist",
    }
)  # fmt: skip


def names(draft: Draft) -> Iterator[Diagnostic]:
    """Find the component of every block; take the experiment's block out of the others."""
    draft.name = _identifier(draft.file.source.path.stem) or "experiment"
    seen: dict[str, Span] = {}
    for node in draft.file.blocks:
        block = DraftBlock(node)
        if node.kind.text == "experiment":
            yield from _experiment(draft, block)
            continue
        draft.blocks.append(block)
        yield from _component(block)
        name = node.name
        if block.cls is None and node.alias is None:
            continue  # its name is not one, and has been reported
        if name.text in seen:
            yield DuplicateName(span=name.span, name=name.text, first=seen[name.text])
        seen.setdefault(name.text, name.span)
        reason = _unusable(name.text)
        if not reason and name.text in TAKEN:
            reason = "the project uses that name itself"
        if reason:
            yield UnusableName(span=name.span, name=name.text, reason=reason, suggestion=f"my_{_identifier(name.text)}")
    yield from _missing(draft)


def _experiment(draft: Draft, block: DraftBlock) -> Iterator[Diagnostic]:
    if draft.settings_block is not None:
        yield SecondExperiment(span=block.at, first=draft.settings_block.at)
        return
    draft.settings_block = block
    draft.name = block.node.component.text
    reason = _unusable(draft.name)
    if not reason and (draft.name in IMPORTED or draft.name in sys.stdlib_module_names):
        reason = "it would hide a module of that name"
    if reason:
        suggestion = f"my_{_identifier(draft.name)}"
        yield UnusableName(span=block.at, name=draft.name, reason=reason, suggestion=suggestion)


def _component(block: DraftBlock) -> Iterator[Diagnostic]:
    kind, name = block.kind, block.node.component.text
    if name in discovery.names(kind):
        block.cls = discovery.load(kind, name)
        return
    others = tuple(other for other in discovery.kinds() if other != kind and name in discovery.names(other))
    yield UnknownComponent(span=block.at, kind=kind, name=name, legal=discovery.names(kind), other_kinds=others)


def _missing(draft: Draft) -> Iterator[Diagnostic]:
    if not draft.file.blocks:
        return  # an empty file is a diagnostic of its own
    last = draft.settings_block.at if draft.settings_block else draft.file.blocks[0].kind.span
    for kind, suggestion in NEEDED.items():
        if not draft.of(kind):
            yield MissingBlock(span=last, kind=kind, suggestion=suggestion)


def _unusable(name: str) -> str:
    if keyword.iskeyword(name) or keyword.issoftkeyword(name):
        return "it is a word of Python"
    if not name.isascii():
        return "file and package names hold ASCII letters only"
    if not name.isidentifier() or name.startswith("_"):
        return "it must start with a letter and hold letters, digits and underscores"
    return ""


def _identifier(text: str) -> str:
    return re.sub(r"\W+", "_", text, flags=re.ASCII).strip("_").lower()
