model mlp { a: 3..x, b: dice*0.5, c: f(x)(y), d: [1..2..3], e: {x: 1} }
