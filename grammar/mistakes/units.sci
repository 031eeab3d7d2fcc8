method supervised {
  epochs: 20epochs
  limit: 5 min
  warmup: 5 %
  memory: 4GiB
  patch: 256 x 256
}
