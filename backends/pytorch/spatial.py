"""Moving images with their masks and boxes: the common ground of the augmentations.

`fields` maps a key of the batch to `image`, (B, *space, C), `mask`, (B, *space), or `boxes`, (B, n, 5): left, top,
right, bottom and class, which is negative where a row holds no box. All share one space.
"""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor
from torch.nn import functional

Batch = dict[str, Tensor]


def moved(batch: Batch, fields: Mapping[str, str]) -> dict[str, Tensor]:
    """The images, masks and boxes in a batch, by their keys; a field that the batch lacks is left out."""
    return {name: batch[name] for name in fields if name in batch}


def extent(batch: Batch, fields: Mapping[str, str]) -> tuple[int, tuple[int, ...], torch.device]:
    """How many records there are, their space in pixels, and their device."""
    name, value = next(iter(moved(batch, fields).items()))
    space = value.shape[1:-1] if fields[name] == "image" else value.shape[1:]
    return len(value), tuple(space), value.device


def by_record(values: Tensor, like: Tensor) -> Tensor:
    """One value a record, (B,), with as many axes as `like`, for broadcasting."""
    return values.reshape(-1, *[1] * (like.ndim - 1))


def mirrored(value: Tensor, kind: str, axis: int, space: tuple[int, ...]) -> Tensor:
    """The value of every record mirrored along an axis, counted from 1 as in an image (B, *space, C)."""
    if kind != "boxes":
        return value.flip(axis)
    left, top, right, bottom, label = value.unbind(dim=-1)
    if axis == len(space):
        left, right = space[-1] - right, space[-1] - left
    else:
        top, bottom = space[-2] - bottom, space[-2] - top
    return torch.stack([left, top, right, bottom, label], dim=-1)


def turned(value: Tensor, kind: str, quarters: int, space: tuple[int, ...]) -> Tensor:
    """The value of every record turned by quarters in the plane of the last two axes, against the clock."""
    if kind != "boxes":
        return value.rot90(quarters, (len(space) - 1, len(space)))
    height, width = space[-2:]
    for _ in range(quarters):
        left, top, right, bottom, label = value.unbind(dim=-1)
        value = torch.stack([top, width - right, bottom, width - left, label], dim=-1)
        height, width = width, height
    return value


def positions(space: tuple[int, ...], device: torch.device) -> Tensor:
    """Where each pixel lies, in pixels along each axis: (*space, rank)."""
    axes = [torch.arange(length, device=device, dtype=torch.float32) for length in space]
    return torch.stack(torch.meshgrid(*axes, indexing="ij"), dim=-1)


def look_up(batch: Batch, fields: Mapping[str, str], where: Tensor) -> Batch:
    """Take each pixel from the position `where`, (B, *space, rank) in pixels.

    Images are interpolated linearly, masks take the nearest class. Beyond the border both are mirrored, so
    that no pixel is without image or class.
    """
    lengths = torch.tensor(where.shape[1:-1], device=where.device)
    # grid_sample counts from -1 to 1 between the outer edges, fastest axis first
    grid = ((2 * where + 1) / lengths - 1).flip(-1)

    def sampled(value: Tensor, mode: str) -> Tensor:
        return functional.grid_sample(
            value, grid.to(value.dtype), mode=mode, padding_mode="reflection", align_corners=False
        )

    looked_up = dict(batch)
    for name, value in moved(batch, fields).items():
        if fields[name] == "image":
            looked_up[name] = sampled(value.movedim(-1, 1), "bilinear").movedim(1, -1)
        else:
            looked_up[name] = sampled(value[:, None].float(), "nearest")[:, 0].to(value.dtype)
    return looked_up
