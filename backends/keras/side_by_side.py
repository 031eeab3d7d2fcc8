"""Records of several batches as one."""

from __future__ import annotations

from collections.abc import Sequence

from keras import ops

from scic.backends.keras.tensor import Batch


def one_batch(batches: Sequence[Batch], names: Sequence[str]) -> Batch:
    """The records of all batches behind one another; of their fields only `names`."""
    return {name: ops.concatenate([batch[name] for batch in batches]) for name in names}
