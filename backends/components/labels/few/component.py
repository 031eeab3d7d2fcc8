"""The labels `few`."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from scic.compiler.catalogue.component import Labels
from scic.compiler.catalogue.settings import Count


class Few(Labels):
    """A few training records show their targets, the others count as unlabelled.

    To find out what a method for few labels gains on data that have them all: train it, train `supervised` on the
    same few, and compare on the test records, which keep their targets. `count` records of each class are drawn, or
    `count` in all where the target is no class; which ones depends on the seed. The validation records keep their
    targets too. Where labels are truly rare there would hardly be as many for validation, so be careful with what is
    chosen by them (Oliver et al. 2018).

    For data whose targets are missing in truth, leave their cells empty; nothing needs to be hidden.

    Example:
        experiment digits { seed: 1 }
        data sample as scans {
          set: digits
          labels: few(count: 5)
          split: random(stratify: digit)
          augment: [crop(padding: 12%), rotate(degrees: -15..15)]
        }
        model cnn { widths: [16, 32] }
        task classification { predict: scans.digit }
        method mean_teacher { epochs: 40 }
        validate baselines
        validate seeds { count: 3 }
    """

    section: ClassVar = "6.2.2"

    count: Count = Field(5, description="records of each class that show their target, or in all where it is no class")
