"""SCI3xx: parts that do not fit together."""

from __future__ import annotations

from scic.compiler.diagnostics.base import Diagnostic, listed
from scic.compiler.source import Span


class HeadMismatch(Diagnostic):
    """A task whose head cannot read what the network gives.

    A class for a whole picture is read from a vector, a class for every pixel from a map.

    Example:
        experiment digits { seed: 1 }
        data sample { set: digits, split: random(stratify: digit) }
        model unet { depth: 2 }
        task classification { predict: sample.digit }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment digits { seed: 1 }
        data sample { set: digits, split: random(stratify: digit) }
        model unet { depth: 2, pool: mean }
        task classification { predict: sample.digit }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI301"
    task: str
    wanted: str
    model: str
    given: str
    model_at: Span
    pools: bool
    others: tuple[str, ...]
    models: tuple[str, ...] = ()
    """Models that would fit the task, where its target is right."""

    def message(self) -> str:
        return f"`{self.task}` needs {self.wanted}, `{self.model}` gives {self.given}"

    def help(self) -> str:
        ways = []
        if self.pools and "vector" in self.wanted:
            ways.append(f"pool it with `model {self.model} {{ pool: mean }}`")
        if self.pools and "map" in self.wanted:
            ways.append(f"keep the map with `model {self.model} {{ pool: none }}`")
        if not ways and self.models:
            ways.append(f"use a model that gives {self.wanted}: {listed(self.models)}")
        elif self.others:
            ways.append(f"use a task that reads {self.given}: {listed(self.others)}")
        return ", or ".join(ways) or f"use a model that gives {self.wanted}"

    def notes(self) -> tuple[tuple[Span, str], ...]:
        return ((self.model_at, f"gives {self.given}"),)


class TargetMismatch(Diagnostic):
    """A target of a type that the task cannot predict.

    Classes are classified, measured numbers are regressed, masks are segmented. Whole numbers may be either: they
    count something, or they are the names of classes.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task regression { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI302"
    task: str
    field: str
    found: str
    wanted: tuple[str, ...]
    others: tuple[str, ...]

    def message(self) -> str:
        return f"`{self.task}` predicts {' or '.join(self.wanted)}, `{self.field}` is {self.found}"

    def help(self) -> str:
        if self.others:
            return f"use {listed([f'task {other}' for other in self.others])}, or predict another field"
        return "predict another field"


class InputMismatch(Diagnostic):
    """A model that cannot read the fields it is given.

    A convolutional network reads pictures, a perceptron columns as well. Without `inputs`, a model reads every field
    that has no other role.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model cnn
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI303"
    model: str
    wanted: tuple[str, ...]
    found: str
    others: tuple[str, ...]

    def message(self) -> str:
        return f"`{self.model}` reads {' or '.join(self.wanted)}, its input is {self.found}"

    def help(self) -> str:
        if self.others:
            return f"use a model that reads {self.found}: {listed(self.others)}"
        return "name the fields it is to read with `inputs: [...]`"


class SeveralInputs(Diagnostic):
    """Fields of several kinds for one network.

    A network reads one picture, or one table of numbers and categories. Where the data hold more, `inputs` says
    which of them it reads.

    Example:
        experiment nuclei { seed: 1 }
        data files as cells {
          fields {
            image: image("nuclei/images/*.tif")
            again: image("nuclei/images/*.tif")
            mask: mask("nuclei/masks/*.tif", classes: [background, nucleus])
          }
        }
        model unet { depth: 3 }
        task segmentation { predict: cells.mask }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment nuclei { seed: 1 }
        data files as cells {
          fields {
            image: image("nuclei/images/*.tif")
            again: image("nuclei/images/*.tif")
            mask: mask("nuclei/masks/*.tif", classes: [background, nucleus])
          }
        }
        model unet { depth: 3, inputs: [cells.image] }
        task segmentation { predict: cells.mask }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI304"
    model: str
    fields: tuple[str, ...]

    def message(self) -> str:
        return f"`{self.model}` reads one input, the data offer {listed(self.fields, 'and')}"

    def help(self) -> str:
        return f"say which: `inputs: [{self.fields[0].split(' ')[0]}]`"


class NoInputs(Diagnostic):
    """A network with nothing to read.

    Every field of the data has another role: target, group, id.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { inputs: [] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI305"
    model: str

    def message(self) -> str:
        return f"`{self.model}` has no field to read"

    def help(self) -> str:
        return "give it fields with `inputs: [...]`, or leave the setting out to read every field without another role"


class TargetAmongInputs(Diagnostic):
    """The answer among the inputs.

    A network that reads what it is to predict scores perfectly and has learnt nothing.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { inputs: [sample.petal_length, sample.species] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { inputs: [sample.petal_length] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI306"
    field: str
    role: str
    other: Span

    def message(self) -> str:
        return f"`{self.field}` is {self.role} and cannot be an input"

    def help(self) -> str:
        return f"take `{self.field}` out of `inputs`"

    def notes(self) -> tuple[tuple[Span, str], ...]:
        return ((self.other, f"here it is {self.role}"),)


class LossMismatch(Diagnostic):
    """A loss that cannot score the target.

    A loss compares what is predicted with the truth, and each knows some kinds of truth only: cross-entropy classes,
    the squared error numbers, Dice masks.

    Example:
        experiment diabetes { seed: 1 }
        data sample { set: diabetes }
        model mlp { hidden: [64, 64] }
        task regression { predict: sample.progression, loss: cross_entropy }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment diabetes { seed: 1 }
        data sample { set: diabetes }
        model mlp { hidden: [64, 64] }
        task regression { predict: sample.progression, loss: mse }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI307"
    loss: str
    wanted: tuple[str, ...]
    found: str
    others: tuple[str, ...]

    def message(self) -> str:
        return f"`{self.loss}` scores {' or '.join(self.wanted)}, the target is {self.found}"

    def help(self) -> str:
        return f"use {listed(self.others)}" if self.others else "leave `loss` out: the model has a loss of its own"


class NoSuchLayer(Diagnostic):
    """An explanation that needs a kind of layer the network does not have.

    Grad-CAM weighs the channels of a map; a network on a table has no map.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        interpret grad_cam
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        interpret integrated_gradients
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI308"
    owner: str
    wanted: str
    model: str

    def message(self) -> str:
        return f"`{self.owner}` needs a layer that gives {self.wanted}, `{self.model}` has none"

    def help(self) -> str:
        return "use `integrated_gradients` or `occlusion`, which look at the input instead"


class AugmentMismatch(Diagnostic):
    """An augmentation that has nothing to act on.

    Most augmentations change pictures; `mixup` mixes whole records, numbers included, but cannot mix masks.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris, augment: [rotate90] }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment iris { seed: 1 }
        data sample { set: iris, augment: [mixup] }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI309"
    augment: str
    reason: str
    repair: str

    def message(self) -> str:
        return f"`{self.augment}` {self.reason}"

    def help(self) -> str:
        return self.repair


class SeveralModels(Diagnostic):
    """More networks than the experiment can use.

    The heads of an experiment stand on one network. It may join several: `model fusion { of: [eye, chart] }`.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        model linear
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI311"
    name: str
    first: Span

    def message(self) -> str:
        return f"nothing uses the model `{self.name}`"

    def help(self) -> str:
        return "join both with `model fusion { of: [...] }`, or keep one and compare networks by building two specs"

    def notes(self) -> tuple[tuple[Span, str], ...]:
        return ((self.first, "the heads stand on this one"),)
