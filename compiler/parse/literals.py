"""What numbers, quantities, sizes and texts say: pure functions from their spelling to their value."""

from __future__ import annotations

import math
import re
import sys
import unicodedata

from scic.compiler.frozen import Frozen

# The same list stands in `grammar/sci.lark`, where it tells a spaced unit from the next word.
UNITS = (
    *("%", "s", "ms", "us", "ns", "min", "h", "d"),
    *("B", "kB", "MB", "GB", "TB"),
    *("nm", "um", "mm", "cm", "m", "km", "px", "deg", "rad"),
    *("Hz", "kHz", "MHz", "GHz", "K", "g", "mg", "kg", "mL", "L", "eV", "dB"),
)

_DIGITS = r"\d+(?:_\d+)*"
_NUMERAL = rf"-?(?:{_DIGITS}(?:\.(?:{_DIGITS})?)?|\.{_DIGITS})(?:[eE][+-]?\d+)?"
_TIMES = r"\s*[xX×]\s*"
_EXTENTS = re.compile(rf"{_NUMERAL}(?:{_TIMES}{_NUMERAL})*")
_WHOLE = re.compile(
    r'"""(?:\\[\s\S]|[^\\])*?"""|' + r"'''(?:\\[\s\S]|[^\\])*?'''|"
    r'"(?:[^"\\\r\n]|\\[^\r\n])*"|' + r"'(?:[^'\\\r\n]|\\[^\r\n])*'"
)
_ESCAPE = re.compile(r"\\(u(?P<code>[0-9A-Fa-f]{4})|[\s\S])")
_ESCAPES = {"n": "\n", "t": "\t", '"': '"', "'": "'", "\\": "\\"}
_CURLY = "“”„«»‘’‚‹›"


class Text(Frozen):
    """A text without its quotes; `faults` are the escapes that mean nothing, with their offsets."""

    value: str
    quote: str
    closed: bool
    curly: bool
    faults: tuple[tuple[int, str], ...]


def nfc(word: str) -> str:
    """A name in the one form in which names are compared."""
    return unicodedata.normalize("NFC", str(word))


def excerpt(written: str) -> str:
    """A piece of source as a message shows it: one line, of at most 40 characters."""
    line = " ".join(written.split())
    return line if len(line) <= 40 else f"{line[:37]}..."


def number(text: str) -> int | float:
    """The value of a numeral; one that no double holds becomes the largest."""
    value = float(text)
    if math.isinf(value):
        return math.copysign(sys.float_info.max, value)
    return value if set(text) & set(".eE") else int(text)


def extents(text: str) -> tuple[tuple[str, ...], str]:
    """The numerals of a number, quantity or size, and the unit, which may be empty; micro is spelled `u`."""
    match = _EXTENTS.match(text)
    if match is None:
        raise ValueError(f"not a number: {text!r}")
    unit = text[match.end() :].strip()
    return tuple(re.split(_TIMES, match[0])), re.sub("^[µμ]", "u", unit)


def plain(numeral: str) -> str:
    """A numeral with a digit on both sides of its point."""
    padded = re.sub(r"^(-?)\.", r"\g<1>0.", numeral)
    return re.sub(r"\.(?!\d)", "", padded)


def text(written: str) -> Text:
    """A text as written, in whatever quotes, to what it says."""
    closed = _WHOLE.fullmatch(written) is not None
    curly = written[0] in _CURLY or (not closed and written[-1] in _CURLY)
    quote = written[:3] if written[:3] in ('"""', "'''") and (not closed or len(written) >= 6) else written[0]
    width = len(quote)
    inner = written[width:-width] if closed else written[width:].rstrip(_CURLY if curly else "")
    first = width
    if width == 3 and (newline := re.match(r"\r?\n", inner)):
        inner, first = inner[newline.end() :], width + newline.end()
    faults: list[tuple[int, str]] = []

    def resolve(match: re.Match[str]) -> str:
        code = int(match["code"] or "0", 16)  # the character NUL has no place in a text, as in the file itself
        if code and not 0xD800 <= code <= 0xDFFF:
            return chr(code)
        if match[1] not in _ESCAPES:
            faults.append((first + match.start(), match[0]))
        return _ESCAPES.get(match[1], match[1])

    return Text(_ESCAPE.sub(resolve, inner), quote, closed or curly, curly, tuple(faults))
