method supervised { rate: .5, decay: 5., scale: 1e999, fraction: 1/3 }
