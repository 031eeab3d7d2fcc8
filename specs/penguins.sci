experiment penguins {
  question: "Which species is a penguin, by its measurements, its sex and the island it lives on?"
  seed: 7
}

data csv as birds {
  path: "data/penguins.csv"
  ignore: [year]
  split: random(train: 60%, validation: 15%, test: 25%, stratify: species)
}

model mlp { hidden: [64, 64], dropout: 10% }

task classification as species { predict: birds.species, class_weights: balanced }

method supervised {
  epochs: 60
  batch: 32
  optimizer: adamw(lr: 3e-3, weight_decay: 1e-2)
  schedule: cosine(warmup: 5%)
  stop: early(patience: 15)
}

interpret integrated_gradients { examples: 48 }
interpret occlusion { examples: 48 }
interpret embed { layer: features }

validate baselines
validate seeds { count: 3 }
validate subgroups { by: birds.sex }
