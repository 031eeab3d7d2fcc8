experiment pixelcnn {
  question: "How likely is a digit, value by value, and do digits come of drawing them so?"
  seed: 1
}

data sample as scans {
  set: digits
  split: random(train: 60%, validation: 15%, test: 25%, stratify: digit)
}

# Every pixel holds one of 17 grey levels.
model pixelcnn { values: 0..16, levels: 17 }

task generation { predict: scans.image }

method autoregressive { epochs: 30, batch: 64, optimizer: adamw(lr: 3e-3) }

validate baselines
validate seeds { count: 3 }
