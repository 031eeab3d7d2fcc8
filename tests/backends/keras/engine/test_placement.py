"""Where a network computes can be chosen, and what is not there is named."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import keras
import numpy as np
import pytest
from networks import table_net, train, weights

from scic.backends.keras.placement import placement


@pytest.mark.skipif(keras.backend.backend() == "jax", reason="jax can use several")
def test_several_devices_need_jax():
    with pytest.raises(ValueError, match="2 devices need the engine jax, this is"):
        placement("cpu", 2)


def test_on_the_processor_a_network_computes_and_learns(tmp_path):
    with placement("cpu"):
        net = table_net()
    before = weights(net)
    train(net, tmp_path, epochs=1)
    assert "cpu" in str(net.weights[2].value.device).lower()
    assert any((a != b).any() for a, b in zip(weights(net), before, strict=True))


SHARED = """
import sys; sys.path.insert(0, {here!r})
from pathlib import Path
import numpy as np
from networks import loaders, table_net, train, weights
from scic.backends.keras.placement import placement
for devices in (1, 2):
    with placement("cpu", devices):
        net = table_net()
    net.trunk.blocks[0].layers[-1].rate = net.trunk.blocks[1].layers[-1].rate = 0.0
    train(net, Path({folder!r}) / str(devices), epochs=2, devices=devices)
    np.savez(Path({folder!r}) / str(devices) / "end.npz", *weights(net))
try:
    placement("cpu", 3)
except ValueError as error:
    print(error)
"""


@pytest.mark.slow
def test_two_devices_of_jax_learn_what_one_learns(tmp_path):
    code = SHARED.format(here=str(Path(__file__).parent), folder=str(tmp_path))
    two = {"KERAS_BACKEND": "jax", "XLA_FLAGS": "--xla_force_host_platform_device_count=2"}
    done = subprocess.run([sys.executable, "-c", code], env=os.environ | two, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    assert "3 devices are asked for, there are 2: cpu:0, cpu:1" in done.stdout
    with np.load(tmp_path / "1" / "end.npz") as one, np.load(tmp_path / "2" / "end.npz") as other:
        for name in one:
            np.testing.assert_allclose(one[name], other[name], atol=1e-4)
