experiment nuclei {
  question: "Which pixels of a fluorescence micrograph belong to a nucleus?"
  seed: 1
}

data files as cells {
  fields {
    image: image("data/nuclei/images/*.tif")
    mask: mask("data/nuclei/masks/*.tif", classes: [background, nucleus])
  }
  split: random(train: 60%, validation: 15%, test: 25%)
  augment: [flip, rotate90, elastic(alpha: 30px)]
}

model unet { depth: 3, width: 16 }

task segmentation { predict: cells.mask, loss: dice + cross_entropy }

method supervised {
  epochs: 40
  batch: 3
  optimizer: adamw(lr: 3e-3)
}

interpret saliency { examples: 4 }
interpret grad_cam { examples: 4 }

validate baselines
validate seeds { count: 3 }
