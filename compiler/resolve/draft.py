"""The experiment while it is being resolved: every pass reads it and adds what it finds out."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from scic.compiler.catalogue.component import Component
from scic.compiler.catalogue.ports import FieldType, Representation, Schema
from scic.compiler.frozen import Frozen
from scic.compiler.ir import ExperimentSettings, Path_
from scic.compiler.parse import ast
from scic.compiler.source import Span


@dataclass
class DraftBlock:
    """A block on its way to the IR; what is None has not been found, or was wrong and has been reported."""

    node: ast.Block
    cls: type[Component] | None = None
    component: Component | None = None
    """The component as it was written, when all of it is right."""
    rest: Component | None = None
    """What is right in a component that has wrong settings: enough to go on looking for mistakes, never to build."""
    wrong: frozenset[str] = frozenset()
    """The settings that were reported, by the names that were probably meant; in the rest they have their defaults."""
    open: frozenset[str] = frozenset()
    """The fields whose declaration is wrong: they are there, and nothing more is known of them."""
    places: dict[Path_, Span] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """The word it opens with."""
        return self.node.kind.text

    @property
    def name(self) -> str:
        """What it is referred to by."""
        return self.node.name.text

    @property
    def at(self) -> Span:
        """The span of its component."""
        return self.node.component.span

    @property
    def known(self) -> Component | None:
        """The component, or the rest of it."""
        return self.rest if self.component is None else self.component

    def place(self, *path: str | int) -> Span:
        """The span of a setting, or of the nearest thing around it that was written."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, self.at)


class Wired(Frozen):
    """What a model reads: fields of a data block, gathered to one input, or what its members give."""

    data: str
    fields: tuple[str, ...]
    type: FieldType | tuple[Representation, ...]
    members: tuple[str, ...] = ()


class Headed(Frozen):
    """What a task predicts: fields of a data block, gathered to one target."""

    data: str
    fields: tuple[str, ...]
    type: FieldType


@dataclass
class Draft:
    """All that is known so far."""

    file: ast.File
    folder: Path
    """The folder of the spec, from which its paths start."""
    building: bool = False
    """Whether a build is to follow, which cannot leave a fact open as a lint can."""
    backend: str | None = None
    engine: str | None = None
    """What is asked for instead of the spec's own."""
    blocks: list[DraftBlock] = field(default_factory=list)
    settings: ExperimentSettings = field(default_factory=ExperimentSettings.usual)
    settings_block: DraftBlock | None = None
    name: str = ""
    schemas: dict[str, Schema] = field(default_factory=dict)
    named: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The names of all fields of a data block, right or wrong, where they are known."""
    fields: dict[tuple[str, Path_], tuple[str, str]] = field(default_factory=dict)
    """Resolved references to fields: (block, path) to (data block, field)."""
    links: dict[tuple[str, Path_], str] = field(default_factory=dict)
    """Resolved references to blocks: (block, path) to the name of a data block, a model or a stage."""
    layers: dict[str, str] = field(default_factory=dict)
    inputs: dict[str, Wired] = field(default_factory=dict)
    targets: dict[str, Headed] = field(default_factory=dict)

    def of(self, kind: str) -> list[DraftBlock]:
        """The blocks of a kind, in order."""
        return [block for block in self.blocks if block.kind == kind]

    def block(self, name: str) -> DraftBlock | None:
        """The block of a name."""
        return next((block for block in self.blocks if block.name == name), None)
