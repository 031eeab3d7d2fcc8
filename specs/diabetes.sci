experiment diabetes {
  question: "How far will diabetes have progressed a year after these measurements?"
  seed: 3
}

data sample as patients {
  set: diabetes
  split: random(train: 70%, validation: 15%, test: 15%)
}

model mlp { hidden: [32], dropout: 20% }

task regression as progression { predict: patients.progression, loss: huber }

method supervised {
  epochs: 80
  batch: 32
  optimizer: adamw(lr: 2e-3, weight_decay: 5e-2)
  stop: early(patience: 15)
}

interpret integrated_gradients { examples: 64 }

validate baselines
validate seeds { count: 3 }
validate subgroups { by: patients.sex }
