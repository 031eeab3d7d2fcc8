data files as cells {
  fields: { image: image("*.tif") }
}
model: mlp { hidden: [64, 64] }
