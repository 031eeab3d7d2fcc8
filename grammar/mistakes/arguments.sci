method supervised { optimizer: adamw(lr: 1e-3, 0.01), augment: rotate(degrees: 30..-30, zoom: 0..10%) }
