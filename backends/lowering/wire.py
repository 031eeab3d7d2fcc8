"""Calls of raw modules: every parameter gets what its name says.

A parameter is a setting of the component, which `config.py` holds, or one of the names that the place of the call
knows: `records`, `seed`, `facts`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from scic.backends.lowering.modules import emitted_name, parameters
from scic.compiler.catalogue.component import Component
from scic.compiler.catalogue.settings import Reference
from scic.compiler.frozen import Frozen
from scic.compiler.resolve.params import slot

WIRED = {"inputs", "of"}
"""Settings that say what a component is joined to; `config.py` does not hold them."""


class Import(Frozen):
    """`from <package>.<file> import <name> [as <alias>]`."""

    file: str
    name: str
    alias: str = ""

    @property
    def text(self) -> str:
        """The name with its alias, as it stands behind `import`."""
        return f"{self.name} as {self.alias}" if self.alias else self.name


def module_of(component: Component, part: str) -> str:
    """The raw module of a component: its `pytorch`, `keras` or `shared` part."""
    return f"scic.backends.components.{component.kind}.{component.named()}.{part}"


def imported(module: str, name: str) -> Import:
    """The import of a name from a raw module, as the project writes it."""
    return Import(emitted_name(module), name)


def camel(name: str) -> str:
    """`integrated_gradients` as a class is called."""
    return "".join(part.capitalize() for part in name.split("_"))


def in_sentence(text: str) -> str:
    """A text as it goes on inside a sentence: its first letter small, unless it begins with a name such as SimCLR."""
    word = text.split(" ")[0].rstrip(":")
    return text if word[1:] != word[1:].lower() else text[:1].lower() + text[1:]


def call(
    module: str,
    name: str,
    component: Component,
    config: str,
    *,
    known: Mapping[str, str],
    given: Sequence[str] = (),
) -> str:
    """A call of `name` with the `given` positional arguments, and by keyword whatever else it asks for."""
    arguments = keywords(module, name, component, config, known=known)
    return f"{name}({', '.join((*given, *arguments))})"


def bound(module: str, name: str, component: Component, config: str, *, known: Mapping[str, str] | None = None) -> str:
    """The function with its settings filled in: itself where it has none."""
    arguments = keywords(module, name, component, config, known=known or {})
    return f"partial({name}, {', '.join(arguments)})" if arguments else name


def keywords(
    module: str, name: str, component: Component, config: str, *, known: Mapping[str, str], whole: bool = True
) -> list[str]:
    """The keyword arguments of a call, in the order of the definition.

    A name in `known` that is mapped to the empty string is left out: the caller gives it later. Where the settings
    alone are wanted, and all of them, they are passed on as one, `**vars(config.mlp)`, unless `whole` is false.
    """
    _, wanted = parameters(module, name)
    pairs = [(parameter, _argument(module, parameter, component, config, known)) for parameter in wanted]
    given = [(parameter, text) for parameter, text in pairs if text]
    plain = {parameter for parameter, text in given if text == f"{config}.{parameter}"}
    all_settings = {
        key
        for key, info in type(component).model_fields.items()
        if key not in WIRED and not (slot(info.annotation) and getattr(component, key) is None)
    }
    if whole and len(plain) > 1 and plain == {parameter for parameter, _ in given} == all_settings:
        return [f"**vars({config})"]
    return [f"{parameter}={text}" for parameter, text in given]


def _argument(module: str, parameter: str, component: Component, config: str, known: Mapping[str, str]) -> str:
    if parameter in known:
        return known[parameter]
    if parameter not in type(component).model_fields:
        raise LookupError(f"{module}: nothing is known of the parameter `{parameter}`")
    value: Any = getattr(component, parameter)
    if isinstance(value, Reference):
        return repr(value.parts[-1])
    if value is None and "Reference" in str(type(component).model_fields[parameter].annotation):
        return "None"
    return f"{config}.{parameter}"
