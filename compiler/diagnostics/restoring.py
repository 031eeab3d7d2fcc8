"""SCI315 and on: tasks that give a picture back."""

from __future__ import annotations

from scic.compiler.diagnostics.base import Diagnostic, listed


class NotGiven(Diagnostic):
    """A picture that is to be denoised and that the network does not read.

    What is given back without its noise is the network's own input. Where the model names no `inputs`, it reads what
    no task holds its answers against.

    Example:
        experiment nuclei { seed: 1 }
        data files as cells {
          fields {
            image: image("nuclei/images/*.tif")
            noisy: noise(of: image, deviation: 20)
          }
        }
        model unet { inputs: [cells.noisy], depth: 3 }
        task denoising { predict: cells.image, clean: cells.image }
        method noise2self { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment nuclei { seed: 1 }
        data files as cells {
          fields {
            image: image("nuclei/images/*.tif")
            noisy: noise(of: image, deviation: 20)
          }
        }
        model unet { inputs: [cells.noisy], depth: 3 }
        task denoising { predict: cells.noisy, clean: cells.image }
        method noise2self { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI315"
    data: str
    field: str
    network: str
    reads: tuple[str, ...]

    def message(self) -> str:
        return f"`{self.field}` is to be denoised, `{self.network}` reads {listed(self.reads, 'and')}"

    def help(self) -> str:
        return f"write `predict: {self.data}.{self.reads[0]}`, or let `{self.network}` read `{self.field}` by `inputs`"


class TooCoarse(Diagnostic):
    """A network that answers for a coarser grid than that of the pixels.

    A picture is given back pixel by pixel. A classifier's map has one place for many pixels: what is finer is gone.

    Example:
        experiment nuclei { seed: 1 }
        data files as cells {
          fields {
            image: image("nuclei/images/*.tif")
            noisy: noise(of: image, deviation: 20)
          }
        }
        model cnn { inputs: [cells.noisy], widths: [16, 32], pool: none }
        task denoising { predict: cells.noisy, clean: cells.image }
        method noise2self { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment nuclei { seed: 1 }
        data files as cells {
          fields {
            image: image("nuclei/images/*.tif")
            noisy: noise(of: image, deviation: 20)
          }
        }
        model unet { inputs: [cells.noisy], depth: 3 }
        task denoising { predict: cells.noisy, clean: cells.image }
        method noise2self { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI316"
    task: str
    network: str
    stride: tuple[int, ...]

    def message(self) -> str:
        stride = "x".join(map(str, self.stride))
        return f"`{self.task}` needs a value at every pixel, `{self.network}` gives one for {stride} of them"

    def help(self) -> str:
        return "use a network that keeps the grid of its input: `unet`"
