model mlp { "hidden size": 64, 5: 3, net.width: 3, dropout: 10% }
