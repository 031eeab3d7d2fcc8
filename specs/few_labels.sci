experiment few_labels {
  question: "How far do five labels for each digit go, beside a thousand scans without any?"
  seed: 3
}

data sample as scans {
  set: digits
  labels: few(5)
  split: random(train: 60%, validation: 15%, test: 25%, stratify: digit)
}

model cnn { widths: [16, 32, 64], convolutions: 1 }

task classification as digit { predict: scans.digit }

# All scans, no label: two views of a digit are the same digit, tilted, shifted and noisy.
method simclr as pretrain {
  epochs: 120
  batch: 128
  optimizer: adamw(lr: 1e-2)
  temperature: 0.2
  views: [rotate(degrees: -20..20), crop(padding: 13%), noise(deviation: 0.3)]
}

# The fifty labels: the head first, then the whole network, the trunk at a third of the rate.
method supervised as finetune {
  start: pretrain
  freeze: trunk(epochs: 10)
  epochs: 60
  batch: 25
  optimizer: adamw(lr: 1e-2, rates: parts(trunk: 0.3))
}

interpret saliency { examples: 12 }
interpret embed { examples: 400 }

validate baselines { use: [majority, linear, random_forest] }
validate seeds { count: 3 }
