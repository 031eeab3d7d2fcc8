# The first volume of a novel, letter by letter: the first pages teach, the last ones examine.
experiment emma {
  seed: 5
  question: "How well can the next letter of a novel be foreseen from the 64 before it?"
}

data text as book {
  path: "data/emma.txt"
  context: 64
  split: spans(train: 80%, validation: 10%, test: 10%)
}

model transformer_decoder { width: 64, depth: 2, heads: 4, dropout: 0% }

task language_modelling { predict: book.text }

method supervised {
  epochs: 10
  batch: 32
  optimizer: adamw(lr: 3e-3, weight_decay: 1e-2)
  schedule: cosine(warmup: 5%)
}

interpret integrated_gradients { examples: 12 }

validate baselines
validate seeds { count: 3 }
