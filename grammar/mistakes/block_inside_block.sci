model fusion {
  model mlp as chart { inputs: [patients.age] }
  how: concat
}
task regression { predict: patients.months }
