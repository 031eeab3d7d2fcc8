"""From an experiment to a PyTorch project."""

from __future__ import annotations

from functools import partial

from scic.backends.lowering.lower import lower as lower_to

lower = partial(lower_to, backend="pytorch")
"""Path to text of every file of the project that will stand in the folder `home`."""
