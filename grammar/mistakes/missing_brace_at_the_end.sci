model mlp {
  hidden: [64, 64]
