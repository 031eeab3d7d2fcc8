"""Faster R-CNN, from torchvision."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import torch
from torch import Tensor, nn
from torch.nn import functional
from torchvision.models import resnet
from torchvision.models.detection import FasterRCNN
from torchvision.models.detection.anchor_utils import AnchorGenerator
from torchvision.models.detection.backbone_utils import BackboneWithFPN
from torchvision.models.detection.faster_rcnn import FastRCNNPredictor, TwoMLPHead
from torchvision.models.detection.image_list import ImageList
from torchvision.ops import MultiScaleRoIAlign, nms, roi_align
from torchvision.ops.poolers import LevelMapper

from scic.backends.components.field.image.pytorch import ImageInput

POOLED = 7
"""Places along each side of the grid that a proposal is brought to."""
SAMPLING = 2
"""Points along each side of such a place at which a map is read."""
CANDIDATES = 10
"""Boxes that are compared with one another, for each that may be found."""
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
        self.proposals = proposals
        self.apart = max(inputs.space) + 1.0
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
            box_roi_pool=MultiScaleRoIAlign([str(level) for level in range(levels)], POOLED, SAMPLING),
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
        """What is found, best first: (B, detections, 6), corners, score and class; rows to spare are 0, their class -1.

        All records are decoded as one, in shapes that do not depend on what is found: so it can be exported.
        """
        boxes, kept = self._propose(pyramid)
        heads, count = self.network.roi_heads, boxes.shape[1]
        each = boxes.flatten(0, 1)
        logits, moves = heads.box_predictor(heads.box_head(self._pool(pyramid, boxes)))
        scores = logits.softmax(dim=-1)[:, 1:]  # without the background
        classes = scores.shape[1]
        places = heads.box_coder.decode_single(moves, each).reshape(-1, count, classes + 1, 4)[:, :, 1:]
        scores = scores.reshape(-1, count, classes) * kept[..., None]
        best, chosen = scores.flatten(1).topk(min(count * classes, CANDIDATES * self.detections))
        places = self._clipped(rows(places.flatten(1, 2), chosen))
        label = chosen % classes
        alone = best * unrivalled(places, best, label, classes, apart=self.apart, overlap=heads.nms_thresh)
        found, order = alone.topk(min(self.detections, alone.shape[1]))
        columns = (rows(places, order), found[..., None], label.gather(1, order)[..., None].to(found.dtype))
        answer = functional.pad(torch.cat(columns, dim=-1), (0, 0, 0, self.detections - found.shape[1]))
        spare = answer.new_tensor([0.0, 0.0, 0.0, 0.0, 0.0, -1.0])
        return torch.where(answer[..., 4:5] > heads.score_thresh, answer, spare)

    def _propose(self, pyramid: Pyramid) -> tuple[Tensor, Tensor]:
        """The places to look at closely, (B, n, 4), and which of them are no doubles of a better one, (B, n)."""
        rpn, maps = self.network.rpn, list(pyramid.values())
        objectness, moves = rpn.head(maps)
        starts = rpn.anchor_generator(self._images({"0": maps[0][:1]}), maps)[0]
        lengths = [each[0].numel() for each in objectness]
        boxes, scores, levels = [], [], []
        for level, start in enumerate(starts.split(lengths)):
            score = objectness[level].permute(0, 2, 3, 1).flatten(1)
            move = moves[level].unflatten(1, (-1, 4)).permute(0, 3, 4, 1, 2).flatten(1, 3)
            score, chosen = score.topk(min(lengths[level], self.proposals))
            place = rpn.box_coder.decode_single(rows(move, chosen).flatten(0, 1), start[chosen].flatten(0, 1))
            boxes.append(self._clipped(place.unflatten(0, (-1, chosen.shape[1]))))
            scores.append(score.sigmoid())
            levels.append(torch.full_like(chosen, level))
        every, score, level_of = torch.cat(boxes, dim=1), torch.cat(scores, dim=1), torch.cat(levels, dim=1)
        score = score * unrivalled(every, score, level_of, len(maps), apart=self.apart, overlap=rpn.nms_thresh)
        best, order = score.topk(min(self.proposals, score.shape[1]))
        return rows(every, order), best > 0

    def _pool(self, pyramid: Pyramid, boxes: Tensor) -> Tensor:
        """The part of the map that suits each box's size, brought to one grid: (B * n, width, 7, 7)."""
        each = boxes.flatten(0, 1)
        record = torch.arange(boxes.shape[0], device=boxes.device).repeat_interleave(boxes.shape[1])
        places = torch.cat([record[:, None].to(each.dtype), each], dim=1)
        level_of = LevelMapper(2, self.levels + 1)([each])  # 2 is the level of the finest map, as in the paper
        pooled = torch.zeros((), device=boxes.device)
        for level in range(self.levels):
            scale = 0.25 / 2**level
            cut = roi_align(pyramid[str(level)], places, POOLED, spatial_scale=scale, sampling_ratio=SAMPLING)
            pooled = torch.where((level_of == level)[:, None, None, None], cut, pooled)
        return pooled

    def _clipped(self, boxes: Tensor) -> Tensor:
        """Boxes (..., 4) within the image."""
        height, width = self.inputs.space
        return boxes.clamp(min=0).minimum(boxes.new_tensor([width, height, width, height]))

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
            raise ValueError(
                f"{path} does not hold the weights of this network: {len(wrong)} differ, `{wrong[0]}` first"
            )
        self.network.load_state_dict({name: state[name] for name in wanted if name in state}, strict=False)


def spread(lengths: tuple[float, float], space: tuple[int, ...], count: int) -> list[float]:
    """Lengths in pixels, one for each map, evenly spaced by ratio over the usual range."""
    low, high = (max(share, 1e-3) * (space[0] * space[1]) ** 0.5 for share in lengths)
    return [low * (high / low) ** (step / (count - 1)) for step in range(count)]


def rows(values: Tensor, chosen: Tensor) -> Tensor:
    """Of each record's rows (B, n, 4) those that are chosen, (B, k)."""
    return values.gather(1, chosen[..., None].expand(-1, -1, values.shape[-1]))


def unrivalled(boxes: Tensor, scores: Tensor, group: Tensor, groups: int, *, apart: float, overlap: float) -> Tensor:
    """Which boxes (B, n, 4) overlap no better one of their record and `group` (B, n) by more than `overlap`: (B, n)."""
    record = torch.arange(boxes.shape[0], device=boxes.device)[:, None]
    # boxes of different groups are put so far `apart` that they cannot meet
    shift = ((record * groups + group) * apart)[..., None]
    kept = nms((boxes + shift).flatten(0, 1), scores.flatten(), overlap)
    return torch.zeros_like(scores).flatten().index_fill(0, kept, 1.0).reshape(scores.shape)


def group_norm(channels: int) -> nn.GroupNorm:
    """A group normalisation, which does not depend on the other records of a batch."""
    return nn.GroupNorm(GROUPS, channels)


NORMALIZATION = {"batch": nn.BatchNorm2d, "group": group_norm}
