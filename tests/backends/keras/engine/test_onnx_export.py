"""An exported network gives the same answers, from raw values, for any number of records."""

from __future__ import annotations

import json

import keras
import numpy as np
import onnx
import onnxruntime
import pytest
from networks import image_net, records, table_net

from scic.backends.keras import onnx_export
from scic.backends.keras.onnx_export import export_onnx

CASES = [(table_net, ("numeric", "categories")), (image_net, ("photo",))]


@pytest.mark.parametrize(("make", "names"), CASES)
def test_the_exported_network_answers_alike_for_more_records(make, names, tmp_path):
    net, every = make(), records(9)
    inputs = {name: every[name] for name in names}
    few = {name: values[:4] for name, values in inputs.items()}
    assert export_onnx(net, few, tmp_path / "model.onnx", about={"kind": ["no", "yes"]}) < 1e-4
    session = onnxruntime.InferenceSession(tmp_path / "model.onnx", providers=["CPUExecutionProvider"])
    (answer,) = session.run(["kind"], inputs)
    expected = keras.ops.convert_to_numpy(net(inputs, training=False)["kind"])
    np.testing.assert_allclose(answer, expected, atol=1e-4)


def test_the_facts_are_stored_in_the_file(tmp_path):
    few = {name: records(3)[name] for name in ("numeric", "categories")}
    export_onnx(table_net(), few, tmp_path / "model.onnx", about={"kind": ["no", "yes"]})
    stored = {entry.key: entry.value for entry in onnx.load(tmp_path / "model.onnx").metadata_props}
    assert json.loads(stored["facts"]) == {"kind": ["no", "yes"]}


def test_an_export_that_answers_otherwise_is_refused(tmp_path, monkeypatch):
    few = {name: records(3)[name] for name in ("numeric", "categories")}
    original, other = onnx_export.write_onnx, table_net(seed=9)
    other(few)
    # as if the weights of another network had been written
    monkeypatch.setattr(onnx_export, "write_onnx", lambda model, *rest: original(other, *rest))
    with pytest.raises(ValueError, match="differs from Keras by"):
        export_onnx(table_net(), few, tmp_path / "model.onnx", about={})
    assert list(tmp_path.iterdir()) == []
