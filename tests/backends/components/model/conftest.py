from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from scic.backends.components.field.image.pytorch import ImageInput


@pytest.fixture
def image_input() -> Callable[..., ImageInput]:
    def make(*size: int, channels: int = 2, spacing: tuple[float, ...] | None = None) -> ImageInput:
        facts: dict[str, Any] = {
            "size": list(size),
            "channels": channels,
            "mean": [0.0] * channels,
            "std": [1.0] * channels,
            "rank": len(size),
            "spacing": spacing,
        }
        return ImageInput(facts, "image")

    return make
