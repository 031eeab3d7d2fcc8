experiment halves {
  question: "Which digit is it, from a picture of its upper half and the ink in each column of its lower half?"
  seed: 4
}

data csv as scans {
  path: "data/digit_halves.csv"
  fields {
    upper: image
    digit: category
  }
  split: random(train: 60%, validation: 15%, test: 25%, stratify: digit)
}

# A network for each kind of input, and one head on both.
model cnn as eye { inputs: [scans.upper], widths: [16, 32] }
model mlp as scale {
  inputs: [
    scans.ink_0,
    scans.ink_1,
    scans.ink_2,
    scans.ink_3,
    scans.ink_4,
    scans.ink_5,
    scans.ink_6,
    scans.ink_7,
  ]
  hidden: [32]
}
model fusion { of: [eye, scale] }

task classification as digit { predict: scans.digit }

method supervised {
  epochs: 40
  batch: 32
  optimizer: adamw(lr: 3e-3)
}

interpret integrated_gradients { examples: 24 }
interpret embed

validate baselines
validate seeds { count: 3 }
