experiment nuclei3d {
  question: "Which voxels of a volume of a developing embryo belong to a nucleus?"
  seed: 1
}

# One volume: it is cut into tiles, and the parts lie apart along its last axis.
data files as embryo {
  fields {
    image: volume("data/nuclei3d/image.tif", spacing: 1x1x1)
    mask: mask("data/nuclei3d/mask.tif", classes: [background, nucleus])
  }
  tile: 16x16x16
  split: spans(axis: 2, train: 50%, validation: 25%, test: 25%)
  augment: [flip]
}

model unet { depth: 2, width: 12 }

task segmentation { predict: embryo.mask, loss: dice + cross_entropy }

method supervised {
  epochs: 40
  batch: 4
  optimizer: adamw(lr: 3e-3)
}

interpret saliency { examples: 4 }

validate baselines
validate seeds { count: 3 }
