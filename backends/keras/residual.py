"""Residual networks in Keras' own words: of basic blocks, or Keras' own of bottlenecks, from the same start.

The layers have the names that `keras.applications` gives them: `conv3_block2_1_conv` is the first convolution of
the second block of the third stage.
"""

from __future__ import annotations

import keras
from keras import KerasTensor, layers
from keras.initializers import VarianceScaling

from scic.backends.keras.normalization import EPSILON, MOMENTUM

BLOCKS = {18: (2, 2, 2, 2), 34: (3, 4, 6, 3), 50: (3, 4, 6, 3), 101: (3, 4, 23, 3)}
BOTTLENECKS = {50: "ResNet50", 101: "ResNet101"}
"""The networks that `keras.applications` has."""
STEM, POOLED = "conv1_conv", "pool1_pool"
"""The first convolution, and what the stem gives."""
WIDTH = 64
"""The channels of the first stage; each later one has twice as many."""


def residual_network(depth: int, channels: int, *, small_images: bool) -> keras.Model:
    """A residual network without its top, from random weights, for pictures (B, *space, channels).

    With `small_images` the stem keeps the grid.
    """
    pictures = keras.Input((None, None, channels))
    if depth not in BOTTLENECKS:
        return basic_network(pictures, BLOCKS[depth], small_images=small_images)
    published = getattr(keras.applications, BOTTLENECKS[depth])(include_top=False, weights=None, input_tensor=pictures)

    def adapted(layer: keras.layers.Layer) -> keras.layers.Layer:
        if small_images and layer.name in ("pool1_pad", POOLED):
            return layers.Identity(name=layer.name)
        config = layer.get_config()
        if isinstance(layer, layers.Conv2D):
            # the normalisation that follows takes away what a bias would add
            config.update(use_bias=False, kernel_initializer=fan_out())
            if small_images and layer.name == STEM:
                config["strides"] = (1, 1)
        if isinstance(layer, layers.BatchNormalization):
            last = layer.name.endswith("_3_bn")
            config.update(momentum=MOMENTUM, gamma_initializer="zeros" if last else "ones")
        return type(layer).from_config(config)

    return keras.models.clone_model(published, clone_function=adapted)


def basic_network(pictures: KerasTensor, blocks: tuple[int, ...], *, small_images: bool) -> keras.Model:
    """A residual network of blocks of two convolutions."""
    maps = convolution(pictures, WIDTH, 7, 1 if small_images else 2, "conv1")
    maps = layers.ReLU(name="conv1_relu")(maps)
    if small_images:
        maps = layers.Identity(name=POOLED)(maps)
    else:
        # nothing is below 0 here, so that a border of zeros takes no maximum
        maps = layers.ZeroPadding2D(1, name="pool1_pad")(maps)
        maps = layers.MaxPooling2D(3, strides=2, name=POOLED)(maps)
    for stage, count in enumerate(blocks):
        for number in range(1, count + 1):
            stride = 2 if stage and number == 1 else 1
            maps = basic_block(maps, WIDTH * 2**stage, stride, f"conv{stage + 2}_block{number}")
    return keras.Model(pictures, maps)


def basic_block(maps: KerasTensor, width: int, stride: int, name: str) -> KerasTensor:
    """Two convolutions beside a shortcut, which is a convolution too where the shape changes."""
    changed = layers.ReLU(name=f"{name}_1_relu")(convolution(maps, width, 3, stride, f"{name}_1"))
    changed = convolution(changed, width, 3, 1, f"{name}_2", gamma="zeros")
    if stride > 1 or maps.shape[-1] != width:
        maps = convolution(maps, width, 1, stride, f"{name}_0")
    return layers.ReLU(name=f"{name}_out")(layers.Add(name=f"{name}_add")([maps, changed]))


def convolution(maps: KerasTensor, width: int, kernel: int, stride: int, name: str, gamma: str = "ones") -> KerasTensor:
    """A convolution, with the same border on every side, and its normalisation, whose factor begins at `gamma`."""
    if kernel > 1:
        maps = layers.ZeroPadding2D(kernel // 2, name=f"{name}_pad")(maps)
    maps = layers.Conv2D(
        width, kernel, strides=stride, use_bias=False, kernel_initializer=fan_out(), name=f"{name}_conv"
    )(maps)
    return layers.BatchNormalization(momentum=MOMENTUM, epsilon=EPSILON, gamma_initializer=gamma, name=f"{name}_bn")(
        maps
    )


def fan_out() -> VarianceScaling:
    """A normal start that keeps the variance of gradients through a rectifier (He et al. 2015)."""
    return VarianceScaling(scale=2.0, mode="fan_out", distribution="untruncated_normal")
