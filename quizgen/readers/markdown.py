"""Markdown (CommonMark with tables) → Reading.

markdown-it-py parses; its tokens and the raw HTML of the document go to one place
(:mod:`quizgen.readers.markup`).  Emphasis is left to
:mod:`quizgen.readers.emphasis`: the rule of CommonMark fails beside Chinese punctuation,
and a ``*`` may stand for a removed word.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from quizgen.document import Reading
from quizgen.errors import Problem
from quizgen.grammar import leading_markers
from quizgen.readers.decode import Decoded, decode
from quizgen.readers.emphasis import drop_emphasis, starred
from quizgen.readers.markup import Markup
from quizgen.readers.wrapping import wrap
from quizgen.records import dataclass
from quizgen.regex import regex
from quizgen.text import ends_sentence, strip, width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt
    from markdown_it.ruler import RuleOptionsType
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_FRONT_MATTER = regex(r"\s*---[ \t]*\n((?:[^\n]*\n)*?)---[ \t]*(?:\n|$)")
_KEY = regex(r"[A-Za-z_][\w-]*[ \t]*:")
_TITLE = regex(r"^title[ \t]*:[ \t]*(.*)$", re.MULTILINE)
_MATH = regex(r"\$\$[^$]+\$\$|\$(?![\s$])[^$\n]*[^$\s\\]\$(?![0-9])")
# Marks of block quotes and list items at a line's start; deeper nesting is text.
_DEEP = regex(r"^((?:[ \t]*(?:[>*+-]|[0-9]{1,9}[.)])(?=[ \t>]|$)){20})", re.MULTILINE)
_DEEPEST = 40  # columns of indentation
_INDENT = regex(rf"^[ \t]{{{_DEEPEST},}}", re.MULTILINE)
_FENCED = regex(r"^ {0,3}(`{3,}|~{3,}).*?(?:^ {0,3}\1|\Z)", re.MULTILINE | re.DOTALL)
# [x]: y is a link definition only if y is an address; else it is text.
_DEFINITION = regex(
    rf"{_FENCED.pattern}|^( {{0,3}})(\[[^\]\n]+\]:)(?![ \t]*<?(?:[a-z]+:|[./#\w-]+[./#]))",
    re.MULTILINE | re.DOTALL,
)
# [^1] refers to a note, if there is one: [^1]: ….
_NOTE = regex(r"^ {0,3}\[\^([^\]\s]{1,20})\][:：]", re.MULTILINE)
# What has no references: code, formulas, what is escaped, the notes' own marks, links.
_REFERENCE = regex(
    rf"{_FENCED.pattern}|(?<!`)(`+)(?!`)[^\n]*?(?<!`)\2(?!`)|\$[^$\n]+\$|\\.|"
    r"^ {0,3}\[\^[^\]\s]+\][:：]|"
    r"\[\^([^\]\s]{1,20})\](?![(\[])",
    re.MULTILINE | re.DOTALL,
)
# ::: tip 提醒 … ::: sets a box in many generators of web pages; its title is text, its name is not.
_BOX = regex(r"[ \t]*:{3,}[ \t]*(?:[A-Za-z][\w-]*)?[ \t]*(.*)")
_RULE = regex(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-*:?[ \t]*)+")  # under a table's head
_MARK = regex("[*_]|==|~~")
_BOLD = regex(r"(\*\*|__|==)(?! )(?:(?!==)[^*_\n])+\1[：:]?")  # a paragraph all set off
_NESTING = 100
_TEXTS = frozenset({"text", "text_special", "math"})  # the types of tokens that are only text
_LONGEST_HEADING = 120  # characters: a longer one is a paragraph over a stray --- line
_EVEN = 8  # columns by which the lines of a wrapped paragraph differ
_FULL = 40  # columns that a cut line has at least


def read(data: bytes, name: str, encoding: str | None = None) -> Reading:
    """The blocks of a Markdown document; see :func:`quizgen.readers.read`.

    Front matter gives the title and is left out.
    """
    return read_text(decode(data, name, encoding))


def read_text(decoded: Decoded) -> Reading:
    """The blocks of Markdown that is already decoded."""
    source, title, skipped = _front_matter(decoded.text)
    source = _without_references(source)
    source = _DEFINITION.sub(lambda m: m[0] if m[1] else f"{m[2]}\\{m[3]}", source)
    source, inserted = _part_tables(_shallow(source))
    tokens = _parser().parse(source)
    inlines = [token for token in tokens if token.type == "inline"]
    bold = [token for token in inlines if token.level == 1 and _BOLD.fullmatch(token.content)]
    drop_emphasis([token.children or [] for token in inlines if _MARK.search(token.content)])
    for token in bold:
        _set_bold(token)
    wrapped = wrap([line for token in inlines for line in token.content.split("\n")])
    columns = wrapped.columns if wrapped is not None and wrapped.columns else None
    for token in inlines:
        if "\n" in token.content:
            _breaks(token, columns)
    lines = _SourceLines(skipped, inserted)
    markup = _take(tokens, lines)
    text, blocks, marked = markup.finish()
    left_open = markup.left_open
    problems = tuple(
        Problem(f"line {decoded.text.count(chr(10), 0, p.start) + 1}: {p.message}")
        for p in decoded.problems
    )
    if left_open:
        problems += (Problem(f"<{left_open}> is never closed: what follows it is left out"),)
    return Reading(text, blocks, decoded.encoding, title, problems, marked=marked)


def _set_bold(inline: Token) -> None:
    """Say in mark-up that a paragraph is in bold type: its own marks are gone by now."""
    from markdown_it.token import Token  # noqa: PLC0415  not needed for other formats

    inline.children = [
        Token("strong_open", "strong", 1),
        *(inline.children or []),
        Token("strong_close", "strong", -1),
    ]


def _front_matter(text: str) -> tuple[str, str, int]:
    """The text without its front matter, the title in it, and how many lines it took."""
    found = _FRONT_MATTER.match(text)
    if not found:
        return text, "", 0
    lines = [line for line in found[1].split("\n") if line.strip()]
    if not lines or not _KEY.match(lines[0]):
        return text, "", 0
    title = _TITLE.search(found[1])
    value = title[1].strip().strip("'\"").strip() if title else ""
    return text[found.end() :], value, found[0].count("\n")


def _without_references(source: str) -> str:
    """``source`` without the marks that refer to its notes; the notes stay."""
    if "[^" not in source:  # nearly always not
        return source
    notes = frozenset(_NOTE.findall(_FENCED.sub("", source)))
    return _REFERENCE.sub(lambda m: "" if m[3] in notes else m[0], source) if notes else source


def _shallow(source: str) -> str:
    """``source`` with nesting cut: the parser leaves out what is nested too deep for it."""
    return _INDENT.sub(" " * _DEEPEST, _DEEP.sub(r"\1\\", source))


def _part_tables(source: str) -> tuple[str, list[int]]:
    """``source`` with a blank line before each table that follows text directly.

    Many editors show such a table, CommonMark takes it for text.  Also returns the
    numbers (from 0) of the inserted lines.
    """
    parted: list[str] = []
    inserted: list[int] = []
    lines = source.split("\n")
    for index, line in enumerate(lines):
        before = lines[index - 1] if index else ""
        following = lines[index + 1] if index + 1 < len(lines) else ""
        if "|" in line and before.strip() and "|" not in before and _RULE.fullmatch(following):
            inserted.append(len(parted))
            parted.append("")
        parted.append(line)
    return "\n".join(parted), inserted


@dataclass(frozen=True, slots=True)
class _SourceLines:
    """Lines of the file by lines of what was parsed."""

    skipped: int  # lines of front matter
    inserted: list[int]

    def of(self, parsed: int) -> int:
        """The line of the file (from 1) for a line of the parsed source (from 0)."""
        return parsed + 1 + self.skipped - bisect_right(self.inserted, parsed)


def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415  not needed for other formats

    parser = MarkdownIt("commonmark", {"maxNesting": _NESTING}).enable("table")
    # Indented text is a paragraph in Chinese documents, not code.
    parser.disable(["code", "emphasis", "text_join"], ignoreInvalid=True)
    parser.inline.ruler.before("escape", "math", _math)
    ends: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    parser.block.ruler.before("fence", "box", _box, ends)
    return parser


def _box(state: StateBlock, line: int, _: int, silent: bool) -> bool:  # noqa: FBT001  as above
    """A line that begins or ends a box is no text; the title of the box is a paragraph."""
    found = _BOX.fullmatch(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line])
    if not found:
        return False
    if not silent:
        state.line = line + 1
        state.push("box", "br", 0)  # the paragraphs of a tight list have no other end
        if found[1].strip():
            state.push("paragraph_open", "p", 1).map = [line, line + 1]
            inline = state.push("inline", "", 0)
            inline.content, inline.map, inline.children = found[1].strip(), [line, line + 1], []
            state.push("paragraph_close", "p", -1)
    return True


def _math(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  the parser's signature
    """``$…$`` is LaTeX: nothing in it is mark-up."""
    if state.src[state.pos] != "$":
        return False
    found = _MATH.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        token = state.push("math", "", 0)
        token.content = found[0]
    state.pos = found.end()
    return True


def _breaks(token: Token, columns: int | None) -> None:
    """Line breaks inside a paragraph: joined where lines were cut, kept where they were not."""
    children = token.children or []
    soft = [index for index, child in enumerate(children) if child.type == "softbreak"]
    if soft:
        lines = [strip(line) for line in token.content.split("\n")]
        joined = _wrapped(lines)
        for number, index in enumerate(soft):
            before, after = lines[number], lines[number + 1] if number + 1 < len(lines) else ""
            full = joined or (columns is not None and width(before) >= columns - _EVEN)
            if not full or leading_markers(after):
                children[index].type = "hardbreak"
                children[index].tag = "br"


def _wrapped(lines: list[str]) -> bool:
    """Whether the lines of one paragraph look cut at a steady width."""
    columns = [width(line) for line in lines[:-1]]
    return (
        min(columns) >= _FULL
        and max(columns) - min(columns) <= _EVEN
        and not all(ends_sentence(line) for line in lines[:-1])
        and width(lines[-1]) <= max(columns) + _EVEN
    )


def _take(tokens: Sequence[Token], lines: _SourceLines) -> Markup:
    """What the tokens give, ready to be finished."""
    markup = Markup()
    line = 1
    for token in tokens:
        if token.map:
            line = lines.of(token.map[0])
        markup.line = line
        if token.type == "inline":
            _take_inline(markup, token.children or [])
        elif token.type == "html_block":
            markup.raw(token.content)
        elif token.type == "fence":
            markup.start("pre", {})
            markup.text(token.content)
            markup.end("pre")
        elif not token.hidden:
            _take_tag(markup, token)
    return markup


def _take_inline(markup: Markup, children: Sequence[Token]) -> None:
    """Send the content of a paragraph; text that hangs together is one event."""
    run: list[str] = []
    stars: list[tuple[int, int]] = []
    length = 0  # of the run
    for child in children:
        if child.type in _TEXTS:
            stars += ((length + start, length + end) for start, end in starred(child))
            run.append(child.content)
            length += len(child.content)
        elif child.type == "softbreak":
            run.append("\n")
            length += 1
        elif child.type != "image":
            if run:
                markup.text("".join(run), stars)
            # The line of a break ends behind it, in the text that follows.
            run, stars, length = [], [], 0
            _take_object(markup, child)
            if child.type == "hardbreak":
                markup.line += 1  # what follows stands on the next line of the source
    if run:
        markup.text("".join(run), stars)


def _take_object(markup: Markup, token: Token) -> None:
    if token.type == "html_inline":
        markup.raw(token.content)
    elif token.type == "code_inline":
        markup.text(token.content, starred(token))
    else:
        _take_tag(markup, token)


def _take_tag(markup: Markup, token: Token) -> None:
    if token.nesting < 0:
        markup.end(token.tag)
        return
    attributes = {name: str(value) for name, value in token.attrs.items()} if token.attrs else {}
    markup.start(token.tag, attributes)
    if token.type == "ordered_list_open":
        markup.delimit(token.markup)
