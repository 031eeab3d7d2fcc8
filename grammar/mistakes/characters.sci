model mlp { hidden: [64 & 64], act: $relu, x: a? }
@property
