seed: 7
[1, 2]
model mlp { hidden: [64, 64] }
