# Small molecules in water: how strongly a molecule is solvated, measured in kcal/mol.
# The test molecules have scaffolds that training has not seen. `calc` is a program's estimate of `expt`.
experiment freesolv {
  backend: pytorch
  seed: 5
  question: "Can the free energy of hydration be told from the atoms and bonds of a molecule with a scaffold that nobody has measured?"
}

data molecules {
  path: "data/freesolv.csv"
  smiles: smiles
  ignore: [iupac, calc]
  split: scaffold(train: 75%, validation: 10%, test: 15%)
}

model mpnn { width: 32, edge_width: 8, pool: sum }

task regression { predict: molecules.expt }

method supervised {
  epochs: 60
  batch: 32
  optimizer: adamw(lr: 1e-3, weight_decay: 1e-2)
  schedule: cosine(warmup: 5%)
  stop: early(patience: 20)
}

interpret integrated_gradients { examples: 12 }

validate baselines { use: [mean, linear, random_forest] }
validate seeds { count: 3 }
