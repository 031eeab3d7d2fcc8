"""The whole check: every phase in one run, comments that allow, and what is left of the spec."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from scic.compiler.lint import Checked, lint, lint_source
from scic.compiler.source import Source, Span

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"
SPECS = sorted((ROOT / "specs").glob("*.sci"))
SOUND = """\
experiment iris { seed: 1 }
data sample as flowers { set: iris }
model mlp
task classification { predict: flowers.species }
method supervised { epochs: 20 }
validate baselines
validate seeds { count: 3 }
"""
ALLOWED = "# scic: allow SCI501 (a first look)"


def check(text: str) -> Checked:
    return lint_source(Source(DATA / "example.sci", text), DATA)


def codes(text: str) -> list[str]:
    return [d.code for d in check(text).report.diagnostics]


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_the_gallery_has_no_findings(path: Path) -> None:
    checked = lint(path)
    assert [f"{d.code} {d.message()}" for d in checked.report.diagnostics] == []
    assert checked.experiment is not None


def test_mistakes_of_every_phase_are_found_in_one_run() -> None:
    text = """\
# every phase has its mistake here
experiment torch { seed: 1 }
data sample as flowers { set: iriss }
data csv as birds { path: "penguins.csv" }
model mlp { hidden = [16], droput: 10% }
task classification { predict: birds.specis }
task classification as size { predict: birds.body_mass_g }
task regression { predict: birds.species }
method supervized
method supervised { epochs: 0 }
interpret grad_cam
"""
    checked = check(text)
    assert [(checked.report.source.position(d.span.start)[0], d.code) for d in checked.report.diagnostics] == [
        (2, "SCI106"),
        (3, "SCI205"),
        (5, "SCI014"),
        (5, "SCI201"),
        (6, "SCI103"),
        (8, "SCI302"),
        (9, "SCI101"),
        (10, "SCI204"),
    ]
    assert not checked.sound
    assert checked.experiment is None


def test_findings_are_sorted_by_place_and_never_repeated() -> None:
    found = check(
        SOUND.replace("iris {", "torch {").replace("mlp", "mpl").replace("species", "specie")
    ).report.diagnostics
    assert [d.span for d in found] == sorted(d.span for d in found)
    assert len({(d.span, d.code) for d in found}) == len(found) == 3


def test_what_follows_from_a_misspelt_value_is_no_news() -> None:
    assert codes(SOUND.replace("epochs: 20", "epochs: 20 %")) == ["SCI024"]


def test_a_syntax_error_still_lets_the_rest_be_checked() -> None:
    text = SOUND.replace("data sample as flowers { set: iris }", "data sample as flowers { set: iris")
    assert set(codes(text.replace("model mlp", "model mpl"))) == {"SCI036", "SCI101"}


@pytest.mark.parametrize("settings", ["seed: 1", "seed: 1, engine: torch", "seed: 1, backend: keras, engine: torch"])
@pytest.mark.parametrize("backend", ["keras", "pytorch"])
def test_a_backend_on_the_command_line_overrides_the_spec(settings: str, backend: str) -> None:
    """An engine is idle only where nothing asks for Keras."""
    text = SOUND.replace("seed: 1", settings)
    checked = lint_source(Source(DATA / "example.sci", text), DATA, backend=backend)
    if settings == "seed: 1, engine: torch" and backend == "pytorch":
        assert [error.code for error in checked.report.errors] == ["SCI602"]
    else:
        assert checked.experiment is not None
        assert checked.experiment.settings.backend == backend


# comments that allow


def test_advice_without_a_comment_is_given() -> None:
    assert codes(SOUND.replace("validate baselines\n", "")) == ["SCI501"]


@pytest.mark.parametrize(
    "model",
    [
        f"model mlp  {ALLOWED}",
        f"{ALLOWED}\nmodel mlp",
        f"{ALLOWED}\n\n# the network\nmodel mlp",
        "model mlp  # scic: allow SCI501 , SCI501 (twice)",
        "model mlp  #scic:allow SCI501(a first look)",
    ],
)
def test_a_comment_with_a_reason_silences_its_line(model: str) -> None:
    text = SOUND.replace("validate baselines\n", "")
    (finding,) = check(text).report.diagnostics
    line, _ = Source(DATA / "example.sci", text).position(finding.span.start)
    lines = text.splitlines()
    lines[line - 1] = model.replace("model mlp", lines[line - 1])
    assert codes("\n".join(lines) + "\n") == []


def test_a_comment_on_another_line_silences_nothing_and_is_idle() -> None:
    text = SOUND.replace("validate baselines\n", "").replace("validate seeds", f"{ALLOWED}\nvalidate seeds")
    assert sorted(codes(text)) == ["SCI501", "SCI591"]


def test_a_comment_without_a_reason_silences_nothing() -> None:
    found = check(SOUND.replace("model mlp", "model mlp  # scic: allow SCI501")).report.diagnostics
    assert [d.code for d in found] == ["SCI590"]
    assert check(SOUND).report.source.text.count("allow") == 0
    assert "(reason)" in found[0].help()


@pytest.mark.parametrize("reason", ["", "()", "(   )"])
def test_an_empty_reason_is_none(reason: str) -> None:
    assert codes(SOUND.replace("model mlp", f"model mlp  # scic: allow SCI501 {reason}")) == ["SCI590"]


def test_an_idle_comment_names_the_codes_that_are_idle() -> None:
    text = SOUND.replace("validate baselines\n", "")
    (finding,) = check(text).report.diagnostics
    end = text.index("\n", finding.span.start)
    comment = "  # scic: allow SCI501, SCI505 (a first look)"
    (idle,) = check(text[:end] + comment + text[end:]).report.diagnostics
    assert (idle.code, idle.message()) == ("SCI591", "`SCI505` is not reported here")
    assert check(text[:end] + comment + text[end:]).sound


def test_errors_cannot_be_allowed() -> None:
    assert codes(SOUND.replace("model mlp", "model mpl  # scic: allow SCI101 (I know)")) == ["SCI101"]


def test_idle_comments_wait_until_the_errors_are_gone() -> None:
    text = SOUND.replace("model mlp", f"{ALLOWED}\nmodel mpl")
    assert codes(text) == ["SCI101"]


def test_an_ordinary_comment_allows_nothing() -> None:
    assert codes(SOUND.replace("model mlp", "model mlp  # we allow SCI501 (no)")) == []
    assert codes(SOUND.replace("validate baselines\n", "# allow SCI501 (no)\n")) == ["SCI501"]


# the intermediate representation

KINDS = ("data", "models", "tasks", "stages", "interprets", "validates")


@pytest.fixture(params=SPECS, ids=lambda path: path.stem)
def experiment(request: Any) -> Any:
    return lint(request.param).experiment


def test_the_representation_dumps_to_json_and_back(experiment: Any) -> None:
    dumped = json.loads(experiment.dumped())
    assert dumped["name"] == experiment.name
    assert [block["name"] for block in dumped["models"]] == [block.name for block in experiment.models]
    for block, written in zip(experiment.blocks(), (b for k in KINDS for b in dumped[k]), strict=True):
        # the settings of a component are its own, not only those that all of its kind have
        assert set(written["component"]) == {"component", *type(block.component).model_fields}
        assert written["component"]["component"] == block.component_name
    if (optimizer := getattr(experiment.stages[0].component, "optimizer", None)) is not None:
        written = dumped["stages"][0]["component"]["optimizer"]
        assert (written["component"], written["lr"]) == (optimizer.named(), optimizer.lr)
    assert [term["of"]["component"] for term in dumped["tasks"][0]["component"]["loss"]] == [
        term.of.named() for term in experiment.tasks[0].component.loss
    ]
    assert list(dumped["data"][0]["record"]["fields"]) == list(experiment.data[0].record.fields)
    given = experiment.models[0].gives
    assert dumped["models"][0]["gives"] == {"type": given.noun, **json.loads(json.dumps(vars(given)))}


def test_the_representation_cannot_be_changed(experiment: Any) -> None:
    for node in (experiment, *experiment.blocks(), *(block.component for block in experiment.blocks())):
        for name in type(node).model_fields:
            with pytest.raises(ValidationError, match="frozen"):
                setattr(node, name, None)


def test_every_written_setting_knows_its_place(experiment: Any) -> None:
    text = experiment.text
    for block in experiment.blocks():
        assert text[block.at.start : block.at.end] == block.component_name
        for path, span in block.places.items():
            assert isinstance(span, Span)
            assert 0 <= span.start < span.end <= len(text)
            if len(path) == 1:
                written = text[span.start : span.end] == path[0] or text[: span.start].rstrip().endswith(f"{path[0]}:")
                assert written, f"{block.name}.{path[0]} is not at {text[span.start : span.end]!r}"


def test_a_setting_that_is_not_written_has_the_place_of_what_is_around_it() -> None:
    experiment = check(SOUND.replace("epochs: 20", "optimizer: adamw(lr: 1e-3)")).experiment
    assert experiment is not None
    stage = experiment.stages[0]
    assert experiment.text[slice(*as_pair(stage.place("optimizer", "lr")))] == "1e-3"
    assert experiment.text[slice(*as_pair(stage.place("optimizer", "weight_decay")))] == "adamw"
    assert experiment.text[slice(*as_pair(stage.place("epochs")))] == "supervised"


def as_pair(span: Span) -> tuple[int, int]:
    return span.start, span.end
