experiment mixmatch {
  question: "Can the labels of a thousand scans be guessed from five for each digit?"
  seed: 3
}

data sample as scans {
  set: digits
  labels: few(5)
  split: random(train: 60%, validation: 15%, test: 25%, stratify: digit)
  augment: [crop(padding: 12%), rotate(degrees: -15..15)]
}

model cnn { widths: [32, 64] }

task classification as digit { predict: scans.digit }

# Fifty scans with a label, beside a thousand whose label is guessed, sharpened and mixed with others.
method mixmatch {
  epochs: 25
  batch: 32
  optimizer: adamw(lr: 1e-2)
}

interpret smoothgrad { examples: 12 }
interpret embed { examples: 400 }

validate baselines { use: [majority, linear, random_forest] }
validate seeds { count: 3 }
