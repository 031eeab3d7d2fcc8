model mlp {
  hidden: [64, 64]
  dropout: 10%
  hidden: [32]
}
method supervised { optimizer: adamw(lr: 1e-3, lr: 1e-4) }
