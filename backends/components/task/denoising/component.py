"""Denoising: a picture without its noise."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, cast

from pydantic import Field

from scic.compiler.catalogue.component import Loss, Task, Weighted
from scic.compiler.catalogue.discovery import load
from scic.compiler.catalogue.ports import Image, Map, Volume
from scic.compiler.catalogue.settings import Ref
from scic.compiler.diagnostics.base import Diagnostic
from scic.compiler.diagnostics.restoring import NotGiven, TooCoarse
from scic.compiler.resolve.context import Context


def _squared_error() -> tuple[Weighted, ...]:
    return (Weighted(weight=1.0, of=cast(Loss, load("loss", "mse").usual())),)


class Denoising(Task):
    """A picture without its noise: the intensity of every pixel, in the unit of the file.

    For micrographs and scans that were taken quickly or in little light. `predict` is the noisy picture that the
    network reads, `clean` the true one. `supervised` learns from clean pictures; `noise2self` never sees one, and then
    they are for the scores alone.

    The scores are against `clean`: the peak signal-to-noise ratio and the structural similarity, record by record. A
    denoised picture looks smoother than the truth, and what looks like structure in noise can be made up: measure on
    the raw pictures, and look at the denoised ones.

    Example:
        experiment nuclei { seed: 1 }
        data files as cells {
          fields {
            image: image("nuclei/images/*.tif")
            noisy: noise(of: image, deviation: 20)
          }
        }
        model unet { inputs: [cells.noisy], depth: 2, width: 16, normalization: none }
        task denoising { predict: cells.noisy, clean: cells.image }
        method noise2self { epochs: 100 }
        validate baselines
        validate seeds { count: 3 }
    """

    section = "2.1"
    reads = (Map,)
    predicts = (Image, Volume)
    answers = ("distance",)
    simple = "denoising"
    writes = "pixels"
    restores = True
    metrics: ClassVar = {
        "psnr": "the peak signal-to-noise ratio, the range of the clean picture over the root of the mean squared "
        "error, in decibels, averaged over the records; higher is better",
        "ssim": "how alike the local means, contrasts and patterns of both pictures are (Wang et al. 2004), averaged "
        "over the records; 1 is the same picture",
    }

    clean: Ref = Field(description="the true picture, that its answers are held against")
    loss: tuple[Weighted, ...] = Field(
        default_factory=_squared_error, description="what is minimised, a weighted sum of losses"
    )

    @property
    def truth(self) -> str:
        """The setting that names the clean picture."""
        return "clean"

    def check(self, context: Context) -> Iterable[Diagnostic]:
        """The network must read what is to be denoised, and answer for every pixel of it."""
        network, block = context.experiment.network, context.block
        given = {path: found for (name, path), found in context.experiment.references.items() if name == block.name}
        for (setting, *_), (data, field) in given.items():
            if setting == "predict" and field not in network.fields:
                yield NotGiven(
                    span=context.span("predict"), data=data, field=field, network=network.name, reads=network.fields
                )
        if isinstance(network.gives, Map) and max(network.gives.stride) > 1:
            yield TooCoarse(span=block.at, task=block.name, network=network.name, stride=network.gives.stride)
