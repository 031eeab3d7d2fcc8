model mlp { hidden: [64, 64), dropout: 10% }
method supervised { optimizer: adamw(lr: 1e-3] }
validate seeds { count: 3) }
