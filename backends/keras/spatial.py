"""Moving images and their masks alike: the common ground of the augmentations.

`fields` maps a key of the batch to `image`, (B, *space, C), or `mask`, (B, *space). All share one space.
"""

from __future__ import annotations

from collections.abc import Mapping

from keras import ops

from scic.backends.keras.tensor import Batch, Tensor


def moved(batch: Batch, fields: Mapping[str, str]) -> Batch:
    """The images and masks in a batch, by their keys; a field that the batch lacks is left out."""
    return {name: batch[name] for name in fields if name in batch}


def extent(batch: Batch, fields: Mapping[str, str]) -> tuple[int, tuple[int, ...]]:
    """How many records there are, and their space in pixels."""
    name, value = next(iter(moved(batch, fields).items()))
    space = value.shape[1:-1] if fields[name] == "image" else value.shape[1:]
    return ops.shape(value)[0], tuple(space)


def by_record(values: Tensor, like: Tensor) -> Tensor:
    """One value a record, (B,), with as many axes as `like`, for broadcasting."""
    return ops.reshape(values, (-1, *[1] * (len(like.shape) - 1)))


def along(values: Tensor, axis: int, axes: int) -> Tensor:
    """Values of each record along one axis, (B, length), as an array of so many `axes`, for broadcasting."""
    return ops.reshape(values, (-1, *(values.shape[1] if each == axis else 1 for each in range(1, axes))))


def positions(space: tuple[int, ...]) -> Tensor:
    """Where each pixel lies, in pixels along each axis: (*space, rank)."""
    axes = [ops.arange(0, length, dtype="float32") for length in space]
    return ops.stack(ops.meshgrid(*axes, indexing="ij"), axis=-1)


def look_up(batch: Batch, fields: Mapping[str, str], where: Tensor) -> Batch:
    """Take each pixel from the position `where`, (B, *space, rank) in pixels.

    Images are interpolated linearly, masks take the nearest class. Beyond the border both are mirrored, so
    that no pixel is without image or class.
    """
    count, *space, _ = ops.shape(where)
    records = ops.broadcast_to(by_record(ops.arange(count, dtype=where.dtype), where[..., 0]), (count, *space))
    places = ops.stack([records, *ops.unstack(where, axis=-1)])

    def sampled(value: Tensor, order: int) -> Tensor:
        return ops.image.map_coordinates(value, places, order=order, fill_mode="reflect")

    looked_up = dict(batch)
    for name, value in moved(batch, fields).items():
        if fields[name] == "image":
            channels = [sampled(channel, 1) for channel in ops.unstack(value, axis=-1)]
            looked_up[name] = ops.stack(channels, axis=-1)
        else:
            looked_up[name] = ops.cast(sampled(ops.cast(value, where.dtype), 0), value.dtype)
    return looked_up
