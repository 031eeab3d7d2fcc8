experiment trial { seed = 7 }
data csv as birds { path = 'birds.csv', labels: None }  // the birds
model mlp { hidden: [64, 64]; dropout: .1 }
method supervised { optimizer: adamw(lr=1e-3, fused=True) }
