"""Which weights an optimizer may shrink."""

from __future__ import annotations

UNDECAYED = ("bias", "gamma", "beta")
"""Names of the weights that do not decay: biases and normalisations."""
