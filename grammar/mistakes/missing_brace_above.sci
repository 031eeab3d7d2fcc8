data csv as birds {
  path: "birds.csv"
  split: random(train: 80%, test: 20%)

model mlp { hidden: [64, 64] }
task classification { predict: birds.species }
