"""Faster R-CNN, from torchvision."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import torch
from torch import Tensor, nn
from torchvision.models import resnet
from torchvision.models.detection import FasterRCNN
from torchvision.models.detection.anchor_utils import AnchorGenerator
from torchvision.models.detection.backbone_utils import BackboneWithFPN
from torchvision.models.detection.faster_rcnn import FastRCNNPredictor, TwoMLPHead
from torchvision.models.detection.image_list import ImageList
from torchvision.ops import MultiScaleRoIAlign

from scic.backends.components.field.image.pytorch import ImageInput

POOLED = 7
"""Places along each side of the grid that a proposal is brought to."""
RATIOS = (0.5, 1.0, 2.0)
"""Height over width of the boxes that are started from."""
GROUPS = 16
"""Most groups of a group normalisation."""
PREDICTOR = "roi_heads.box_predictor."
"""The part whose weights depend on the classes."""

Pyramid = dict[str, Tensor]
"""Maps (B, width, *grid) by their names, from the finest to the coarsest."""


class FasterRcnn(nn.Module):
    """A detector (Ren et al. 2015), on a residual network with a feature pyramid (Lin et al. 2017).

    `target` holds what was measured of the boxes: `classes` and `lengths`, the usual range of the root of a box's
    area as a share of its image's. Gives a pyramid of maps, of which `loss` and `detect` make the rest.
    """

    def __init__(
        self,
        inputs: ImageInput,
        *,
        target: Mapping[str, Any],
        depth: int,
        levels: int,
        width: int,
        hidden: int,
        normalization: str,
        proposals: int,
        samples: int,
        detections: int,
        overlap: float,
        confidence: float,
    ) -> None:
        super().__init__()
        self.inputs = inputs
        self.size = width
        self.levels = levels
        self.detections = detections
        body = getattr(resnet, f"resnet{depth}")(weights=None, norm_layer=NORMALIZATION[normalization])
        if inputs.channels != body.conv1.in_channels:
            stem = body.conv1
            body.conv1 = nn.Conv2d(
                inputs.channels, stem.out_channels, stem.kernel_size, stem.stride, stem.padding, bias=False
            )
        first = body.inplanes // 8
        backbone = BackboneWithFPN(
            body,
            return_layers={f"layer{number}": str(number - 1) for number in range(1, levels + 1)},
            in_channels_list=[first * 2**level for level in range(levels)],
            out_channels=width,
        )
        classes = len(target["classes"])
        self.network = FasterRCNN(
            backbone,
            rpn_anchor_generator=AnchorGenerator(
                tuple((length,) for length in spread(target["lengths"], inputs.space, levels + 1)),
                (RATIOS,) * (levels + 1),
            ),
            rpn_pre_nms_top_n_train=2 * proposals,
            rpn_pre_nms_top_n_test=proposals,
            rpn_post_nms_top_n_train=proposals,
            rpn_post_nms_top_n_test=proposals,
            box_roi_pool=MultiScaleRoIAlign([str(level) for level in range(levels)], POOLED, sampling_ratio=2),
            box_head=TwoMLPHead(width * POOLED**2, hidden),
            box_predictor=FastRCNNPredictor(hidden, classes + 1),
            box_score_thresh=confidence,
            box_nms_thresh=overlap,
            box_detections_per_img=detections,
            box_batch_size_per_image=samples,
        )

    @property
    def layers(self) -> dict[str, nn.Module]:
        """The layers by name, in the order of computation."""
        body = self.network.backbone.get_submodule("body")
        blocks = {f"block{number}": body.get_submodule(f"layer{number}") for number in range(1, self.levels + 1)}
        return {"stem": body.get_submodule("maxpool"), **blocks}

    def forward(self, batch: dict[str, Tensor]) -> Pyramid:
        """The pyramid of a batch."""
        return self.represent(self.inputs(batch))

    def represent(self, encoded: Tensor) -> Pyramid:
        """The pyramid of an encoded input."""
        return cast(Pyramid, self.network.backbone(encoded))

    def loss(self, pyramid: Pyramid, boxes: Tensor) -> Tensor:
        """The sum of the four losses, of proposals and of boxes, averaged over the records that are marked.

        `boxes` (B, n, 5) are corners and class; -1 is the class of a row without a box, -2 of a record that nobody
        has marked.
        """
        marked = boxes[:, 0, 4] > -2
        if not marked.any():
            return torch.stack([maps.sum() for maps in pyramid.values()]).sum() * 0
        pyramid = {name: maps[marked] for name, maps in pyramid.items()}
        targets = [
            {"boxes": record[held, :4], "labels": record[held, 4].long() + 1}  # 0 is the background
            for record in boxes[marked]
            for held in [record[:, 4] >= 0]
        ]
        images = self._images(pyramid)
        parts = (self.network.rpn, self.network.roi_heads)
        for part in parts:
            part.train()  # they give their losses in training alone, and behave alike otherwise
        try:
            proposals, first = self.network.rpn(images, pyramid, targets)
            _, second = self.network.roi_heads(pyramid, proposals, images.image_sizes, targets)
        finally:
            for part in parts:
                part.train(self.training)
        return torch.stack([*first.values(), *second.values()]).sum()

    def detect(self, pyramid: Pyramid) -> Tensor:
        """What is found, best first: (B, detections, 6), corners, score and class; rows to spare are 0, their class -1."""
        images = self._images(pyramid)
        proposals, _ = self.network.rpn(images, pyramid)
        found, _ = self.network.roi_heads(pyramid, proposals, images.image_sizes)
        rows = []
        for record in found:
            columns = (record["boxes"], record["scores"][:, None], record["labels"][:, None] - 1.0)
            row = torch.cat(columns, dim=1)
            spare = row.new_tensor([0.0, 0.0, 0.0, 0.0, 0.0, -1.0]).expand(self.detections - len(row), -1)
            rows.append(torch.cat([row, spare]))
        return torch.stack(rows)

    def _images(self, pyramid: Pyramid) -> ImageList:
        """What the parts ask of the images: their number and their size."""
        maps = pyramid["0"]
        size = (self.inputs.space[0], self.inputs.space[1])
        return ImageList(maps.new_zeros(1).expand(len(maps), 1, *size), [size] * len(maps))

    def start_from(self, weights: str, root: Path) -> None:
        """Take over the weights in a file, but for those that depend on the classes; its path starts at `root`.

        The file holds the state of torchvision's FasterRCNN. Raises FileNotFoundError or ValueError with the reason.
        """
        path = root / weights
        if not path.is_file():
            raise FileNotFoundError(f"there is no file of pretrained weights {path}")
        state = torch.load(path, map_location="cpu", weights_only=True)
        state = {name.removeprefix("trunk.network."): value for name, value in state.items()}
        wanted = {name: value for name, value in self.network.state_dict().items() if not name.startswith(PREDICTOR)}
        wrong = [
            name
            for name, value in wanted.items()
            if not name.endswith("num_batches_tracked") and (name not in state or state[name].shape != value.shape)
        ]
        if wrong:
            raise ValueError(f"{path} does not hold the weights of this network: {len(wrong)} differ, `{wrong[0]}` first")
        self.network.load_state_dict({name: state[name] for name in wanted if name in state}, strict=False)


def spread(lengths: tuple[float, float], space: tuple[int, ...], count: int) -> list[float]:
    """Lengths in pixels, one for each map, evenly spaced by ratio over the usual range."""
    low, high = (max(share, 1e-3) * (space[0] * space[1]) ** 0.5 for share in lengths)
    return [low * (high / low) ** (step / (count - 1)) for step in range(count)]


def group_norm(channels: int) -> nn.GroupNorm:
    """A group normalisation, which does not depend on the other records of a batch."""
    return nn.GroupNorm(GROUPS, channels)


NORMALIZATION = {"batch": nn.BatchNorm2d, "group": group_norm}
