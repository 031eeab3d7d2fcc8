model mlp {
  hidden:
  dropout: 10%
  norm: ,
  loss: dice +
  act: f(slope: )
}
