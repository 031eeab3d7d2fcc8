experiment gan {
  question: "Can a network make digits that nobody has written?"
  seed: 1
}

data sample as scans {
  set: digits
  split: random(train: 60%, validation: 15%, test: 25%, stratify: digit)
}

model dcgan { latent: 32, width: 32 }

task generation { predict: scans.image }

method gan { epochs: 120, batch: 64 }

validate baselines
validate seeds { count: 3 }
