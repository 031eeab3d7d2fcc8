# Blood cells by the activity of their genes: a map of two latents, found without the names of the cell types.
# The types only colour the figure. PCA has as many components as the network has latents.
experiment cells {
  backend: pytorch
  seed: 3
  question: "Do two latents of a network keep more of a blood cell than two principal components, and do they tell cell types apart?"
}

data anndata as blood {
  path: "data/pbmc68k_reduced.h5ad"
  split: random(train: 70%, validation: 15%, test: 15%, stratify: bulk_labels)
}

model vae { latent: 2, hidden: [128] }

task reconstruction { predict: blood.expression, likelihood: gaussian }

method elbo {
  epochs: 80
  batch: 64
  warmup: 30%
  optimizer: adamw(lr: 2e-3, weight_decay: 1e-2)
  schedule: cosine(warmup: 5%)
}

interpret embed { layer: latent, by: blood.bulk_labels, methods: [pca] }
interpret traversal

validate baselines { use: [pca] }
validate seeds { count: 3 }
