"""Which blocks of a network learn, and how fast."""

from __future__ import annotations

import torch
from torch import nn

from scic.backends.pytorch.blocks import blocks_of, freeze_below, learning_rates


class Net(nn.Module):
    """Two published blocks over an unpublished stem, and a head."""

    def __init__(self) -> None:
        super().__init__()
        self.trunk = nn.ModuleDict(
            {
                "stem": nn.Linear(3, 4),
                "block1": nn.Sequential(nn.Linear(4, 4), nn.BatchNorm1d(4)),
                "block2": nn.Sequential(nn.Linear(4, 4), nn.Dropout(0.5)),
                "features": nn.Identity(),
            }
        )
        self.tasks = nn.ModuleDict({"head": nn.Linear(4, 2)})

    @property
    def trunks(self) -> dict[str, nn.Module]:
        return {"net": self.trunk}

    @property
    def layers(self) -> dict[str, nn.Module]:
        return {name: self.trunk[name] for name in ("block1", "block2", "features")}


def learning(net: Net) -> set[str]:
    return {name for name, parameter in net.named_parameters() if parameter.requires_grad}


def test_a_block_is_a_published_layer_with_weights_and_the_stem_belongs_to_the_first() -> None:
    net = Net()
    first, second = blocks_of(net)
    assert net.trunk["stem"] in first and net.trunk["block1"] in first
    assert second == [net.trunk["block2"]]


def test_blocks_wake_from_the_top() -> None:
    net = Net()
    everything = learning(net)
    heads = {"tasks.head.weight", "tasks.head.bias"}
    freeze_below(net, lambda epoch, blocks: epoch, 0)
    assert learning(net) == heads
    assert not net.trunk["block1"][1].training and not net.trunk["block2"][1].training
    freeze_below(net, lambda epoch, blocks: epoch, 1)
    assert learning(net) == heads | {"trunk.block2.0.weight", "trunk.block2.0.bias"}
    assert net.trunk["block2"][1].training
    freeze_below(net, lambda epoch, blocks: epoch, 9)
    assert learning(net) == everything


def test_every_parameter_learns_at_the_rate_of_its_block() -> None:
    net = Net()
    groups = learning_rates(net, net, lambda blocks: [0.1, 0.5, 1.0])
    rates = {id(parameter): group["factor"] for group in groups for parameter in group["params"]}
    assert len(rates) == len(list(net.parameters()))
    assert rates[id(net.trunk["stem"].weight)] == rates[id(net.trunk["block1"][0].weight)] == 0.1
    assert rates[id(net.trunk["block2"][0].weight)] == 0.5
    assert rates[id(net.tasks["head"].weight)] == 1.0


def test_one_rate_is_one_group() -> None:
    net = Net()
    (group,) = learning_rates(net, net, None)
    assert sum(map(torch.numel, group["params"])) == sum(map(torch.numel, net.parameters()))
