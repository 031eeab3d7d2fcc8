experiment penguins_two {
  question: "Which species is a penguin, and how heavy, by its bill and flippers, its sex and its island?"
  seed: 7
}

data csv as birds {
  path: "data/penguins.csv"
  ignore: [year]
  split: random(train: 60%, validation: 15%, test: 25%, stratify: species)
}

model mlp { hidden: [64, 64], dropout: 10% }

# Two heads on one network. How much each counts is learnt; a bird whose mass is missing still teaches the other.
task classification as species { predict: birds.species, class_weights: balanced }
task regression as mass { predict: birds.body_mass_g }

method supervised {
  epochs: 80
  batch: 32
  balance: uncertainty
  optimizer: adamw(lr: 3e-3, weight_decay: 1e-2)
  schedule: cosine(warmup: 5%)
}

interpret integrated_gradients { examples: 48 }
interpret embed { layer: features }

validate baselines
validate seeds { count: 3 }
validate subgroups { by: birds.sex }
