"""SCI517: a volume whose slices lie far apart, and a spec that does not say so."""

from __future__ import annotations

from collections.abc import Iterable

from scic.compiler.catalogue.ports import Map, Volume
from scic.compiler.diagnostics.base import Diagnostic, Warning_
from scic.compiler.ir import Experiment, ModelBlock

RATIO = 2


class UnsaidSpacing(Warning_):
    """A volume whose slices lie far apart, and a spec that does not say so.

    A network that halves its grid alike along every axis mixes slices that have little to do with each other long
    before it has seen as much to their sides. Where the voxels of a volume lie twice as far apart along one axis as
    along another, or further, networks that know the `spacing` leave that axis as it is until the others are as
    coarse (Isensee et al. 2021).

    Example:
        experiment scan { seed: 1 }
        data files as scans {
          fields {
            image: volume("scan.nii.gz")
            mask: mask("scan_mask.nii.gz", classes: [background, cell])
          }
          tile: 8x8x8
          split: spans(axis: 1)
        }
        model unet { depth: 3, width: 8 }
        task segmentation { predict: scans.mask }
        method supervised { epochs: 20, batch: 2 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment scan { seed: 1 }
        data files as scans {
          fields {
            image: volume("scan.nii.gz", spacing: 4x1x1mm)
            mask: mask("scan_mask.nii.gz", classes: [background, cell])
          }
          tile: 8x8x8
          split: spans(axis: 1)
        }
        model unet { depth: 3, width: 8 }
        task segmentation { predict: scans.mask }
        method supervised { epochs: 20, batch: 2 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI517"
    field: str
    stated: str

    def message(self) -> str:
        return f"voxels of `{self.field}` lie {self.stated} apart by its file's header, and the spec does not say so"

    def help(self) -> str:
        return f"add `spacing: {self.stated}`, so that coarse axes are halved after fine ones (Isensee et al. 2021)"


def check(experiment: Experiment) -> Iterable[Diagnostic]:
    """Look at the volumes that are read by networks that halve their grid."""
    for trunk in experiment.trunks:
        volume = trunk.input
        if not isinstance(volume, Volume) or volume.spacing is not None or volume.stated is None:
            continue
        if max(volume.stated) >= RATIO * min(volume.stated) and _halves(trunk):
            data = experiment.block_of_data(trunk.data)
            field = data.origin(trunk.fields[0])
            yield UnsaidSpacing(
                span=data.place("fields", field),
                field=field,
                stated="x".join(f"{distance:.4g}" for distance in volume.stated),
            )


def _halves(trunk: ModelBlock) -> bool:
    """Whether a network makes maps of a coarser grid."""
    return any(isinstance(layer.port, Map) and max(layer.port.stride) > 1 for layer in trunk.layers)
