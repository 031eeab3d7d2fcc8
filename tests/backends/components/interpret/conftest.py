"""Small networks of the emitted shape, trained on made data whose truth is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional

from scic.backends.pytorch.encoder import Encoder

PATCH = (slice(12, 18), slice(4, 10))
"""Where in the made images the class shows."""
CUBE = (slice(1, 5), slice(6, 11), slice(2, 7))
"""Where in the made volumes the class shows."""


class Table(Encoder):
    """Numbers as they are, and a category of three levels one-hot."""

    def __init__(self, columns: int) -> None:
        super().__init__()
        self.names = [f"x{index}" for index in range(columns - 1)] + ["kind"]
        self.index = torch.tensor([*range(columns - 1), *[columns - 1] * 3])

    def forward(self, batch: Mapping[str, Tensor]) -> Tensor:
        levels = functional.one_hot(batch["categories"][:, 0], 4)[:, 1:]
        return torch.cat([batch["numeric"].nan_to_num(), levels], dim=1)

    def fold(self, attribution: Tensor) -> Tensor:
        return attribution.new_zeros(len(attribution), len(self.names)).index_add(1, self.index, attribution)

    def groups(self, encoded: Tensor) -> Tensor:
        return self.index[None]


class Pixels(Encoder):
    """Channels first, around a mean of 0.5."""

    def __init__(self, field: str) -> None:
        super().__init__()
        self.field = field

    def forward(self, batch: Mapping[str, Tensor]) -> Tensor:
        return batch[self.field].movedim(-1, 1) - 0.5

    def fold(self, attribution: Tensor) -> Tensor:
        return attribution.sum(1)


class Dense(nn.Module):
    def __init__(self, columns: int = 10) -> None:
        super().__init__()
        self.inputs = Table(columns)
        self.block1 = nn.Sequential(nn.Linear(columns + 2, 32), nn.Tanh())
        self.features = nn.Sequential(nn.Linear(32, 16), nn.ReLU(), nn.Dropout(0.1))
        self.size = 16

    def represent(self, x: Tensor) -> Tensor:
        return self.features(self.block1(x))


class Conv(nn.Module):
    """Two maps, then their mean; two or three dimensions."""

    def __init__(self, field: str, rank: int) -> None:
        super().__init__()
        conv, pool = (nn.Conv2d, nn.AdaptiveAvgPool2d) if rank == 2 else (nn.Conv3d, nn.AdaptiveAvgPool3d)
        self.inputs = Pixels(field)
        self.block1 = nn.Sequential(conv(1, 8, 3, padding=1), nn.ReLU(inplace=True))
        self.block2 = nn.Sequential(conv(8, 8, 3, stride=2, padding=1), nn.ReLU())
        self.features = nn.Sequential(pool(1), nn.Flatten())
        self.size = 8

    def represent(self, x: Tensor) -> Tensor:
        return self.features(self.block2(self.block1(x)))


class Classes(nn.Module):
    def __init__(self, size: int, classes: int) -> None:
        super().__init__()
        self.head = nn.Linear(size, classes)

    def forward(self, representation: Tensor) -> Tensor:
        return self.head(representation)

    def explained(self, output: Tensor) -> Tensor:
        return output.max(1).values

    def truth(self, batch: Mapping[str, Tensor]) -> np.ndarray:
        return batch["label"].numpy()


class Net(nn.Module):
    def __init__(self, classes: int, **trunks: nn.Module) -> None:
        super().__init__()
        self.trunks = nn.ModuleDict(trunks)
        self.tasks = nn.ModuleDict({"kind": Classes(sum(each.size for each in trunks.values()), classes)})

    @property
    def layers(self) -> dict[str, nn.Module]:
        return {
            name: getattr(trunk, name)
            for trunk in self.trunks.values()
            for name in ("block1", "block2", "features")
            if hasattr(trunk, name)
        }

    def encode(self, batch: Mapping[str, Tensor]) -> dict[str, Tensor]:
        return {name: trunk.inputs(batch) for name, trunk in self.trunks.items()}

    def represent(self, encoded: Mapping[str, Tensor]) -> Tensor:
        return torch.cat([trunk.represent(encoded[name]) for name, trunk in self.trunks.items()], dim=1)

    def heads(self, representation: Tensor) -> dict[str, Tensor]:
        return {name: task(representation) for name, task in self.tasks.items()}


Made = tuple[Net, dict[str, Tensor]]


def train(make: Callable[[], Net], batch: dict[str, Tensor], steps: int, lr: float = 1e-2) -> Made:
    """Fit a network to a whole batch; it must have learned what the batch holds."""
    torch.manual_seed(0)
    net = make()
    optimizer = torch.optim.AdamW(net.parameters(), lr=lr, weight_decay=1e-2)
    for _ in range(steps):
        output = net.heads(net.represent(net.encode(batch)))["kind"]
        optimizer.zero_grad()
        functional.cross_entropy(output, batch["label"]).backward()
        optimizer.step()
    assert (output.argmax(1) == batch["label"]).float().mean() > 0.97
    return net, batch


@pytest.fixture(scope="session")
def table() -> Made:
    """Ten columns; the class is decided by x2 and x5 alone."""
    rng = np.random.default_rng(1)
    numeric = rng.normal(size=(512, 9)).astype(np.float32)
    label = (2 * numeric[:, 2] - 2 * numeric[:, 5] > 0).astype(np.int64)
    categories = rng.integers(1, 4, size=(512, 1))
    arrays = {"numeric": numeric, "categories": categories, "label": label}
    batch = {name: torch.from_numpy(values) for name, values in arrays.items()}
    return train(lambda: Net(2, net=Dense()), batch, steps=150)


@pytest.fixture(scope="session")
def images() -> Made:
    """Noise in which a bright patch, always at the same place, makes the second class."""
    return train(lambda: Net(2, net=Conv("photo", 2)), _planted((24, 24), PATCH), steps=200)


@pytest.fixture
def untrained() -> Net:
    """A network for images that answers to all of an image."""
    torch.manual_seed(0)
    return Net(2, net=Conv("photo", 2))


@pytest.fixture(scope="session")
def volumes() -> Made:
    """The same in three dimensions."""
    return train(lambda: Net(2, net=Conv("scan", 3)), _planted((10, 12, 14), CUBE, "scan"), steps=200)


@pytest.fixture(scope="session")
def both() -> Made:
    """An image beside a table."""
    photo = _planted((24, 24), PATCH)
    rng = np.random.default_rng(2)
    count = len(photo["label"])
    numeric = torch.from_numpy(rng.normal(size=(count, 9)).astype(np.float32))
    batch = photo | {"numeric": numeric, "categories": torch.ones(count, 1, dtype=torch.int64)}
    return train(lambda: Net(2, eye=Conv("photo", 2), chart=Dense()), batch, steps=60)


def _planted(space: tuple[int, ...], place: tuple[slice, ...], field: str = "photo") -> dict[str, Tensor]:
    rng = np.random.default_rng(0)
    pixels = rng.normal(0.5, 0.1, size=(96, *space, 1)).astype(np.float32)
    label = np.arange(96) % 2
    pixels[(slice(1, None, 2), *place)] += 0.8
    return {field: torch.from_numpy(pixels), "label": torch.from_numpy(label)}
