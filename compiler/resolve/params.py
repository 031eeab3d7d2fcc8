"""Second pass: every setting of every block is one that its component has, of the right form."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, get_args

from pydantic import ValidationError

from scic.compiler.catalogue import discovery
from scic.compiler.catalogue.component import Component, Weighted
from scic.compiler.diagnostics.base import Diagnostic, nearest
from scic.compiler.diagnostics.names import UnknownComponent
from scic.compiler.diagnostics.parameters import (
    NotABlock,
    TooManyValues,
    TuneWithoutSearch,
    UnknownSetting,
    WrongValue,
)
from scic.compiler.diagnostics.platform import IdleEngine
from scic.compiler.ir import ExperimentSettings, Path_
from scic.compiler.parse import ast
from scic.compiler.resolve.draft import Draft, DraftBlock
from scic.compiler.resolve.faults import Faults
from scic.compiler.resolve.values import describe, is_plain, plain
from scic.compiler.source import Span

WRONG = object()
"""Stands for a value that has been reported already."""


def params(draft: Draft) -> Iterator[Diagnostic]:
    """Make the components from their settings."""
    for block in draft.blocks:
        if block.cls is not None:
            reader = _Reader(block)
            made = reader.component(block.cls, block.name, block.at, block.node.body, ())
            block.wrong, block.open = frozenset(reader.wrong), frozenset(reader.open)
            amiss = reader.found or block.wrong or block.open
            block.component, block.rest = (None, made) if amiss else (made, None)
            yield from reader.found
    if draft.settings_block is not None:
        reader = _Reader(draft.settings_block)
        made = reader.component(
            ExperimentSettings, "experiment", draft.settings_block.at, draft.settings_block.node.body, ()
        )
        yield from reader.found
        if isinstance(made, ExperimentSettings):
            draft.settings = made
            on_torch = {made.backend, draft.backend or "pytorch"} == {"pytorch"} and "backend" not in reader.wrong
            if on_torch and ("engine",) in draft.settings_block.places:
                yield IdleEngine(span=draft.settings_block.place("engine"), engine=made.engine)
    asked = {"backend": draft.backend, "engine": draft.engine}
    draft.settings = draft.settings.model_copy(update={name: value for name, value in asked.items() if value})


class _Reader:
    """Reads the settings of one block and of the components in it, noting the place of each."""

    def __init__(self, block: DraftBlock) -> None:
        self.block = block
        self.found: list[Diagnostic] = []
        self.wrong: set[str] = set()
        self.open: set[str] = set()

    def component(
        self, cls: type[Component], name: str, at: Span, body: tuple[ast.Entry, ...], path: Path_
    ) -> Component | None:
        """A component from the settings in a body that are right; None when too few of them are."""
        self.block.places[path] = at
        values: dict[str, Any] = {}
        written: dict[Path_, ast.Value] = {}
        legal = tuple(cls.model_fields)
        for entry in body:
            setting = entry.key.text
            if setting not in legal:
                self.found.append(UnknownSetting(span=entry.key.span, owner=name, setting=setting, legal=legal))
                values[nearest(setting, legal) or setting] = WRONG
                if isinstance(entry, ast.Nested):
                    self.open |= {inner.key.text for inner in entry.body}
                continue
            here = (*path, setting)
            self.block.places[here] = entry.value.span if isinstance(entry, ast.Setting) else entry.key.span
            annotation = cls.model_fields[setting].annotation
            values[setting] = (
                self.value(annotation, entry.value, here, written)
                if isinstance(entry, ast.Setting)
                else self.nested(annotation, entry, here)
            )
        bad = {key for key, value in values.items() if value is WRONG}
        good = {key: value for key, value in values.items() if key not in bad}
        made: Component | None
        try:
            made = cls.model_validate(good) if body or _demanding(cls) else cls.usual()
        except ValidationError as error:
            self.found.extend(Faults(cls, name, self.block, path, written).of(error, skip=bad))
            bad |= {str(item["loc"][0]) for item in error.errors() if item["loc"]}
            made = _without(cls, good, bad)
        else:
            self.found.extend(made.verify(lambda *setting: self.block.place(*path, *setting)))
        if not path:
            self.wrong = bad
        return made

    def value(
        self, annotation: Any, value: ast.Value | ast.Unread, path: Path_, written: dict[Path_, ast.Value]
    ) -> Any:
        """A plain value, or the components that it names."""
        if isinstance(value, ast.Unread):
            return WRONG
        written[path] = value
        if isinstance(value, ast.Call) and value.name.text == "tune":
            self.found.append(TuneWithoutSearch(span=value.span, setting=str(path[-1])))
            return WRONG
        if is_mapping(annotation):
            self.found.append(NotABlock(span=value.span, setting=str(path[-1]), block=False))
            return WRONG
        if (kind := slot(annotation)) is not None and not isinstance(value, ast.Nothing):
            return self.slot(annotation, kind, value, path)
        if not is_plain(value):
            self.found.append(
                WrongValue(
                    span=value.span,
                    setting=str(path[-1]),
                    found=describe(value),
                    expected="a plain value",
                    description="",
                )
            )
            return WRONG
        if isinstance(value, ast.List):
            for index, item in enumerate(value.items):
                self.block.places[(*path, index)] = item.span
                written[(*path, index)] = item
        return plain(value)

    def nested(self, annotation: Any, entry: ast.Nested, path: Path_) -> Any:
        """The entries of a nested block that are right, by name: each names a component of the setting's kind."""
        kind = slot(annotation)
        if kind is None or not is_mapping(annotation):
            self.found.append(NotABlock(span=entry.key.span, setting=entry.key.text, block=True))
            return WRONG
        made: dict[str, Any] = {}
        for inner in entry.body:
            here = (*path, inner.key.text)
            if isinstance(inner, ast.Nested):
                self.found.append(NotABlock(span=inner.key.span, setting=inner.key.text, block=True))
                made[inner.key.text] = WRONG
                continue
            value = inner.value
            self.block.places[here] = value.span
            made[inner.key.text] = WRONG if isinstance(value, ast.Unread) else self.named(kind, value, here)
        self.open |= {name for name, value in made.items() if value is WRONG}
        return {name: value for name, value in made.items() if value is not WRONG}

    def slot(self, annotation: Any, kind: str, value: ast.Value, path: Path_) -> Any:
        """One component, several, or a weighted sum of them, as the setting's type has it."""
        if is_sum(annotation):
            terms = value.terms if isinstance(value, ast.Sum) else (ast.Term(value.span, None, value),)  # type: ignore[arg-type]
            made = [self.named(kind, term.value, (*path, index)) for index, term in enumerate(terms)]
            if WRONG in made:
                return WRONG
            weights = [1.0 if term.weight is None else float(term.weight.value) for term in terms]
            return tuple(Weighted(weight=weight, of=of) for weight, of in zip(weights, made, strict=True))
        if is_several(annotation):
            items = value.items if isinstance(value, ast.List) else (value,)
            several = tuple(self.named(kind, item, (*path, index)) for index, item in enumerate(items))
            return WRONG if WRONG in several else several
        return self.named(kind, value, path)

    def named(self, kind: str, value: ast.Value, path: Path_) -> Any:
        """The component that a name or a call names."""
        self.block.places[path] = value.span
        if not isinstance(value, ast.Name | ast.Call):
            example = next(iter(discovery.names(kind)), kind)
            article = "an" if kind[0] in "aeiou" else "a"
            expected = f"{article} {kind} such as `{example}`"
            self.found.append(
                WrongValue(
                    span=value.span,
                    setting=_last(path),
                    found=describe(value),
                    expected=expected,
                    description="",
                )
            )
            return WRONG
        name = value.name if isinstance(value, ast.Call) else value
        if name.text not in discovery.names(kind):
            self.found.append(UnknownComponent(span=name.span, kind=kind, name=name.text, legal=discovery.names(kind)))
            return WRONG
        cls = discovery.load(kind, name.text)
        arguments = value.arguments if isinstance(value, ast.Call) else ()
        before = len(self.found)
        made = self.component(cls, name.text, name.span, self.entries(cls, name.text, arguments), path)
        return made if len(self.found) == before else WRONG

    def entries(self, cls: type[Component], owner: str, arguments: tuple[ast.Argument, ...]) -> tuple[ast.Entry, ...]:
        """The arguments of a call as settings: those without a name fill the component's own settings in order."""
        inherited = [key for key in cls.model_fields if key not in cls.__annotations__]
        legal = tuple(sorted(cls.model_fields, key=lambda key: key in inherited))
        entries: list[ast.Entry] = []
        for index, argument in enumerate(arguments):
            if argument.name is not None:
                key = ast.Key(argument.name.span, argument.name.text)
            elif index < len(legal):
                key = ast.Key(argument.value.span, legal[index])
            else:
                self.found.append(TooManyValues(span=argument.value.span, owner=owner, legal=legal))
                continue
            entries.append(ast.Setting(argument.span, key, argument.value))
        return tuple(entries)


def _without(cls: type[Component], values: dict[str, Any], bad: Collection[str]) -> Component | None:
    """The component without some settings, where it can be without them."""
    try:
        return cls.model_validate({key: value for key, value in values.items() if key not in bad})
    except ValidationError:
        return None


def _demanding(cls: type[Component]) -> bool:
    """Whether some setting must be given."""
    return any(info.is_required() for info in cls.model_fields.values())


def slot(annotation: Any) -> str | None:
    """The kind of the components that a setting of this type names; None where it names none."""
    if isinstance(annotation, type) and issubclass(annotation, Component):
        return annotation.kind
    if annotation is Weighted:
        return "loss"
    return next((kind for part in get_args(annotation) if (kind := slot(part)) is not None), None)


def is_sum(annotation: Any) -> bool:
    """Whether the setting is a weighted sum of components."""
    return annotation is Weighted or any(is_sum(part) for part in get_args(annotation))


def is_mapping(annotation: Any) -> bool:
    """Whether the setting is a nested block of components."""
    return getattr(annotation, "__origin__", None) is dict


def is_several(annotation: Any) -> bool:
    """Whether the setting is a list of components."""
    return getattr(annotation, "__origin__", None) is tuple or any(is_several(part) for part in get_args(annotation))


def _last(path: Path_) -> str:
    return next(str(part) for part in reversed(path) if isinstance(part, str))
