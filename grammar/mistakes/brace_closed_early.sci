method supervised {
  epochs: 20 }
  batch: 32
  optimizer: adamw(lr: 1e-3)
}
validate seeds { count: 3 }
