"""The look of the report: light and dark, on a phone and on paper."""

from __future__ import annotations

STYLE = """
:root {
  --paper: #ffffff;
  --ink: #1d2327;
  --soft: #5a646b;
  --line: #dfe3e6;
  --wash: #f4f6f7;
  --accent: #0072b2;
  --plain: #9aa5ad;
  --warm: #b84f00;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #15191c;
    --ink: #e6e9eb;
    --soft: #a3adb4;
    --line: #343c42;
    --wash: #1d2327;
    --accent: #5cb5e8;
    --plain: #75818a;
    --warm: #f0a060;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto;
  padding: 2.5rem 1.25rem 5rem;
  max-width: 54rem;
  background: var(--paper);
  color: var(--ink);
  font: 1rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
  overflow-wrap: break-word;
}

h1 { margin: 0; font-size: 2rem; line-height: 1.2; }
h2 { margin: 3.5rem 0 1rem; padding-top: 1rem; border-top: 1px solid var(--line); font-size: 1.35rem; }
h3 { margin: 2rem 0 .5rem; font-size: 1.02rem; }
p { margin: .6rem 0; max-width: 42rem; }
a, summary { color: var(--accent); }
.lead { margin-top: .75rem; font-size: 1.15rem; color: var(--soft); }
.note { font-size: .9rem; color: var(--soft); }
nav { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; font-size: .92rem; }
nav a { padding: .2rem 0; text-decoration: none; }
nav a:hover { text-decoration: underline; }

.cards { display: grid; gap: .75rem; margin: 1.5rem 0; }
.cards { grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); }
.card { padding: .9rem 1rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--wash); }
.card dt { font-size: .85rem; color: var(--soft); }
.card dd { margin: 0; font-size: 1.7rem; font-weight: 600; line-height: 1.3; }
.card small { display: block; font-size: .82rem; font-weight: 400; color: var(--soft); }

.wide { overflow-x: auto; margin: 1rem 0; }
table { border-collapse: collapse; min-width: 60%; font-size: .92rem; }
table, .card dd, .bars { font-variant-numeric: tabular-nums; }
th, td {
  padding: .4rem 1.4rem .4rem 0;
  border-bottom: 1px solid var(--line);
  text-align: left;
  vertical-align: top;
}
thead th { color: var(--soft); font-size: .85rem; font-weight: 500; vertical-align: bottom; }
tbody th { font-weight: 500; }
.numbers td, .numbers thead th:not(:first-child) { padding: .4rem 0 .4rem 1rem; text-align: right; }
.numbers td { white-space: nowrap; }

.bars { margin: 1.25rem 0; padding: 0; list-style: none; font-size: .92rem; }
.bars li { display: grid; grid-template-columns: 9rem 1fr 4rem; gap: .75rem; align-items: center; }
.bars li + li { margin-top: .35rem; }
.bars li > :last-child { text-align: right; }
.bars .first { font-weight: 600; }
.track { position: relative; height: 1.1rem; border-radius: .2rem; background: var(--wash); }
.track b, .track i, .track i::before, .track i::after {
  position: absolute;
  display: block;
  -webkit-print-color-adjust: exact;
  print-color-adjust: exact;
}
.track b { top: 0; bottom: 0; border-radius: .2rem; background: var(--plain); }
.first .track b { background: var(--accent); }
.track i { top: 50%; height: 2px; margin-top: -1px; background: var(--ink); }
.track i::before, .track i::after { content: ""; top: -4px; width: 2px; height: 10px; background: inherit; }
.track i::after { right: 0; }

figure { margin: 1.5rem 0; break-inside: avoid; }
figure img {
  display: block;
  max-width: 100%;
  height: auto;
  padding: .5rem;
  border: 1px solid var(--line);
  border-radius: .5rem;
  background: #ffffff;
}
figcaption { margin-top: .5rem; max-width: 42rem; font-size: .9rem; color: var(--soft); }
figcaption strong { color: var(--ink); }
.finding { margin: 1rem 0; padding: .25rem 1.1rem .5rem; break-inside: avoid; }
.finding { border-left: 3px solid var(--warm); background: var(--wash); }
.finding h3 { margin: .6rem 0 .3rem; }
pre {
  overflow-x: auto;
  padding: .9rem 1rem;
  border: 1px solid var(--line);
  border-radius: .5rem;
  background: var(--wash);
  font-size: .85rem;
  line-height: 1.5;
}
code { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
summary { margin: .75rem 0; cursor: pointer; }

@media (max-width: 34rem) {
  body { padding-top: 1.5rem; }
  h1 { font-size: 1.6rem; }
  .bars li { grid-template-columns: 6.5rem 1fr 3.6rem; gap: .5rem; }
}
@media print {
  :root {
    --paper: #ffffff;
    --ink: #000000;
    --soft: #444444;
    --line: #cccccc;
    --wash: #f6f6f6;
    --accent: #0072b2;
    --plain: #9aa5ad;
    --warm: #b84f00;
  }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  nav { display: none; }
  h2, h3 { break-after: avoid; }
}
"""
