experiment: trial
model: mlp
  hidden: [64, 64]
  residual: yes
