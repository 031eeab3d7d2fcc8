data csv as birds {
  ignore: [year
  split: random(train: 70%, test: 30%
  path: "birds.csv"
}
model mlp { hidden: [64, 64, dropout: 10% }
