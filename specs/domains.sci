experiment domains {
  question: "Does a network that knows digits in clean scans read them through another, noisy camera, without a new label?"
  seed: 3
}

data sample as scans {
  set: digits
  split: random(train: 60%, validation: 15%, test: 25%)
}

# The same hand, another camera: nobody has labelled these for training.
data sample as photos {
  set: digits
  transform: [noise(level: 20%), shift(pixels: 1)]
  labels: none
  split: random(train: 60%, validation: 15%, test: 25%)
}

model cnn { widths: [16, 32] }

task classification as digit { predict: scans.digit }

method dann {
  source: scans
  target: photos
  epochs: 15
  batch: 64
  optimizer: adamw(lr: 3e-3)
}

interpret saliency { examples: 12 }
interpret embed { examples: 400 }

validate external { data: photos }
validate baselines
validate seeds { count: 3 }
