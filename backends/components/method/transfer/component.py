"""The method `transfer`."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from scic.backends.components.method.supervised.component import Supervised
from scic.compiler.catalogue.component import Freeze, Need, Optimizer, default
from scic.compiler.catalogue.discovery import load


def small_steps() -> Optimizer:
    """AdamW at a rate that pretrained weights bear, slower from block to block."""
    made = load("optimizer", "adamw").usual(lr=3e-4, rates=load("rates", "discriminative").usual())
    assert isinstance(made, Optimizer)
    return made


class Transfer(Supervised):
    """Transfer learning: finetune weights that were learnt on other records or for another aim.

    `supervised`, set up for weights that have learnt before: the heads begin, the blocks of the trunk join them from
    the top down, and each learns slower than the one above it, all at a small rate (survey §5.1). It starts from an
    earlier stage, or from a model with `weights`. Often the best way to begin on a new problem with few labels.

    When the score still rises at the end, give it more epochs, then a higher rate. With very few labels compare it
    with `freeze: trunk`, which trains the heads alone.

    Example:
        method simclr as pretrain { epochs: 20 }
        method transfer { start: pretrain, epochs: 30 }
    """

    section: ClassVar = "5.1"
    paper: ClassVar = "Howard & Ruder, Universal language model fine-tuning for text classification, 2018"
    needs: ClassVar = (Need(what="target"), Need(what="weights"))

    optimizer: Optimizer = Field(default_factory=small_steps, description="how gradients become steps")
    freeze: Freeze | None = default("gradual", "freeze", description="the parts that keep their weights")
