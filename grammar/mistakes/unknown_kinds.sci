moodel mlp { hidden: [64, 64] }
Task classification { predict: birds.species }
network { width: 3 }
penguins as birds
