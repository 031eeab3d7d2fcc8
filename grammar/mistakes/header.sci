data csv birds { path: "birds.csv" }
model mlp(hidden: 64)
task classification [birds.species]
