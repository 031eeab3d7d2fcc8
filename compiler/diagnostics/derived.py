"""SCI313 and on: fields that are made from other fields."""

from __future__ import annotations

from scic.compiler.diagnostics.base import Diagnostic


class NotDerivable(Diagnostic):
    """A field that cannot be made from what it names.

    A derived field is made, record by record, from another field of the same data, of a type that it can change:
    noise is laid over pictures.

    Example:
        experiment nuclei { seed: 1 }
        data files as cells {
          fields {
            image: image("nuclei/images/*.tif")
            mask: mask("nuclei/masks/*.tif", classes: [background, nucleus])
            noisy: noise(of: mask, deviation: 20)
          }
        }
        model unet { inputs: [cells.noisy], depth: 3 }
        task denoising { predict: cells.noisy, clean: cells.image }
        method noise2self { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment nuclei { seed: 1 }
        data files as cells {
          fields {
            image: image("nuclei/images/*.tif")
            mask: mask("nuclei/masks/*.tif", classes: [background, nucleus])
            noisy: noise(of: image, deviation: 20)
          }
        }
        model unet { inputs: [cells.noisy], depth: 3 }
        task denoising { predict: cells.noisy, clean: cells.image }
        method noise2self { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI313"
    field: str
    wanted: tuple[str, ...]
    found: str
    home: str

    def message(self) -> str:
        return f"`{self.field}` is made from {' or '.join(self.wanted)}, this is {self.found}"

    def help(self) -> str:
        return f"name a field of `{self.home}` that is {' or '.join(self.wanted)}"


class DerivedCycle(Diagnostic):
    """Fields that are made from each other.

    Each waits for the other, so neither can be made.

    Example:
        experiment nuclei { seed: 1 }
        data files as cells {
          fields {
            image: image("nuclei/images/*.tif")
            noisy: noise(of: noisy, deviation: 20)
          }
        }
        model unet { inputs: [cells.noisy], depth: 3 }
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

    code = "SCI314"
    field: str
    origin: str

    def message(self) -> str:
        if self.field == self.origin:
            return f"`{self.field}` is made from itself"
        return f"`{self.field}` is made from `{self.origin}`, which is made from it"

    def help(self) -> str:
        return "name the field that is read from the data"
