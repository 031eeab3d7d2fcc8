from __future__ import annotations

import pytest

from .conftest import Advise


def study(images: str, settings: str) -> dict[str, str]:
    return {
        "data": f"""data files as sample {{
          fields {{ image: image("images/{images}"), mask: mask("masks/{images}", classes: [background, cell]) }}
          {settings}
        }}""",
        "model": "model unet { depth: 2, width: 8 }",
        "task": "task segmentation { predict: sample.mask }",
    }


@pytest.mark.parametrize(("images", "help"), [("*.png", "split: random(group: record)"), ("one.png", "split: spans")])
def test_the_help_depends_on_how_many_images_there_are(advise: Advise, images: str, help: str) -> None:
    assert help in advise(**study(images, "tile: 64x64"))["SCI512"].help()


@pytest.mark.parametrize("settings", ["", "tile: 64x64, split: random(group: record)", "tile: 64x64, split: spans"])
def test_whole_images_and_kept_tiles_are_sound(advise: Advise, settings: str) -> None:
    assert advise(**study("*.png", settings)) == {}
