"""What a method or an explanation cannot do without, set against what the experiment has."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from scic.compiler.catalogue.component import Data, Model, Need, Task
from scic.compiler.catalogue.ports import Actions, Category, FieldType, Found, Pixels, RandomVector
from scic.compiler.diagnostics.base import Diagnostic
from scic.compiler.diagnostics.needs import NeedUnmet
from scic.compiler.resolve.draft import Draft, DraftBlock
from scic.compiler.resolve.networks import fits, given, tops

Check = Callable[[Draft, DraftBlock], "tuple[str, str] | None"]
"""What is missing, and how to mend it; None where nothing is."""


def needs(draft: Draft, block: DraftBlock, wanted: tuple[Need, ...]) -> Iterator[Diagnostic]:
    """The needs that are not met."""
    for need in wanted:
        check = CHECKS.get(f"{need.what} {need.of}".strip()) or CHECKS.get(need.what)
        found = check(draft, block) if check else None
        if found is not None:
            yield NeedUnmet(span=block.at, owner=block.name, missing=found[0], repair=found[1])


def _environment(draft: Draft, block: DraftBlock) -> tuple[str, str] | None:
    if not draft.targets or any(isinstance(target.type, Actions) for target in draft.targets.values()):
        return None
    return "an environment to act in", 'write `data gym { environment: "CartPole-v1" }` and `task control`'


def _target(draft: Draft, block: DraftBlock) -> tuple[str, str] | None:
    for name, target in draft.targets.items():
        if isinstance(target.type, Actions):
            return f"records with targets, `{target.data}` is an environment", "act in it: `method ppo`"
        task = draft.block(name)
        if task is not None and isinstance(task.component, Task) and not task.component.taught:
            return (
                f"a right answer for each record, `{name}` has none",
                "learn without: `method gan`",
            )
        home = draft.block(target.data)
        if home is not None and isinstance(home.component, Data) and home.component.labels is None:
            return (
                f"targets, `{target.data}` hides them all",
                "remove `labels: none`, or show some with `labels: few(5)`",
            )
    return None


def _unlabelled(draft: Draft, block: DraftBlock) -> tuple[str, str] | None:
    names = list(dict.fromkeys(target.data for target in draft.targets.values()))
    other = draft.links.get((block.name, ("unlabelled",)))
    if not names or other not in (None, *names) or any(_hides(draft, name) for name in names):
        return None
    return (
        f"unlabelled records, every record of `{names[0]}` has its target",
        "leave the target empty where it is unknown, name a second data block in `unlabelled`, or hide most targets "
        "with `labels: few(5)` to see what the method gains",
    )


def _hides(draft: Draft, name: str) -> bool:
    """Whether some training records of a data block may lack their target, as far as anybody knows."""
    block = draft.block(name)
    data = block.component if block is not None else None
    if not isinstance(data, Data) or data.labels is None or data.labels.named() != "all":
        return True
    schema = draft.schemas.get(name)
    for target in draft.targets.values():
        type_ = schema.fields.get(target.fields[0]) if schema and target.data == name and target.fields else None
        if schema is None or schema.records is None or not isinstance(type_, Category) or type_.counts is None:
            return True
        if sum(type_.counts) < schema.records:
            return True
    return False


def _domains(draft: Draft, block: DraftBlock) -> tuple[str, str] | None:
    source, target = (draft.links.get((block.name, (setting,))) for setting in ("source", "target"))
    if source is not None and source == target:
        return "two data sets, source and target are the same", "name another data block as `target`"
    homes = list(dict.fromkeys(each.data for each in draft.targets.values()))
    if source is not None and homes and source not in homes:
        return f"labelled records, no task predicts a field of `{source}`", f"write `source: {homes[0]}`"
    return None


def _stage(draft: Draft, block: DraftBlock) -> tuple[str, str] | None:
    if getattr(block.component, "start", None) is not None:
        return None
    before = [other.name for other in draft.of("method")]
    before = before[: before.index(block.name)]
    repair = f"write `start: {before[-1]}`" if before else "put a stage before it, such as `method simclr`, and `start`"
    return "a stage that it starts from", repair


def _weights(draft: Draft, block: DraftBlock) -> tuple[str, str] | None:
    if any(getattr(model.component, "weights", None) for model in draft.of("model")):
        return None
    found = _stage(draft, block)
    return found and ("weights that have learnt before", f"{found[1]}, or give the model pretrained `weights`")


def _pictures(draft: Draft, block: DraftBlock) -> tuple[str, str] | None:
    for model in tops(draft):
        if fits(draft, model) and isinstance(gives := given(draft, model), Found):
            return (
                f"a vector for each record, `{model.name}` gives {gives.phrase()}",
                "remove the stage, or start the model from a file of `weights`",
            )
    read = [(name, wired.type) for name, wired in draft.inputs.items() if isinstance(wired.type, FieldType)]
    if not read or any(isinstance(type_, Pixels) for _, type_ in read):
        return None
    name, type_ = read[0]
    return f"pictures, `{name}` reads {type_.phrase()}", "pretrain on pictures, or remove the stage"


def _views(draft: Draft, block: DraftBlock) -> tuple[str, str] | None:
    if getattr(block.component, "views", ()):
        return None
    return (
        "views that differ, it has no change to make them with",
        "write some, such as `views: [crop(padding: 25%), noise(deviation: 0.3)]`, or leave `views` out",
    )


def _role(role: str, missing: str, repair: str) -> Check:
    """A network that can do more than a trunk."""

    def check(draft: Draft, block: DraftBlock) -> tuple[str, str] | None:
        models = [model.component for model in draft.of("model") if isinstance(model.component, Model)]
        return None if not models or any(model.role == role for model in models) else (missing, repair)

    return check


def _generator(draft: Draft, block: DraftBlock) -> tuple[str, str] | None:
    for model in draft.of("model"):
        if isinstance(model.component, Model) and model.component.role == "density":
            return f"pictures with a gradient, `{model.name}` draws them value by value", "use `method autoregressive`"
    if any(isinstance(wired.type, RandomVector) for wired in draft.inputs.values()) or not draft.inputs:
        return None
    name = next(iter(draft.inputs))
    return f"a network that makes pictures of random vectors, `{name}` reads records", "use `model dcgan`"


CHECKS: dict[str, Check] = {
    "domains": _domains,
    "environment": _environment,
    "generator": _generator,
    "pictures": _pictures,
    "role autoencoder": _role(
        "autoencoder",
        "an autoencoder, whose latents it draws",
        "write `model vae` and `task reconstruction`, or train by `method supervised`",
    ),
    "role density": _role(
        "density", "a network that says how likely a picture is", "use `model pixelcnn`, or `method gan`"
    ),
    "stage": _stage,
    "target": _target,
    "unlabelled": _unlabelled,
    "views": _views,
    "weights": _weights,
}
"""The needs that are checked here; layers and capabilities are looked for with the network."""
