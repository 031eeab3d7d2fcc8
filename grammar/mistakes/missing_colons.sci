model mlp { hidden [64, 64], dropout 10% }
data csv as birds { split: random(train 70%, test 30%) }
