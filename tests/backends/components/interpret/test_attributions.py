"""Attributions find what was planted, add up where they promise to, and leave the network alone."""

from __future__ import annotations

import inspect
from typing import Any

import numpy as np
import pytest
import torch

from scic.backends.components.interpret.grad_cam import component as grad_cam_component
from scic.backends.components.interpret.grad_cam.pytorch import explain as grad_cam
from scic.backends.components.interpret.integrated_gradients import component as integrated_component
from scic.backends.components.interpret.integrated_gradients.pytorch import explain as integrated_gradients
from scic.backends.components.interpret.occlusion import component as occlusion_component
from scic.backends.components.interpret.occlusion.pytorch import explain as occlusion
from scic.backends.components.interpret.saliency import component as saliency_component
from scic.backends.components.interpret.saliency.pytorch import explain as saliency
from scic.backends.components.interpret.smoothgrad import component as smoothgrad_component
from scic.backends.components.interpret.smoothgrad.pytorch import explain as smoothgrad
from scic.backends.pytorch.attribution import explanations

CASES: dict[str, tuple[Any, dict[str, Any]]] = {
    "saliency": (saliency, {}),
    "smoothgrad": (smoothgrad, {"samples": 10, "noise": 0.15}),
    "integrated_gradients": (integrated_gradients, {"steps": 32, "baseline": "mean"}),
    "occlusion": (occlusion, {"window": None, "stride": None, "baseline": "mean"}),
    "grad_cam": (grad_cam, {"layer": "block2"}),
}
ON_TABLES = ("saliency", "smoothgrad", "integrated_gradients", "occlusion")


def run(name: str, net: Any, batch: Any, **settings: Any) -> dict[str, np.ndarray]:
    explain, own = CASES[name]
    usual = {"task": "kind", "chunk": 5, "sanity": False, "shuffles": 2}
    return explain(net, batch, **usual | own | settings)


def first(batch: dict[str, torch.Tensor], count: int, label: int | None = None) -> dict[str, torch.Tensor]:
    chosen = slice(None) if label is None else batch["label"] == label
    return {name: values[chosen][:count] for name, values in batch.items()}


def share(attribution: np.ndarray, place: tuple[slice, ...]) -> float:
    size = np.abs(attribution)
    return float(size[(slice(None), *place)].sum() / size.sum())


@pytest.mark.parametrize("name", ON_TABLES)
def test_the_two_columns_that_matter_come_first(name, table):
    net, batch = table
    found = run(name, net, first(batch, 64))["net"]
    assert found.shape == (64, 10)
    order = np.argsort(-np.abs(found).mean(axis=0))
    assert set(order[:2]) == {2, 5}


@pytest.mark.parametrize("name", CASES)
def test_the_mass_lies_on_the_planted_patch(name, images):
    net, batch = images
    found = run(name, net, first(batch, 6, label=1))["net"]
    assert found.shape == (6, 24, 24)
    place = (slice(11, 19), slice(3, 11))  # the patch and what a filter sees of it
    assert share(found, place) > 4 * (8 * 8) / (24 * 24)


@pytest.mark.parametrize("name", ["integrated_gradients", "grad_cam", "occlusion"])
def test_the_mass_lies_on_the_planted_cube(name, volumes):
    net, batch = volumes
    found = run(name, net, first(batch, 3, label=1))["net"]
    assert found.shape == (3, 10, 12, 14)
    place = (slice(1, 5), slice(6, 11), slice(2, 7))
    assert share(found, place) > 4 * (4 * 5 * 5) / (10 * 12 * 14)


@pytest.mark.parametrize("name", ["saliency", "smoothgrad"])
def test_gradients_of_volumes_have_their_shape_and_no_sign(name, volumes):
    net, batch = volumes
    found = run(name, net, first(batch, 3))["net"]
    assert found.shape == (3, 10, 12, 14)
    assert found.min() >= 0
    assert found.max() > 0


@pytest.mark.parametrize("name", ["saliency", "integrated_gradients", "occlusion"])
def test_each_trunk_of_two_has_its_own_explanation(name, both):
    net, batch = both
    found = run(name, net, first(batch, 4, label=1))
    assert found["eye"].shape == (4, 24, 24)
    assert found["chart"].shape == (4, 10)
    # the class shows in the image alone
    assert np.abs(found["eye"]).sum() > 2 * np.abs(found["chart"]).sum()


def test_grad_cam_explains_only_the_trunk_of_its_layer(both):
    net, batch = both
    assert set(run("grad_cam", net, first(batch, 4))) == {"eye"}


@pytest.mark.parametrize(("baseline", "grey"), [("mean", 0.5), ("zero", 0.0)])
def test_integrated_gradients_sum_to_the_difference_of_the_outputs(baseline, grey, untrained, images):
    records = first(images[1], 6)
    found = run("integrated_gradients", untrained, records, steps=256, baseline=baseline)
    total = found["net"].sum(axis=(1, 2))
    with torch.no_grad():
        outputs = untrained.heads(untrained.represent(untrained.encode(records)))["kind"]
        empty = records | {"photo": torch.full_like(records["photo"], grey)}
        start = untrained.heads(untrained.represent(untrained.encode(empty)))["kind"]
    chosen = outputs.argmax(1, keepdim=True)
    difference = (outputs - start).gather(1, chosen)[:, 0].numpy()
    np.testing.assert_allclose(total, difference, atol=0.02 * np.abs(difference).max())
    np.testing.assert_allclose(total - found["convergence"], difference, atol=1e-5)


def test_occlusion_of_a_column_is_the_fall_of_the_predicted_class(table):
    net, batch = table
    records = first(batch, 20)
    found = run("occlusion", net, records)["net"]
    net.eval()
    without = records | {"numeric": records["numeric"].clone()}
    without["numeric"][:, 2] = 0
    no_kind = records | {"categories": torch.zeros_like(records["categories"])}
    with torch.no_grad():
        before, after, bare = (
            net.heads(net.represent(net.encode(each)))["kind"] for each in (records, without, no_kind)
        )
    net.train()
    chosen = before.argmax(1, keepdim=True)
    np.testing.assert_allclose(found[:, 2], (before - after).gather(1, chosen)[:, 0], atol=1e-4)
    np.testing.assert_allclose(found[:, 9], (before - bare).gather(1, chosen)[:, 0], atol=1e-4)


def test_hiding_the_evidence_lowers_the_class_it_speaks_for(images):
    net, batch = images
    found = run("occlusion", net, first(batch, 6, label=1), window=(6, 6), stride=(6, 6))["net"]
    assert (found[:, 12:18, 6:10].mean(axis=(1, 2)) > 0).all()


@pytest.mark.parametrize(("window", "stride"), [((30, 6), None), ((6,), None), ((6, 6), (7, 6))])
def test_a_window_that_does_not_fit_is_refused(window, stride, images):
    net, batch = images
    with pytest.raises(ValueError, match="`window`"):
        run("occlusion", net, first(batch, 2), window=window, stride=stride)


def test_grad_cam_names_the_layers_there_are(images):
    net, batch = images
    with pytest.raises(ValueError, match="no layer `block9`: expected one of block1, block2, features"):
        run("grad_cam", net, first(batch, 2), layer="block9")


def test_grad_cam_refuses_a_layer_without_a_map(images):
    net, batch = images
    with pytest.raises(ValueError, match="layer `features` gives no map"):
        run("grad_cam", net, first(batch, 2), layer="features")


@pytest.mark.parametrize("name", CASES)
def test_the_network_and_the_random_numbers_of_others_are_left_as_they_were(name, images):
    net, batch = images
    net.train()
    net.trunks["net"].block1.eval()  # as a frozen part would be
    modes = [module.training for module in net.modules()]
    weights = {key: value.clone() for key, value in net.state_dict().items()}
    state = torch.get_rng_state()
    once = run(name, net, first(batch, 4), sanity=True)
    again = run(name, net, first(batch, 4), sanity=True)
    net.trunks["net"].block1.train()
    assert torch.equal(torch.get_rng_state(), state)
    assert modes[0]
    assert all(torch.equal(value, weights[key]) for key, value in net.state_dict().items())
    assert all(weight.grad is None or not weight.grad.isnan().any() for weight in net.parameters())
    for key, values in once.items():
        np.testing.assert_array_equal(values, again[key])


@pytest.mark.parametrize("name", CASES)
def test_the_modes_of_all_modules_come_back(name, images):
    net, batch = images
    net.train()
    net.trunks["net"].block1.eval()
    modes = [module.training for module in net.modules()]
    run(name, net, first(batch, 2))
    after = [module.training for module in net.modules()]
    net.trunks["net"].block1.train()
    assert after == modes


@pytest.mark.parametrize("name", ["saliency", "integrated_gradients", "grad_cam", "occlusion"])
def test_the_size_of_a_chunk_changes_nothing(name, images):
    net, batch = images
    small, large = (run(name, net, first(batch, 7), chunk=chunk)["net"] for chunk in (3, 100))
    np.testing.assert_allclose(small, large, atol=1e-4)


def test_an_explanation_can_be_asked_for_where_gradients_are_off(table):
    net, batch = table
    with torch.no_grad():
        found = run("saliency", net, first(batch, 4))["net"]
    assert np.abs(found).sum() > 0


def test_the_sanity_check_tells_a_sound_method_from_one_that_ignores_the_weights(table, images):
    sound = run("saliency", table[0], first(table[1], 64), sanity=True, shuffles=5)["sanity"]

    def edges(explained):
        return {"net": explained.inputs[0].sum(1).diff(dim=1).abs()}

    net, batch = images
    settings = {"task": "kind", "chunk": 8, "sanity": True, "shuffles": 2}
    blind = explanations(net, first(batch, 8), edges, **settings)["sanity"]
    assert sound.shape == ()
    assert abs(sound) < 0.4
    assert blind == pytest.approx(1)


@pytest.mark.parametrize(
    ("component", "explain", "wired"),
    [
        (saliency_component.Saliency, saliency, set()),
        (smoothgrad_component.SmoothGrad, smoothgrad, set()),
        (integrated_component.IntegratedGradients, integrated_gradients, set()),
        (occlusion_component.Occlusion, occlusion, set()),
        (grad_cam_component.GradCam, grad_cam, {"layer"}),
    ],
)
def test_the_settings_are_those_of_the_function(component, explain, wired):
    defaults = component().model_dump()
    keywords = {name for name, each in inspect.signature(explain).parameters.items() if each.kind is each.KEYWORD_ONLY}
    assert set(defaults) - {"examples"} - wired == keywords - {"task"} - wired
    assert all(field.description for field in component.model_fields.values())
