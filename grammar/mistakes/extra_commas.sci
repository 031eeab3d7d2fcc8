model mlp { hidden: [64,, 64], , dropout: 10% }
