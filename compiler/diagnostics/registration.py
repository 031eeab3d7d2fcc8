"""SCI317 and on: two pictures that are to lie on each other."""

from __future__ import annotations

from scic.compiler.diagnostics.base import Diagnostic, listed


class UnlikePair(Diagnostic):
    """Two pictures that cannot lie on each other.

    A registration moves the pixels of one picture onto those of another, so both have one grid and the same channels.

    Example:
        experiment nuclei { seed: 1 }
        data files as cells {
          fields {
            before: image("nuclei/images/*.tif", size: 64x64)
            after: image("nuclei/images/*.tif", size: 128x128)
          }
        }
        model voxelmorph { depth: 3 }
        task registration { predict: cells.before, fixed: cells.after }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment nuclei { seed: 1 }
        data files as cells {
          fields {
            before: image("nuclei/images/*.tif", size: 128x128)
            after: image("nuclei/images/*.tif", size: 128x128)
          }
        }
        model voxelmorph { depth: 3 }
        task registration { predict: cells.before, fixed: cells.after }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI317"
    fields: tuple[str, ...]
    found: tuple[str, ...]
    setting: str
    what: str = "size"

    def message(self) -> str:
        one, other = (f"`{field}` is {found}" for field, found in zip(self.fields, self.found, strict=True))
        return f"two pictures of one grid are registered, {one} and {other}"

    def help(self) -> str:
        if not self.setting:
            return "name two images, or two volumes"
        return f"bring both to one: write `{self.what}: {self.setting}` in both fields"


class OtherPair(Diagnostic):
    """A registration whose network reads other pictures than those of the task, or the two the other way round.

    The network moves the first picture that it reads onto the second. Without `inputs`, it reads those of the task.

    Example:
        experiment nuclei { seed: 1 }
        data files as cells {
          fields {
            image: image("nuclei/images/*.tif")
            moving: deform(of: image, amount: 4%)
          }
        }
        model voxelmorph { inputs: [cells.image, cells.moving], depth: 3 }
        task registration { predict: cells.moving, fixed: cells.image }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment nuclei { seed: 1 }
        data files as cells {
          fields {
            image: image("nuclei/images/*.tif")
            moving: deform(of: image, amount: 4%)
          }
        }
        model voxelmorph { depth: 3 }
        task registration { predict: cells.moving, fixed: cells.image }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI318"
    task: str
    pair: tuple[str, ...]
    network: str
    reads: tuple[str, ...]

    def message(self) -> str:
        moving, fixed = self.pair
        return (
            f"`{self.task}` moves `{moving}` onto `{fixed}`, `{self.network}` reads {listed(self.reads, 'and')}, "
            "in this order"
        )

    def help(self) -> str:
        return f"leave `inputs` of `{self.network}` out"


class LabelsAmiss(Diagnostic):
    """Labels of a registration that cannot be laid on each other.

    They are two masks of the same classes, first that of the moving picture, then that of the fixed one.

    Example:
        experiment nuclei { seed: 1 }
        data files as cells {
          fields {
            image: image("nuclei/images/*.tif")
            mask: mask("nuclei/masks/*.tif", classes: [background, nucleus])
            moving: deform(of: image, amount: 4%)
          }
        }
        model voxelmorph { depth: 3 }
        task registration { predict: cells.moving, fixed: cells.image, labels: cells.mask }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment nuclei { seed: 1 }
        data files as cells {
          fields {
            image: image("nuclei/images/*.tif")
            mask: mask("nuclei/masks/*.tif", classes: [background, nucleus])
            moving: deform(of: image, amount: 4%)
            moving_mask: deform(of: mask, amount: 4%)
          }
        }
        model voxelmorph { depth: 3 }
        task registration { predict: cells.moving, fixed: cells.image, labels: [cells.moving_mask, cells.mask] }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI319"
    found: str

    def message(self) -> str:
        return f"labels are two masks of the same classes, these are {self.found}"

    def help(self) -> str:
        return "name the mask of the moving picture, then that of the fixed one; or leave `labels` out"
