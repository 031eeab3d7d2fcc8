experiment cartpole {
  question: "Can a network balance a pole on a cart by pushing it left and right?"
  seed: 1
}

data gym as cart { environment: "CartPole-v1" }

model mlp { hidden: [64, 64], dropout: 0%, normalization: none, activation: tanh }

task control { episodes: 100 }

method ppo { steps: 100_000 }

interpret integrated_gradients { examples: 12 }

validate seeds { count: 3 }
