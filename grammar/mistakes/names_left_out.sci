model { hidden: [64, 64] }
data csv as { path: "birds.csv" }
method
task classification { predict: birds.species }
