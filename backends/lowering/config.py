"""The numbers of an experiment as a tree of dataclasses: what `config.py` of a project is made from."""

from __future__ import annotations

import keyword
import types
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from scic.compiler.catalogue.component import Component, Weighted
from scic.compiler.catalogue.settings import Reference
from scic.compiler.frozen import Frozen
from scic.compiler.ir import Block, Experiment, Path_
from scic.compiler.resolve.params import slot

RESERVED = {"Annotated", "Config", "Evaluation", "Hardware", "Literal"}


class Setting(Frozen):
    """One number, or text, or choice."""

    name: str
    annotation: str
    value: str
    comment: str


class Group(Frozen):
    """A dataclass: the settings of a component, and the groups of the components in its slots."""

    name: str
    class_name: str
    doc: str
    source: str = ""
    settings: tuple[Setting, ...] = ()
    groups: tuple[Group, ...] = ()

    def walk(self) -> Iterator[Group]:
        """The group and all inside it, the inner ones first."""
        for group in self.groups:
            yield from group.walk()
        yield self


@dataclass
class ConfigTree:
    """Builds the groups of an experiment's blocks and names their classes."""

    experiment: Experiment
    relocated: dict[tuple[str, Path_], str] = field(default_factory=dict)
    """Paths as they read from the project's folder: (block, way to the setting) to path."""
    taken: set[str] = field(default_factory=lambda: set(RESERVED))

    def groups(self) -> tuple[Group, ...]:
        """One group a block that has settings."""
        made = (self._group(block, block.component, block.name, ()) for block in self.experiment.blocks())
        return tuple(group for group in made if group is not None)

    def _group(
        self, block: Block, component: Component, name: str, path: Path_, extra: tuple[Setting, ...] = ()
    ) -> Group | None:
        settings: list[Setting] = list(extra)
        groups: list[Group] = []
        for key, info in type(component).model_fields.items():
            value = getattr(component, key)
            here = (*path, key)
            if slot(info.annotation) is not None:
                groups.extend(self._slot(block, key, value, here))
            elif not _wired(info.annotation, value):
                text = self.relocated.get((block.name, here), value)
                comment = self._comment(block, here, info.description or key)
                settings.append(Setting(key, annotation(info.annotation, info.metadata), repr(text), comment))
        if not settings and not groups:
            return None
        line = self.experiment.line(block.place(*path))
        doc = f"{_title(component)} (spec line {line})."
        source = type(component).paper.rstrip(".")
        return Group(name, self._class(component, block, name, path), doc, source, tuple(settings), tuple(groups))

    def _slot(self, block: Block, key: str, value: Any, path: Path_) -> Iterator[Group]:
        if isinstance(value, Component):
            group = self._group(block, value, key, path)
            if group is not None:
                yield group
            return
        members: list[Group] = []
        for name, where, component, weight in _members(value):
            extra = () if weight is None else (Setting("weight", "float", repr(weight), "weight in the sum"),)
            group = self._group(block, component, name, (*path, where), extra)
            if group is not None:
                members.append(group)
        if members:
            class_name = self._unique(_camel(block.name) + _camel(key))
            yield Group(key, class_name, f"The {key} of `{block.name}`.", groups=tuple(members))

    def _comment(self, block: Block, path: Path_, description: str) -> str:
        written = block.places.get(path)
        return description if written is None else f"{description} (spec line {self.experiment.line(written)})"

    def _class(self, component: Component, block: Block, name: str, path: Path_) -> str:
        plain = _camel(block.name) if not path else _camel(component.named())
        return self._unique(plain if plain not in self.taken else _camel(block.name) + _camel(name))

    def _unique(self, name: str) -> str:
        while name in self.taken:
            name += "Settings"
        self.taken.add(name)
        return name


def _members(value: Any) -> Iterator[tuple[str, str | int, Component, float | None]]:
    """The components of a slot that holds several: name, step of the way to it, component, weight."""
    if isinstance(value, dict):
        names = attributes(value)
        yield from ((names[key], key, component, None) for key, component in value.items())
        return
    seen: dict[str, int] = {}
    for index, item in enumerate(value or ()):
        component = item.of if isinstance(item, Weighted) else item
        seen[component.named()] = count = seen.get(component.named(), 0) + 1
        name = component.named() if count == 1 else f"{component.named()}_{count}"
        yield name, index, component, item.weight if isinstance(item, Weighted) else None


def attributes(names: Iterable[str]) -> dict[str, str]:
    """Each name of the user's own, such as that of a column, to what it is called in `config.py`."""
    made: dict[str, str] = {}
    for name in names:
        plain = "".join(character if f"_{character}".isidentifier() else "_" for character in name).strip("_")
        if not plain.isidentifier() or keyword.iskeyword(plain):
            plain = f"field_{plain}".rstrip("_")
        while plain in made.values():
            plain += "_2"
        made[name] = plain
    return made


def member_names(value: Any) -> list[tuple[str, Component, float | None]]:
    """The components of such a slot under the names that they have in `config.py`."""
    return [(name, component, weight) for name, _, component, weight in _members(value)]


def _wired(hint: Any, value: Any) -> bool:
    """Whether a setting refers to something instead of being a number: references stand in the code."""
    if isinstance(value, Reference) or (isinstance(value, tuple) and value and isinstance(value[0], Reference)):
        return True
    return _mentions_reference(hint)


def _mentions_reference(hint: Any) -> bool:
    return hint is Reference or any(_mentions_reference(part) for part in get_args(hint))


def annotation(hint: Any, metadata: list[Any] | None = None) -> str:
    """A setting's type as it is written in Python, without what only checks it."""
    origin = get_origin(hint)
    if origin is Annotated:
        return annotation(get_args(hint)[0])
    if origin is Literal:
        return f"Literal[{', '.join(repr(choice) for choice in get_args(hint))}]"
    if origin in (Union, types.UnionType):
        return " | ".join(dict.fromkeys(annotation(part) for part in get_args(hint)))
    if origin is tuple:
        return f"tuple[{', '.join('...' if part is Ellipsis else annotation(part) for part in get_args(hint))}]"
    if hint is type(None) or hint is None:
        return "None"
    return str(getattr(hint, "__name__", hint))


def _title(component: Component) -> str:
    return (type(component).__doc__ or component.named()).strip().splitlines()[0].rstrip(".")


def _camel(name: str) -> str:
    return "".join(part[:1].upper() + part[1:] for part in name.split("_"))
