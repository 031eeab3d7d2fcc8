"""The one layout of a spec: two blanks a level, a setting a line, short bodies left on the line they stand on."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence

from scic.compiler.frozen import Frozen
from scic.compiler.parse import ast
from scic.compiler.source import Source

WIDTH = 88
_INDENT = "  "
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")


def format(source: Source, file: ast.File) -> str:
    """The text of a sound spec in its one layout; a second pass changes nothing, and neither changes the tree.

    Comments stay where they are, above or beside what they belong to; one in the middle of a value moves above
    it. Of several blank lines one is kept. Brackets are broken, an item a line, when they do not fit.
    """
    printer = _Printer(source, file)
    printer.rows(file.blocks, 0, len(source.text))
    return "".join(f"{line}\n" for line in printer.lines)


class _Frame(Frozen):
    """Something with brackets: the words up to the opener and its offset, what stands inside, the closer."""

    head: str
    opener: int
    items: Sequence[ast.Node]
    closer: str
    mark: str  # what follows each item when it has a line of its own


class _Printer:
    def __init__(self, source: Source, file: ast.File) -> None:
        self.source = source
        self.comments = deque(file.comments)
        self.lines: list[str] = []
        self.at = 0  # the offset up to which the source has been printed
        self.fresh = True  # whether a body has just begun, where no blank line is kept

    def rows(self, items: Sequence[ast.Node], depth: int, end: int, mark: str = "") -> None:
        """Print items one a line, each with its comments, and the comments that are left before `end`."""
        for index, item in enumerate(items):
            following = items[index + 1].span.start if index + 1 < len(items) else end
            self._above(item.span.start, depth)
            self._blank_line(item.span.start)
            self._row(item, depth, mark)
            self.at = item.span.end
            self._beside(following)
        self._above(end, depth)

    def _row(self, item: ast.Node, depth: int, mark: str) -> None:
        frame = self._frame(item)
        inner = frame.opener if frame is not None else item.span.end
        while self._comment_before(inner):  # one inside of the item, where no line can end
            self._line(depth, self.comments.popleft().text)
        flat = self._flat(item)
        if frame is None or not self._breaks(item, frame, flat, depth, mark):
            self._line(depth, flat + mark)
            return
        self._line(depth, frame.head)
        self.at = frame.opener + 1
        end = item.span.end - 1
        self._beside(frame.items[0].span.start if frame.items else end)
        self.fresh = True
        self.rows(frame.items, depth + 1, end, frame.mark)
        self._line(depth, frame.closer + mark)

    def _breaks(self, item: ast.Node, frame: _Frame, flat: str, depth: int, mark: str) -> bool:
        """Whether the inside of the brackets stands on lines of its own."""
        if self._comment_before(item.span.end):
            return True
        if not frame.items:
            return False
        if frame.closer == "}" and "\n" in self.source.text[frame.opener : item.span.end]:
            return True
        return "\n" in flat or len(_INDENT * depth + flat + mark) > WIDTH

    def _line(self, depth: int, text: str) -> None:
        self.lines.append(_INDENT * depth + text)
        self.fresh = False

    def _comment_before(self, end: int) -> bool:
        return bool(self.comments) and self.comments[0].span.start < end

    def _above(self, end: int, depth: int) -> None:
        """Print the comments that start before `end`, a line each."""
        while self._comment_before(end):
            comment = self.comments.popleft()
            self._blank_line(comment.span.start)
            self._line(depth, comment.text)
            self.at = comment.span.end

    def _beside(self, end: int) -> None:
        """Print a comment that stands on the line just printed."""
        if self._comment_before(end) and "\n" not in self.source.text[self.at : self.comments[0].span.start]:
            comment = self.comments.popleft()
            self.lines[-1] += f"  {comment.text}"
            self.at = comment.span.end

    def _blank_line(self, start: int) -> None:
        if not self.fresh and _BLANK_LINE.search(self.source.text[self.at : start]):
            self.lines.append("")

    def _frame(self, item: ast.Node) -> _Frame | None:
        """The brackets at the end of an item; None where it has none."""
        match item:
            case ast.Block():
                last = item.name.span.end
                if item.span.end == last:
                    return None
                return _Frame(f"{_head(item)} {{", self._find("{", last), item.body, "}", "")
            case ast.Nested(key=key, body=body):
                return _Frame(f"{self._flat(key)} {{", self._find("{", key.span.end), body, "}", "")
            case ast.List(items=items):
                return _Frame("[", item.span.start, items, "]", ",")
            case ast.Call(name=name, arguments=arguments):
                return _Frame(f"{name.text}(", self._find("(", name.span.end), arguments, ")", ",")
            case ast.Setting(key=ast.Key() | ast.Name() as name) | ast.Argument(name=ast.Name() as name):
                frame = self._frame(item.value)
                return frame and frame.replace(head=f"{self._flat(name)}: {frame.head}")
            case ast.Argument(value=value):
                return self._frame(value)
        return None

    def _find(self, sign: str, start: int) -> int:
        """The offset of a bracket at or behind `start`, not of one in a comment."""
        for comment in self.comments:
            found = self.source.text.find(sign, start, comment.span.start)
            if found >= 0:
                return found
            start = max(start, comment.span.end)
        return self.source.text.index(sign, start)

    def _flat(self, node: ast.Node) -> str:
        """A node on one line, unless a text in it has several."""
        match node:
            case ast.Name(text=text) | ast.Number(text=text) | ast.Quantity(text=text) | ast.Size(text=text):
                return text
            case ast.String(text=text):
                return _quoted(text)
            case ast.Key(quoted=True) | ast.Part(quoted=True):
                return _quoted(self.source.slice(node.span))
            case ast.Key(text=text) | ast.Part(text=text):
                return text
            case ast.Boolean(value=value):
                return "true" if value else "false"
            case ast.Nothing():
                return "none"
            case ast.List(items=items):
                return f"[{self._joined(items)}]"
            case ast.Call(name=name, arguments=arguments):
                return f"{name.text}({self._joined(arguments)})"
            case ast.Range(low=low, high=high):
                return f"{low.text}..{high.text}"
            case ast.Reference(parts=parts):
                return ".".join(self._flat(part) for part in parts)
            case ast.Sum(terms=terms):
                return " + ".join(self._flat(term) for term in terms)
            case ast.Term(weight=weight, value=summand):
                return f"{weight.text}*{self._flat(summand)}" if weight else self._flat(summand)
            case ast.Argument(name=None, value=value):
                return self._flat(value)
            case ast.Argument(name=ast.Name() as key) | ast.Setting(key=key):
                return f"{self._flat(key)}: {self._flat(node.value)}"
            case ast.Nested(key=key, body=body):
                return f"{self._flat(key)} {{ {self._joined(body)} }}" if body else f"{self._flat(key)} {{}}"
            case ast.Block(body=body):
                return f"{_head(node)} {{ {self._joined(body)} }}" if body else _head(node)
        raise TypeError(f"no layout for {type(node).__name__}")

    def _joined(self, items: Sequence[ast.Node]) -> str:
        return ", ".join(self._flat(item) for item in items)


def _head(block: ast.Block) -> str:
    named = f" as {block.alias.text}" if block.alias is not None else ""
    return f"{block.kind.text} {block.component.text}{named}"


def _quoted(text: str) -> str:
    """A text in double quotes, unless it holds one or stands in three."""
    if text.startswith("'") and not text.startswith("'''") and '"' not in text:
        return '"' + text[1:-1].replace("\\'", "'") + '"'
    return text
