experiment registration {
  question: "Can a network say in one pass how a micrograph has been bent?"
  seed: 1
}

# The deformation is made here, so that the truth is known; nobody shows it to the network.
data files as cells {
  fields {
    fixed: image("data/nuclei/images/*.tif")
    fixed_mask: mask("data/nuclei/masks/*.tif", classes: [background, nucleus])
    moving: deform(of: fixed, amount: 4%)
    moving_mask: deform(of: fixed_mask, amount: 4%)
  }
  split: random(train: 60%, validation: 15%, test: 25%)
  augment: [flip, rotate90]
}

model voxelmorph { depth: 4, width: 8 }

# The masks are for the scores alone: training compares the pictures.
task registration {
  predict: cells.moving
  fixed: cells.fixed
  labels: [cells.moving_mask, cells.fixed_mask]
}

method supervised {
  epochs: 100
  batch: 3
  optimizer: adamw(lr: 3e-3)
}

interpret saliency { examples: 3 }

validate baselines
validate seeds { count: 3 }
