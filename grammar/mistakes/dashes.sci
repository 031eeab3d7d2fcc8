data csv as my-birds { ignore: [body-mass], since: 2024-05-01, folds: 3-5 }
model resnet-50 { width: a - b }
