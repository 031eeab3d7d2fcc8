experiment digits {
  question: "Which digit did a hand write?"
  seed: 5
}

data sample as scans {
  set: digits
  split: random(train: 60%, validation: 15%, test: 25%, stratify: digit)
  augment: [crop(padding: 12%)]
}

model cnn { widths: [32, 64] }

task classification as digit { predict: scans.digit }

method supervised {
  epochs: 20
  batch: 64
  optimizer: adamw(lr: 3e-3)
  schedule: one_cycle
  stop: early(patience: 6)
}

interpret saliency { examples: 12 }
interpret smoothgrad { examples: 12 }
interpret integrated_gradients { examples: 12 }
interpret grad_cam { layer: block1, examples: 12 }
interpret occlusion { window: 2x2, stride: 1x1, examples: 12 }
interpret embed { examples: 400 }

validate baselines { use: [majority, linear, random_forest] }
validate seeds { count: 3 }
