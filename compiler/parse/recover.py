"""What can be understood of a file that does not parse as a whole.

The author's own marks cut the file: kinds, braces, commas and new lines. Each setting between them is parsed
alone, so that a mistake costs one setting and is reported once. A bracket that is missing is put where the
next setting or block begins.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from lark import Token

from scic.compiler.diagnostics import structure as faults
from scic.compiler.diagnostics.base import Diagnostic, nearest
from scic.compiler.diagnostics.settings import MisplacedColon, Unexpected
from scic.compiler.parse import ast, build
from scic.compiler.parse.bracket import Brackets
from scic.compiler.parse.lexical import Lexed, span_of
from scic.compiler.parse.literals import excerpt
from scic.compiler.parse.piece import JOINERS, KEYS, VALUES, Piece
from scic.compiler.source import Source, Span

_WORDS = frozenset({"NAME", "KIND", "_AS"})


class Recovery:
    """Reads the tokens of a file from left to right; what it finds wrong gathers in `diagnostics`."""

    def __init__(self, source: Source, lexed: Lexed, make: build.Build) -> None:
        self.source = source
        self.tokens: Sequence[Token] = lexed.tokens
        self.damage = lexed.damage
        self.make = make
        self.diagnostics: list[Diagnostic] = []
        self.at = 0
        self.depth = 0
        self.margin = 1  # the column of the block being read
        self.owner = ""  # its kind and component
        self.cut = False  # whether its body ended before its brace did
        self.mended: set[int] = set()  # the offsets before which a bracket was closed for the author
        self.owed = 0  # braces that may still follow for bodies cut short by a block inside them

    def blocks(self) -> Iterator[ast.Block]:
        """The blocks in order, each with the settings that could be understood."""
        while self.at < len(self.tokens):
            if self._begins(self.at):
                block = self._block()
                if block is not None:
                    yield block
            elif self._type() == "RBRACE":
                self._stray_brace()
            else:
                self._outside()

    # the top of the file

    def _begins(self, index: int) -> bool:
        """Whether a block may begin here, be its kind known or not."""
        if not self._word(index):
            return False
        here, then = self.tokens[index], self._type(index + 1)
        if then == "_COLON":
            return here in ast.KINDS and self._word(index + 2) and self._headed(index + 3)
        if here in ast.KINDS or then == "LBRACE":
            return True
        return self._word(index + 1) and not self._new_line(index + 1) and self._headed(index + 2)

    def _headed(self, index: int) -> bool:
        """Whether a block's first words may end before this token."""
        after = self._type(index)
        return after in ("", "LBRACE") or self._new_line(index) or self.tokens[index] == "as"

    def _opens(self, index: int) -> bool:
        """Whether a token inside a body begins a block for certain, or does so at the margin."""
        if self._type(index) not in _WORDS or self.tokens[index] not in ast.KINDS or not self._word(index + 1):
            return False
        if self._new_line(index + 1):
            return False  # the value of a setting, with the next one below it
        after = self._type(index + 2)
        if after == "LBRACE" or (after in _WORDS and self.tokens[index + 2] == "as" and self._word(index + 3)):
            return True
        _, column = self.source.position(span_of(self.tokens[index]).start)
        ends = after == "" or self._new_line(index + 2)
        return ends and self._new_line(index) and column <= self.margin

    def _block(self) -> ast.Block | None:
        kind = self._take()
        start = span_of(kind)
        _, self.margin = self.source.position(start.start)
        meant = str(kind) if kind in ast.KINDS else nearest(kind, ast.KINDS)
        if kind not in ast.KINDS:
            self.diagnostics.append(faults.UnknownKind(span=start, word=str(kind), kinds=ast.KINDS))
        if self._type() == "_COLON":
            colon = self._take()
            form = f"{kind} {self.tokens[self.at]} {{ ... }}"
            self.diagnostics.append(MisplacedColon(span=span_of(colon), word=str(kind), form=form))
        component = self._name(kind, quiet=kind not in ast.KINDS)
        alias = None
        if self._word(self.at) and self.tokens[self.at] == "as":
            alias = self._name(self._take())
        elif component is not None and self._lacks_as():
            found = self.tokens[self.at]
            expected = f"`as {found}`"
            self.diagnostics.append(Unexpected(span=span_of(found), found=str(found), expected=expected))
            alias = build.name(self._take())
        end = span_of(self.tokens[self.at - 1])
        self.owner = f"{kind} {component.text}" if component is not None else str(kind)
        body = self._after_head(start.to(end))
        if component is None or meant is None:
            return None
        place = start.to(span_of(self.tokens[self.at - 1]))
        return ast.Block(place, ast.Name(start, meant), component, alias, body)

    def _name(self, after: Token, *, quiet: bool = False) -> ast.Name | None:
        """The name that must follow a word; another block's kind on the next line is none."""
        if self._word(self.at) and not (self._new_line(self.at) and self._opens(self.at)):
            return build.name(self._take())
        if not quiet:
            self.diagnostics.append(faults.MissingName(span=span_of(after), after=str(after)))
        return None

    def _lacks_as(self) -> bool:
        """Whether a second name stands after the component: `data csv birds {`."""
        same_line = self._word(self.at) and not self._new_line(self.at)
        return same_line and self.tokens[self.at] not in ast.KINDS and self._headed(self.at + 1)

    def _after_head(self, head: Span) -> tuple[ast.Entry, ...]:
        """The body of a block, if it has one."""
        if self._type() in KEYS and self._type(self.at + 1) == "_COLON" and not self._begins(self.at):
            self.diagnostics.append(faults.MissingBrace(span=head, owner=self.owner))
            return self._body(None)
        first = self.at
        while self._type() not in ("", "LBRACE", "RBRACE") and not self._new_line(self.at):
            if self._opens(self.at) or self._begins(self.at):
                break
            self.at += 1
        if self.at > first:
            found = self.tokens[first]
            expected = "`{`, `as` and a name, or the next block"
            self.diagnostics.append(Unexpected(span=span_of(found), found=excerpt(found), expected=expected))
        return self._body(self._take()) if self._type() == "LBRACE" else ()

    def _stray_brace(self) -> None:
        brace = self._take()
        if self.owed:
            self.owed -= 1
        else:
            self.diagnostics.append(faults.StrayCloser(span=span_of(brace), closer=str(brace)))

    def _outside(self) -> None:
        """Pass over everything up to the next block, and report it once.

        After a block inside a block it is what was left of the outer one, and no mistake of its own.
        """
        before = span_of(self.tokens[self.at - 1]).end if self.at else 0
        first = last = self._take()
        on_line = True
        while self.at < len(self.tokens):
            here = self._new_line(self.at)
            if self._opens(self.at) or (here and self._begins(self.at)):
                break
            on_line = on_line and not here
            token = self._take()
            last = token if on_line else last
        if not self.owed and not self._hurt(before, self._offset(self.at)):
            span = span_of(first).to(span_of(last))
            self.diagnostics.append(faults.OutsideBlock(span=span, text=excerpt(first)))

    # bodies

    def _body(self, opener: Token | None) -> tuple[ast.Entry, ...]:
        """The entries up to the closing brace; without an opener nothing is said if that is missing."""
        entries: list[ast.Entry] = []
        self.depth += 1
        self.cut = False
        while not self.cut:
            kind = self._type()
            if kind == "RBRACE":
                self._take()
                break
            if kind == "" or self._opens(self.at):
                self.cut = True
                if opener is not None:
                    self.diagnostics.append(self._unclosed(opener))
            elif (entry := self._entry(kind)) is not None:
                entries.append(entry)
        if self.cut and self._type() != "":
            self.owed += opener is not None
        self.depth -= 1
        self.cut = self.cut and self.depth > 0
        return self.make.entries(entries, self.mended)

    def _unclosed(self, opener: Token) -> Diagnostic:
        """The finding for a brace that is still open where the file ends or a block begins."""
        if self._type() == "":
            return faults.Unclosed(span=span_of(opener), opener="{", closer="}")
        kind = self.tokens[self.at]
        return faults.BlockInBlock(span=span_of(kind), kind=str(kind), owner=self.owner, opened=span_of(opener))

    def _entry(self, kind: str) -> ast.Entry | None:
        """The next setting or nested body; None where something else stands, which is passed over."""
        token = self.tokens[self.at]
        if kind in ("RPAR", "RSQB"):
            self.diagnostics.append(faults.StrayCloser(span=span_of(self._take()), closer=str(token)))
            return None
        if kind in ("_COMMA", "LBRACE"):
            self._take()
            self.diagnostics.append(Unexpected(span=span_of(token), found=excerpt(token), expected="a setting"))
            if kind == "LBRACE":
                self._body(None)
            return None
        colon = self._type(self.at + 1) == "_COLON"
        if kind in KEYS | _WORDS and self._type(self.at + 1 + colon) == "LBRACE":
            entry: ast.Entry | None = self._nested(colon=colon)
        else:
            entry = self._setting()
        while self._type() in ("RPAR", "RSQB"):
            stray = self._take()
            self.diagnostics.append(faults.StrayCloser(span=span_of(stray), closer=str(stray)))
        if self._type() == "_COMMA":
            self._take()
        return entry

    def _nested(self, *, colon: bool) -> ast.Entry:
        key = self._take()
        if colon:
            sign, form = self._take(), f"{excerpt(key)} {{ ... }}"
            self.diagnostics.append(MisplacedColon(span=span_of(sign), word=excerpt(key), form=form))
        body = self._body(self._take())
        place = span_of(key).to(span_of(self.tokens[self.at - 1]))
        return ast.Nested(place, build.key(key), body)

    def _setting(self) -> ast.Entry | None:
        brackets = Brackets()
        first = self.at
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            if self.at > first and (self._opens(self.at) or self._ends(brackets)):
                break
            if brackets.inside and self._resumes(brackets):
                brackets.mark(self.at)
            brackets.add(token.update(type="NAME") if token.type in _WORDS else token)
            self.at += 1
        self.at = brackets.finish(self.at)
        self.diagnostics += brackets.diagnostics
        piece = Piece(brackets.tokens, "setting" if self.depth == 1 else "item")
        tree = piece.parse()
        start, end = self._offset(first), self._offset(self.at)
        if brackets.diagnostics:
            self.mended.add(end)
        elif not self._hurt(start, end):
            self.diagnostics += piece.diagnostics
        entry: ast.Entry | None = None
        if tree is not None:
            entry = self.make.transform(tree)
        elif piece.keyed:
            place = span_of(self.tokens[first]).to(span_of(self.tokens[self.at - 1]))
            entry = ast.Setting(place, build.key(self.tokens[first]), ast.Unread(place))
        return entry

    def _ends(self, brackets: Brackets) -> bool:
        """Whether the setting being read is over before the next token."""
        kind = self._type()
        if brackets.inside:
            return kind == "RBRACE" and not brackets.inside_brace
        if kind in ("_COMMA", "RBRACE", "RPAR", "RSQB", "LBRACE"):
            return True
        joined = self._type(self.at - 1) in JOINERS
        if kind in KEYS | _WORDS and self._type(self.at + 1) in ("_COLON", "LBRACE"):
            return not joined or self._new_line(self.at)
        begins = kind in VALUES | _WORDS and kind != "LSQB"
        return begins and self._new_line(self.at) and not joined

    def _resumes(self, brackets: Brackets) -> bool:
        """Whether a setting would begin at the next token, were the innermost bracket closed before it."""
        if self._type() not in KEYS | _WORDS or self._type(self.at + 1) != "_COLON":
            return False
        if brackets.inside == "LSQB":
            return True
        return self._new_line(self.at) and self._type(self.at - 1) not in ("_COMMA", "LPAR", "LBRACE")

    # tokens

    def _take(self) -> Token:
        self.at += 1
        return self.tokens[self.at - 1]

    def _type(self, index: int | None = None) -> str:
        """The type of a token, by default the next; empty past the end."""
        index = self.at if index is None else index
        return self.tokens[index].type if index < len(self.tokens) else ""

    def _hurt(self, start: int, end: int) -> bool:
        """Whether something between two offsets was reported that makes any other finding there doubtful."""
        return bisect_left(self.damage, start) < bisect_left(self.damage, end)

    def _offset(self, index: int) -> int:
        """Where a token starts; the length of the text past the end."""
        return span_of(self.tokens[index]).start if index < len(self.tokens) else len(self.source.text)

    def _word(self, index: int) -> bool:
        return self._type(index) in _WORDS

    def _new_line(self, index: int) -> bool:
        """Whether a token is the first of its line."""
        if index == 0 or index >= len(self.tokens):
            return True
        before, here = span_of(self.tokens[index - 1]).end, span_of(self.tokens[index]).start
        return "\n" in self.source.text[before:here]
