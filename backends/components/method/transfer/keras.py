"""Transfer learning: adapt weights that were learnt on other records or for another aim."""

from __future__ import annotations

from scic.backends.components.method.supervised.keras import Supervised


class Transfer(Supervised):
    """Supervised steps, few and small, on a network that has learnt before (Howard & Ruder 2018)."""
