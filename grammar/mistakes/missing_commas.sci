model mlp { hidden: [64 64], dropout: 10% norm: batch }
data csv { split: random(
    train: 70%
    test: 30%
  )
  path: my file
}
