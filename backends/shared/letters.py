"""Letters that cannot be seen."""

from __future__ import annotations

END = "\x03"
"""The mark behind the last letter of a sequence, where it is read as one more: no text holds this character."""

MARKS = {"\n": "↵", " ": "␣", "\t": "⇥", END: "∎"}
"""How they are drawn."""
