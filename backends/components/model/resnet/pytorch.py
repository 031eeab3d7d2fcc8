"""A residual network, from timm."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import timm
from timm.models import ResNet, adapt_input_conv, load_state_dict
from torch import Tensor, nn

from scic.backends.components.field.image.pytorch import ImageInput
from scic.backends.pytorch.pooling import GlobalPool

HUB = "hub"
"""The value of `weights` that stands for timm's own, downloaded from its hub."""


class Resnet(nn.Module):
    """A residual network (He et al. 2016).

    Gives vectors (B, size), or without `pool` maps (B, size, *space / stride), rounded up. With `small_images`
    the stem keeps the grid of the input: the stride is 8 in place of 32.
    """

    def __init__(self, inputs: ImageInput, *, depth: int, small_images: bool, pool: str | None) -> None:
        super().__init__()
        self.inputs = inputs
        self.name = f"resnet{depth}"
        self.network = cast(ResNet, timm.create_model(self.name, in_chans=inputs.channels, num_classes=0))
        self.size = int(self.network.num_features)
        if small_images:
            # the kernel stays as it is, so that pretrained weights still fit
            self.network.get_submodule("conv1").stride = (1, 1)  # type: ignore[assignment]
            self.network.set_submodule("maxpool", nn.Identity())
        self.features = GlobalPool(pool)

    @property
    def layers(self) -> dict[str, nn.Module]:
        """The layers by name, in the order of computation."""
        blocks = {f"block{number}": self.network.get_submodule(f"layer{number}") for number in range(1, 5)}
        return {"stem": self.network.maxpool, **blocks, "features": self.features}

    def forward(self, batch: dict[str, Tensor]) -> Tensor:
        """The representation of a batch."""
        return self.represent(self.inputs(batch))

    def represent(self, encoded: Tensor) -> Tensor:
        """The representation of an encoded input."""
        features: Tensor = self.features(self.network.forward_features(encoded))
        return features

    def start_from(self, weights: str, root: Path) -> None:
        """Take over pretrained weights: `hub` for timm's, or the path of a file from timm or torchvision.

        A path starts at `root`. Raises ConnectionError, FileNotFoundError or ValueError with the reason.
        """
        if weights != HUB:
            load_weights(self.network, self.name, root / weights)
            return
        try:
            other = timm.create_model(self.name, in_chans=self.inputs.channels, num_classes=0, pretrained=True)
        except Exception as error:  # the hub's client raises errors of several libraries
            raise ConnectionError(
                f"the pretrained weights of {self.name} could not be downloaded ({type(error).__name__}: {error}); "
                "download them where there is a connection and set `weights` to the path of the file"
            ) from error
        self.network.load_state_dict(other.state_dict())


def load_weights(network: nn.Module, name: str, path: Path) -> None:
    """Load a file of weights; raises FileNotFoundError or ValueError with the reason."""
    if not path.is_file():
        raise FileNotFoundError(f"there is no file of pretrained weights {path}")
    state = {key: value for key, value in load_state_dict(str(path)).items() if not key.startswith("fc.")}
    wanted = network.state_dict()
    stem = "conv1.weight"
    if stem in state and state[stem].shape[1] != wanted[stem].shape[1]:
        state[stem] = adapt_input_conv(wanted[stem].shape[1], state[stem])
    wrong = [
        key
        for key in sorted(wanted.keys() | state.keys())
        if not key.endswith("num_batches_tracked")
        and (key not in state or key not in wanted or state[key].shape != wanted[key].shape)
    ]
    if wrong:
        raise ValueError(f"{path} does not hold the weights of a {name}: {len(wrong)} differ, `{wrong[0]}` first")
    network.load_state_dict(state, strict=False)
