"""The pieces of an HTML page: headings, tables, bars, pictures; each escapes the texts it is given."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import NewType

from scic.backends.shared.figures import DPI
from scic.backends.shared.report_style import STYLE

Html = NewType("Html", str)
"""Markup, in which every text is escaped already."""


def join(pieces: Iterable[Html]) -> Html:
    """Put pieces one below the other."""
    return Html("\n".join(piece for piece in pieces if piece))


def paragraph(words: str, role: str = "") -> Html:
    """Set a paragraph; `role` is a class of the style below."""
    return Html(f'<p class="{escape(role)}">{escape(words)}</p>' if role else f"<p>{escape(words)}</p>")


def heading(words: str) -> Html:
    """Set a heading inside a section."""
    return Html(f"<h3>{escape(words)}</h3>")


def section(name: str, title: str, content: Html) -> Html:
    """Set a section, which links reach by its name."""
    return Html(
        f'<section id="{escape(name)}" aria-labelledby="{escape(name)}-title">\n'
        f'<h2 id="{escape(name)}-title">{escape(title)}</h2>\n{content}\n</section>'
    )


def table(head: Sequence[str], rows: Iterable[Sequence[str]], numbers: bool = True) -> Html:
    """Set a table; the first cell of a row names it, and `numbers` aligns the others to the right."""
    top = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    body = "\n".join(
        f'<tr><th scope="row">{escape(first)}</th>' + "".join(f"<td>{escape(cell)}</td>" for cell in rest) + "</tr>"
        for first, *rest in rows
    )
    kind = ' class="numbers"' if numbers else ""
    return Html(
        f'<div class="wide" tabindex="0" role="group" aria-label="table"><table{kind}>\n'
        f"<thead><tr>{top}</tr></thead>\n<tbody>\n{body}\n</tbody></table></div>"
    )


def cards(facts: Iterable[tuple[str, str, str]]) -> Html:
    """Set the few numbers that matter most: a label, the number, and a remark under it."""
    pieces = (
        f'<div class="card"><dt>{escape(label)}</dt><dd>{escape(number)}<small>{escape(remark)}</small></dd></div>'
        for label, number, remark in facts
    )
    return Html(f'<dl class="cards">{"".join(pieces)}</dl>')


def bars(
    label: str, values: Mapping[str, float], shown: Mapping[str, str], interval: tuple[float, float] | None
) -> Html:
    """Set a bar chart of `values`, each with its text in `shown`; the first has the interval."""
    ends = [0.0, *values.values(), *(interval or ())]
    low, high = min(ends), max(ends)

    def place(value: float) -> float:
        return float(100 * (value - low) / ((high - low) or 1))

    rows = []
    for number, (name, value) in enumerate(values.items()):
        left, right = sorted((place(0), place(value)))
        whisker = ""
        if number == 0 and interval:
            start, end = map(place, interval)
            whisker = f'<i style="left:{start:.2f}%;width:{end - start:.2f}%"></i>'
        rows.append(
            f'<li{" class=first" if number == 0 else ""}><span>{escape(name)}</span><span class="track">'
            f'<b style="left:{left:.2f}%;width:{right - left:.2f}%"></b>{whisker}</span>'
            f"<span>{escape(shown[name])}</span></li>"
        )
    return Html(f'<ul class="bars" aria-label="{escape(label)}">\n' + "\n".join(rows) + "\n</ul>")


def picture(png: bytes, title: str, caption: str) -> Html:
    """Set a picture with title and caption, carried inside the page."""
    data = b64encode(png).decode("ascii")
    # a PNG begins with its size; shown at its size in inches, it keeps that of its letters
    width, height = (int.from_bytes(png[place : place + 4], "big") * 96 // DPI for place in (16, 20))
    alternative = escape(f"{title}. {caption}")
    return Html(
        f'<figure><img src="data:image/png;base64,{data}" alt="{alternative}" '
        f'width="{width}" height="{height}">'
        f"<figcaption><strong>{escape(title)}</strong> {escape(caption)}</figcaption></figure>"
    )


def finding(title: str, text: str, advice: str) -> Html:
    """Set something that stands out, with what to do about it."""
    return Html(
        f'<article class="finding"><h3>{escape(title)}</h3><p>{escape(text)}</p>'
        f"<p><strong>Try next.</strong> {escape(advice)}</p></article>"
    )


def code(text: str) -> Html:
    """Set commands or other text, line by line as it is."""
    return Html(f'<pre tabindex="0"><code>{escape(text)}</code></pre>')


def fold(summary: str, content: Html) -> Html:
    """Set a part that opens on demand."""
    return Html(f"<details><summary>{escape(summary)}</summary>\n{content}\n</details>")


def listed(items: Iterable[str]) -> Html:
    """Set a list of texts."""
    return Html("<ul>" + "".join(f"<li>{escape(item)}</li>" for item in items) + "</ul>")


def page(title: str, lead: str, summary: Html, sections: Sequence[tuple[str, str, Html]]) -> str:
    """Set the whole page: title, lead, summary, and the sections (name, title, content)."""
    links = "".join(f'<a href="#{escape(name)}">{escape(words)}</a>' for name, words, _ in sections)
    body = "\n".join(section(*part) for part in sections)
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{escape(title)}</title>
<style>{STYLE}</style>
</head>
<body>
<header>
<h1>{escape(title)}</h1>
{paragraph(lead, "lead") if lead else ""}
{summary}
<nav aria-label="sections">{links}</nav>
</header>
<main>
{body}
</main>
</body>
</html>
"""
