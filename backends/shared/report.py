"""The report of a run: one page that needs nothing beside it, made from what lies in the run's folder."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from math import isfinite
from pathlib import Path
from typing import Any

import pandas as pd

from scic.backends.shared.diagnosis import Finding, diagnose
from scic.backends.shared.figures import DPI, curves
from scic.backends.shared.report_page import (
    Html,
    bars,
    cards,
    code,
    finding,
    fold,
    heading,
    join,
    listed,
    page,
    paragraph,
    picture,
    table,
)


def write_report(run: Path, *, title: str, question: str, commands: Sequence[str], references: Sequence[str]) -> Path:
    """Write report.html into the folder of a run, and give its path.

    Reads config.json, facts.json, metrics.csv, evaluation.json, environment.txt and the figures with their
    captions (name.png beside name.json). `commands` are those that repeat the run. Raises FileNotFoundError
    for a run that has not been evaluated.
    """
    if not (run / "evaluation.json").exists():
        raise FileNotFoundError(f"{run} has no evaluation.json: evaluate the run before reporting it")
    evaluation, facts, config = (_json(run / f"{name}.json") for name in ("evaluation", "facts", "config"))
    history = _history(run / "metrics.csv")
    findings = diagnose(history, evaluation)
    figures = _figures(run / "figures")
    sections = [
        ("data", "The data", join([_data(facts, evaluation), figures.get("data", Html(""))])),
        ("training", "The training", join([_training(history), figures.get("training", Html(""))])),
        ("results", "The results", _results(evaluation)),
        ("texts", "What it writes", _texts(evaluation)),
        ("errors", "The errors", join([_errors(evaluation), figures.get("errors", Html(""))])),
        ("explanations", "What the network looks at", figures.get("explanations", Html(""))),
        ("representation", "How it sees the records", figures.get("representation", Html(""))),
        ("diagnosis", "What stands out, and what to try next", _diagnosis(findings)),
        ("reproduce", "How to repeat it", _reproduction(run, config, commands, references)),
    ]
    path = run / "report.html"
    filled = [part for part in sections if part[2]]
    path.write_text(page(title, question, _summary(evaluation, findings), filled), encoding="utf-8")
    return path


def _json(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}


def _history(path: Path) -> pd.DataFrame:
    return pd.read_csv(path) if path.exists() else pd.DataFrame({"epoch": [], "train_loss": []})


def _figures(folder: Path) -> dict[str, Html]:
    """Give the pictures of each section, in the order of their names."""
    found: dict[str, list[Html]] = {}
    for words in sorted(folder.glob("*.json")):
        png = words.with_suffix(".png")
        if png.exists():
            said = _json(words)
            found.setdefault(said["section"], []).append(picture(png.read_bytes(), said["title"], said["caption"]))
    return {name: join(pieces) for name, pieces in found.items()}


def _number(value: Any) -> str:
    """Give a score as text: three decimals, or four digits of a large one; a dash where there is none."""
    if not isinstance(value, int | float) or not isfinite(value):
        return "–"
    return f"{value:.4g}" if abs(value) >= 100 else f"{value:.3f}"


def _interval(entry: Mapping[str, Any]) -> str:
    low, high = entry.get("low"), entry.get("high")
    return f"{_number(low)} to {_number(high)}" if "–" not in _number(low) + _number(high) else "–"


def _words(name: str) -> str:
    return name.replace("_", " ")


def _tasks(evaluation: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    yield from evaluation.get("tasks", {}).items()


def _summary(evaluation: Mapping[str, Any], findings: Sequence[Finding]) -> Html:
    facts = []
    for task, result in _tasks(evaluation):
        for name, entry in list(result["metrics"].items())[:1]:
            facts.append((f"{_words(task)}: {_words(name)}", _number(entry["value"]), f"interval {_interval(entry)}"))
    records = evaluation.get("records", {})
    if "test" in records:
        facts.append(("test records", f"{records['test']:,}", f"of {sum(records.values()):,}"))
    facts.append(("to look into", str(len(findings)), "see what stands out"))
    return cards(facts)


def _data(facts: Mapping[str, Any], evaluation: Mapping[str, Any]) -> Html:
    records = evaluation.get("records", {})
    parts = ", ".join(f"{count:,} for {_words(name)}" for name, count in records.items())
    pieces = [paragraph(f"{sum(records.values()):,} records: {parts}.")] if records else []
    rows = [(name, words) for name, entry in facts.items() if (words := _description(entry))]
    if rows:
        pieces.append(table(("field", "in the training records"), rows, numbers=False))
    return join(pieces)


def _description(entry: Any) -> str:
    """Say what was measured of a field."""
    if not isinstance(entry, Mapping):
        return ""
    if "summary" in entry:
        return str(entry["summary"])
    if "classes" in entry:
        counts = entry.get("counts") or [None] * len(entry["classes"])
        pairs = zip(entry["classes"], counts, strict=True)
        return ", ".join(name if count is None else f"{name} ({count:,})" for name, count in pairs)
    if "size" in entry:
        channels = entry.get("channels", 1)
        return f"{' × '.join(map(str, entry['size']))} pixels, {channels} channel{'s' if channels != 1 else ''}"
    if "numeric" in entry:
        return f"{len(entry['numeric'])} numbers, {len(entry.get('categories', {}))} categories"
    if "names" in entry and "mean" in entry:
        rows = zip(entry["names"], entry["mean"], entry["std"], strict=True)
        return ", ".join(f"{name}: mean {mean:.4g}, standard deviation {std:.3g}" for name, mean, std in rows)
    return ""


def _training(history: pd.DataFrame) -> Html:
    if history.empty:
        return Html("")
    buffer = io.BytesIO()
    curves(history).savefig(buffer, dpi=DPI)
    caption = "Blue: the training records. Red: the validation records, which the network never learns from."
    return join([*map(paragraph, _epochs(history)), picture(buffer.getvalue(), "Learning curves", caption)])


def _epochs(history: pd.DataFrame) -> Iterator[str]:
    """Say of each stage how long it was, and when it was best."""
    stages = history.groupby("stage", sort=False) if "stage" in history else [("", history)]
    for stage, rows in stages:
        words = f"{_words(str(stage))}: {len(rows)} epochs" if stage else f"{len(rows)} epochs"
        losses = rows.get("validation_loss")
        if losses is not None and losses.notna().any():
            best = int(losses.argmin())
            lowest, epoch = _number(float(losses.iloc[best])), rows["epoch"].iloc[best]
            words += f"; lowest validation loss {lowest} in epoch {epoch:g}"
        yield f"{words}."


def _results(evaluation: Mapping[str, Any]) -> Html:
    pieces = [
        paragraph(
            "On the test records, which neither training nor any choice has seen. The interval is where "
            "the score would lie with other test records of the same kind.",
            "note",
        )
    ]
    for task, result in _tasks(evaluation):
        pieces.append(heading(_words(task)))
        pieces.append(_bars(result))
        baselines = result.get("baselines") or {}
        head = ("metric", "network", "interval", *map(_words, baselines))
        rows = [
            (
                f"{_words(name)} ({'higher' if entry.get('higher', True) else 'lower'} is better)",
                _number(entry["value"]),
                _interval(entry),
                *(_number(scores.get(name)) for scores in baselines.values()),
            )
            for name, entry in result["metrics"].items()
        ]
        pieces.append(table(head, rows))
        pieces.append(_elsewhere(result))
        for key, words in (("seeds", "seeds"), ("cross_validation", "folds")):
            repeated = (evaluation.get(key) or {}).get(task)
            if repeated:
                pieces.append(heading(f"{_words(task)}: over {words}"))
                pieces.append(_repeated(repeated, words))
    return join(pieces)


def _bars(result: Mapping[str, Any]) -> Html:
    """Set the headline of the network beside that of every simple model."""
    for name, entry in list(result["metrics"].items())[:1]:
        scores = {"network": entry["value"]}
        scores |= {_words(other): found.get(name) for other, found in (result.get("baselines") or {}).items()}
        scores = {other: score for other, score in scores.items() if _number(score) != "–"}
        if len(scores) > 1 and "network" in scores:
            span = (entry["low"], entry["high"]) if _interval(entry) != "–" else None
            shown = {other: _number(score) for other, score in scores.items()}
            return bars(f"{_words(name)} of the network and of simple models", scores, shown, span)
    return Html("")


def _elsewhere(result: Mapping[str, Any]) -> Html:
    """Set the metrics on other data sets beside those on the test records."""
    sets = result.get("elsewhere") or {}
    if not sets:
        return Html("")
    names = (f"{_words(name)} ({found['records']:,} records)" for name, found in sets.items())
    rows = []
    for name, entry in result["metrics"].items():
        there = (found["metrics"][name] for found in sets.values())
        rows.append(
            (_words(name), _number(entry["value"]), *(f"{_number(e['value'])} ({_interval(e)})" for e in there))
        )
    return join([heading("On other data"), table(("metric", "test records", *names), rows)])


def _repeated(scores: Mapping[str, Any], words: str) -> Html:
    rows = [
        (_words(name), _number(entry["mean"]), _interval(entry), ", ".join(map(_number, entry["values"])))
        for name, entry in scores.items()
    ]
    return table(("metric", "mean", "interval of the mean", words), rows)


def _texts(evaluation: Mapping[str, Any]) -> Html:
    """Show what a language model has written after the beginnings of test records."""
    texts = [text for _, result in _tasks(evaluation) for text in result.get("texts") or []]
    if not texts:
        return Html("")
    note = "Drawn letter by letter from what the network expects next, after the beginnings of test records."
    pieces = [paragraph(note, "note")]
    for text in texts:
        pieces += [heading(f"after “{' '.join(text['begun'].split())}”"), code(text["begun"] + text["written"])]
    return join(pieces)


def _errors(evaluation: Mapping[str, Any]) -> Html:
    pieces = []
    for task, result in _tasks(evaluation):
        if result.get("worst"):
            pieces.append(heading(f"{_words(task)}: the most wrong"))
            pieces.append(paragraph("Look at these first: is there a pattern, or is the label at fault?", "note"))
            pieces.append(listed(map(str, result["worst"])))
        for field, groups in (result.get("subgroups") or {}).items():
            metric = next(iter(result["metrics"]))
            pieces.append(heading(f"{_words(task)}: {_words(metric)} by {_words(field)}"))
            rows = [
                (str(group["group"]), f"{group['records']:,}", _number(group["value"]), _interval(group))
                for group in groups
            ]
            pieces.append(table((field, "records", _words(metric), "interval"), rows))
    return join(pieces)


def _diagnosis(findings: Sequence[Finding]) -> Html:
    if not findings:
        return paragraph("Nothing stands out in the curves and the scores.")
    return join(finding(found.title, found.text, found.advice) for found in findings)


def _reproduction(run: Path, config: Mapping[str, Any], commands: Sequence[str], references: Sequence[str]) -> Html:
    pieces = [code("\n".join(commands))] if commands else []
    if config:
        rows = [(key, value) for key, value in _flat(config)]
        pieces.append(fold("every number of the run", table(("setting", "value"), rows, numbers=False)))
    environment = run / "environment.txt"
    if environment.exists():
        pieces.append(fold("the installed packages", code(environment.read_text(encoding="utf-8").strip())))
    if references:
        pieces += [heading("References"), listed(references)]
    return join(pieces)


def _flat(config: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in config.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
