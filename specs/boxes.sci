experiment boxes {
  question: "Where are the nuclei in a fluorescence micrograph, each in a box?"
  seed: 1
}

data coco as cells {
  path: "data/nuclei/boxes.json"
  images: "data/nuclei/images"
  split: random(train: 60%, validation: 15%, test: 25%)
  augment: [flip(axes: all), rotate90]
}

model faster_rcnn { levels: 3, width: 64, hidden: 256, proposals: 200, samples: 64 }

task detection { predict: cells.boxes }

method supervised {
  epochs: 60
  batch: 2
  optimizer: adamw(lr: 1e-3)
}

interpret saliency { examples: 4 }

validate baselines
validate seeds { count: 3 }
