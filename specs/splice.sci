# Windows of 60 bases of primate DNA: the end of an exon (GT follows), the end of an intron (AG precedes), or neither.
experiment splice {
  backend: pytorch
  seed: 3
  question: "Can the borders of exons be told from the bases around them?"
}

data csv as windows {
  path: "data/splice.csv"
  fields { sequence: sequence(alphabet: dna, unknown: mask) }
  repeats: drop
  split: random(train: 70%, validation: 10%, test: 20%, stratify: junction)
}

model lstm { cell: gru, width: 32, positions: true }

task classification {
  predict: windows.junction
  loss: cross_entropy(label_smoothing: 10%)
}

method supervised {
  epochs: 16
  batch: 32
  clip: 1
  optimizer: adamw(lr: 1e-2, weight_decay: 1e-2)
  schedule: cosine(warmup: 5%)
  stop: early(patience: 8)
}

interpret integrated_gradients { examples: 48 }

validate baselines
validate seeds { count: 3 }
