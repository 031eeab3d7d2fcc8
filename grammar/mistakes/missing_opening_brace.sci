model mlp
  hidden: [64, 64]
}
task classification predict: birds.species }
