experiment denoise {
  question: "What does a noisy fluorescence micrograph show, when nobody has a clean one to learn from?"
  seed: 1
}

# The noise is added here, so that the truth is known for the scores; the training sees `noisy` alone.
data files as cells {
  fields {
    image: image("data/nuclei/images/*.tif")
    noisy: noise(of: image, deviation: 40)
  }
  split: random(train: 60%, validation: 15%, test: 25%)
  augment: [flip, rotate90]
}

model unet { inputs: [cells.noisy], depth: 3, width: 16, normalization: none }

task denoising { predict: cells.noisy, clean: cells.image }

method noise2self {
  epochs: 70
  batch: 2
  optimizer: adamw(lr: 2e-3)
  grid: 3
}

interpret saliency { examples: 4 }

validate baselines
validate seeds { count: 3 }
