data files as cells {
  fields {
    image: image("*.tif")
  split: random(train: 80%, test: 20%)
}
model unet
