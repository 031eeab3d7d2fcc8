"""The common part of all components: settings that are checked, and what each says of itself."""

# Annotations are not postponed in the modules of base classes: pydantic would compile those of a base anew for every
# class below it, which took a thirtieth of a run of lint.

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self, cast

from pydantic import BaseModel, ConfigDict, Field, SerializationInfo, model_serializer

if TYPE_CHECKING:
    from scic.compiler.diagnostics.base import Diagnostic
    from scic.compiler.ir import Experiment
    from scic.compiler.resolve.context import Context
    from scic.compiler.source import Span


class Component(BaseModel):
    """The common part of all kinds."""

    # The checks of a class are built when it is first used: most are only read for what they say of themselves.
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True, arbitrary_types_allowed=True)

    kind: ClassVar[str]
    section: ClassVar[str] = ""
    """The section of the survey that speaks of it, such as "4.3.1"."""
    paper: ClassVar[str] = ""
    """The paper it comes from: authors, title, year."""
    frameworks: ClassVar[tuple[str, ...]] = ()
    """The backends that it is for, where its files do not say: it has none for a framework, and serves one alone."""
    requires: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    """What an emitted project must install for it: backend name, or "shared", to requirements with floors."""

    @classmethod
    def named(cls) -> str:
        """Its name in a spec, which is its folder's."""
        return cls.__module__.rsplit(".", 2)[-2]

    @model_serializer
    def dumped(self, info: SerializationInfo) -> dict[str, Any]:
        """Its settings, with those of the components in its slots whatever their class; in JSON, its name too."""
        name = {"component": self.named()} if info.mode == "json" else {}
        left_out = info.exclude or ()
        return name | {field: getattr(self, field) for field in type(self).model_fields if field not in left_out}

    @classmethod
    def usual(cls, **settings: Any) -> Self:
        """The component with its defaults and some settings known to be right; to check them would cost a start."""
        return cast(Self, cls.model_construct(**settings))

    def paths(self) -> Mapping[str, str]:
        """The files and patterns it names, by the setting (or `fields.NAME.pattern`) that names them."""
        return {}

    def requirements(self, backend: str) -> tuple[str, ...]:
        """What a project of the backend must install for it, beyond what its own imports say."""
        return (*self.requires.get("shared", ()), *self.requires.get(backend, ()))

    def completed(self, experiment: "Experiment") -> Self:
        """Itself, with what it leaves open filled in from the rest of the experiment."""
        return self

    def verify(self, span: "Callable[..., Span]") -> "Iterable[Diagnostic]":
        """Findings about its own settings alone; `span("train")` is where a setting is written."""
        return ()

    def check(self, context: "Context") -> "Iterable[Diagnostic]":
        """Findings of its own about the experiment it stands in; runs when all ports are known."""
        return ()


def default(name: str, kind: str, *, description: str | None = None, **settings: Any) -> Any:
    """The default of a slot: the component of that kind and name."""

    def make() -> Component:
        # Discovery imports this module, and a default is made only when a component is.
        from scic.compiler.catalogue.discovery import load

        return load(kind, name).usual(**settings)

    return Field(default_factory=make, description=description)


class DataFault(Exception):
    """The data are at fault; `setting` names the setting to point at, or a part of it: `fields.image`."""

    def __init__(self, setting: str, message: str, help: str) -> None:
        super().__init__(message)
        self.setting, self.message, self.help = setting, message, help
