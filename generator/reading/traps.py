"""Detects typing slips that YAML rejects or reads with another meaning; each function looks for one kind."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from generator.content_types import CONTENT_TYPES
from generator.diagnostics import Span, Wording
from generator.entry import Target, keys_with

Lines = tuple[str, ...]


class Trap(NamedTuple):
    """A slip: the code of its finding, its span, the text there, and a safe fix (new text and the span that it
    replaces), if any.
    """

    code: str
    span: Span
    text: str
    fix: tuple[str, Span] | None = None


_KEY = r"^(?P<indent> *)(?:- +)*[A-Za-z_][\w-]*:"
_BLOCK = re.compile(_KEY + r"[ \t]*[|>][-+0-9]*[ \t]*(?:#.*)?$")
_BESIDE = re.compile(_KEY + r"[ \t]*(?P<bar>[|>][-+]?)[ \t]+(?P<words>[^#\s].*)$")
_TWO_KEYS = re.compile(_KEY + r" +(?P<value>[^\s'\"|>\[{#].*?|\[[^\]]*\]|'[^']*') +(?P<second>[a-z_]+): ")
_NO_SPACE = re.compile(_KEY + r"(?P<mark>(?=[^\s/:]))")
_QUOTED = re.compile(r'^(?P<before> *(?:- +)*(?:[A-Za-z_][\w-]*: +)?)(?P<value>"[^"]*"[^\s",\]}:#].*)$')
_QUOTED_ONCE = re.compile(
    r"^(?P<before> *(?:- +)*(?:[A-Za-z_][\w-]*: +)?)(?P<value>(?P<quoted>'(?:[^']|'')*')(?=[^\s',\]}:#]).*)$"
)
_OTHER_MARK = re.compile(r"^ *(?:- +)*[A-Za-z_][\w-]*(?P<mark>\s*[；;＝=﹕∶︰]\s*)(?=\S)")
_BRACKETED_WORDS = re.compile(
    r" *(?:- +)*(?:[A-Za-z_][\w-]*: +|(?<=- ))(?P<value>(?:\[[^\[\]{}]*\]|\{[^\[\]{}]*\})[^\s,#\]}].*)$"
)
_OPENING, _CLOSING = "{｛[［【(（", "}｝]］】)）"
_FLOW = re.compile(
    r"^ *(?:- +)*(?:[A-Za-z_][\w-]*: +)?(?P<flow>(?:[{｛\[［【]|[(（](?=[a-z_]+[:：]))[^{}｛｝\n]*[}｝\]］】)）])\s*$"
)
_CUT = re.compile(r"^ *(?:- +)*(?:[A-Za-z_][\w-]*: +)?[{\[][^'\"}\]#]*? (?P<lost>#.*)$")
_CONFLICT = re.compile(r"(?:<{7}|>{7})(?: |$)|\|{7}(?: |$)|={7}$")
_SPACES = "\u00a0\u2002-\u200a\u202f\u205f\u3000"
_ANY_WIDE = re.compile(f"[{_SPACES}]")
_WIDE = re.compile(f"^(?P<lead> *[{_SPACES}][ {_SPACES}]*)(?=\\S)")
_WIDE_BEHIND = re.compile(r"^ *(?:- *)*(?:[A-Za-z_][\w-]*:)?(?<=[:-])(?P<wide>[\u00a0\u2002-\u200a\u202f\u205f\u3000])")
_DASH = re.compile(r"^(?P<lead> *)- +\S")
_LOST = re.compile(r"(?P<gap> +)#(?P<next>.?)")
_ALL_LOST = re.compile(r" *(?:- +)*(?:[A-Za-z_][\w-]*: +|(?<=- ))(?P<lost>#[^\s#].*)$")
_HAN_END = re.compile("[\u4e00-\u9fff\u3001-\u303f\uff01-\uff5e“”‘’…—]$")
_OPENED = re.compile(r" *(?:- +)*(?:[A-Za-z_][\w-]*: +)?(?P<quote>(?P<mark>['\"])(?:(?!(?P=mark)).)*)$")
_SEPARATOR = re.compile("[，、]\\s*")
NOTHING = ("null", "Null", "NULL", "~")


def on_line(number: int, start: int, end: int) -> Span:
    """The range between two offsets of a line."""
    return Span(number, start + 1, number, end + 1)


def _excerpt(lines: Lines, number: int, start: int = 0) -> str:
    """What a finding quotes of a line, from an offset on."""
    return lines[number - 1][start:].strip()[:60]


def in_quotes(value: str) -> str:
    """A text in single quotes."""
    return "'" + value.replace("'", "''") + "'"


def conflict(text: str, lines: Lines, in_yaml: bool = False) -> Trap | None:
    """The first conflict marker of git; in Markdown a line of `=` alone is not one."""
    if "<<<<<<<" not in text and ">>>>>>>" not in text and not (in_yaml and "=======" in text):
        return None
    marks = [(number, line) for number, line in enumerate(lines, 1) if _CONFLICT.match(line)]
    if not any(line[0] in "<>" for _, line in marks) and not (marks and in_yaml):
        return None
    number, line = marks[0]
    return Trap("KB021", Span(number, 1, number, 8), line[:60])


def wide_space(text: str, lines: Lines) -> Trap | None:
    """The first full-width or no-break space where YAML needs an ordinary one: in indentation, after `-` or `:`."""
    if not _ANY_WIDE.search(text):
        return None
    for number, line in _outside_blocks(lines):
        if found := _WIDE.match(line):
            right = _indent_like(lines, number, line[found.end() :])
            span = Span(number, 1, number, found.end() + 1)
            return Trap("KB022", span, _excerpt(lines, number), (" " * right, span))
        if found := _WIDE_BEHIND.match(line):
            start, end = found.span("wide")
            span = on_line(number, start, end)
            return Trap("KB022", span, _excerpt(lines, number), (" ", span))
    return None


def _indent_like(lines: Lines, number: int, words: str) -> int:
    """The indentation of the nearest line above of the same kind: a list item for a list item, else any."""
    above = [line for line in lines[: number - 1][::-1] if line.strip() and not line.lstrip().startswith("#")]
    item = words.startswith("-")
    same = (line for line in above if line.lstrip().startswith("-") == item)
    if item and above and above[0].rstrip().endswith(":"):
        return _width(above[0]) + 2
    return next(map(_width, same), 0)


def _width(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _outside_blocks(lines: Lines) -> Iterator[tuple[int, str]]:
    """The lines outside block texts (`|`), with their numbers."""
    inside: int | None = None
    for number, line in enumerate(lines, 1):
        if inside is not None and line.strip() and _width(line) <= inside:
            inside = None
        if inside is None:
            yield number, line
            if opens := _BLOCK.match(line):
                inside = _column(opens)


def _column(opens: re.Match[str]) -> int:
    """The column of the key that opens a block text, after any list dashes."""
    return len(re.match(r" *(?:- +)*", opens[0])[0])  # type: ignore[index]


def in_plain_text(lines: Lines, span: Span, text: str) -> tuple[Trap, ...]:
    """The slips in an unquoted text that change what readers see."""
    if span.line == span.end_line and "#" not in lines[span.line - 1] and text not in NOTHING and text[:1] != "-":
        return ()  # as nearly all are
    tight = (_tight_dash(lines, number) for number in range(span.line, span.end_line + 1))
    if lines[span.line - 1][: span.column - 1].isspace() and (found := tuple(filter(None, tight))):
        return found
    traps = (_comment(lines, span), _empty_word(span, text), *_swallowed_items(lines, span))
    return tuple(trap for trap in traps if trap)


def _comment(lines: Lines, span: Span) -> Trap | None:
    """The part of an unquoted text that is lost because ` #` begins a comment; None if it is meant as a comment."""
    line = lines[span.end_line - 1] if span.end_line <= len(lines) else ""
    found = _LOST.match(line, span.end_column - 1)
    if not found or not _HAN_END.search(line[: span.end_column - 1]):
        return None
    joined = found["next"] not in ("", " ")
    if not joined and len(found["gap"]) > 1:
        return None
    start = span.end_column - 1 + len(found["gap"])
    place = on_line(span.end_line, start, len(line.rstrip()))
    return Trap("KB023", place, _excerpt(lines, span.end_line, start), _in_quotes(lines, span) if joined else None)


def only_a_comment(lines: Lines, span: Span) -> Trap | None:
    """A value that begins with `#` and is therefore lost; None if a space after the `#` shows that it is a comment."""
    line = lines[span.line - 1] if span.line <= len(lines) else ""
    found = _ALL_LOST.match(line)
    if not found or found.start("lost") < span.column - 1:
        return None
    start, value = found.start("lost"), found["lost"].rstrip()
    over = on_line(span.line, start, start + len(value))
    return Trap("KB023", over, value[:60], (in_quotes(value), over))


def _in_quotes(lines: Lines, span: Span) -> tuple[str, Span] | None:
    if span.line != span.end_line:
        return None
    line = lines[span.line - 1].rstrip()
    value = line[span.column - 1 :]
    return in_quotes(value), Span(span.line, span.column, span.line, len(line) + 1)


def _swallowed_items(lines: Lines, span: Span) -> Iterator[Trap]:
    """Lines of an unquoted text that were meant as further items of a list."""
    first = lines[span.line - 1]
    dash = re.match(r" *(?=- )", first)
    if not dash and span.end_line > span.line and not _is_key(first) and (first_item := _lacks_dash(lines, span)):
        yield first_item
        return
    if _is_key(first) and (beside := _item_beside_key(lines, span)):
        yield beside
        return
    for number in range(span.line + 1, span.end_line + 1):
        if found := _DASH.match(lines[number - 1]):
            end = found.end("lead")
            over = Span(number, 1, number, end + 1)
            fix = (" " * len(dash[0]), over) if dash else None
            yield Trap("KB024", on_line(number, end, end + 1), _excerpt(lines, number), fix)


def _item_beside_key(lines: Lines, span: Span) -> Trap | None:
    """The first item of a list if it was written behind the key and all lines below are items."""
    below = [_DASH.match(lines[number - 1]) for number in range(span.line + 1, span.end_line + 1)]
    if not below or not all(below):
        return None
    lead = below[0]["lead"] if below[0] else ""
    start = Span(span.line, span.column, span.line, span.column)
    place = Span(span.line, span.column, span.line, span.column + 1)
    return Trap("KB024", place, _excerpt(lines, span.line, span.column - 1), (f"\n{lead}- ", start))


def _tight_dash(lines: Lines, number: int) -> Trap | None:
    """A line that begins with a dash directly followed by text."""
    return no_space_after_dash(lines, number) if re.match(r" +-[^\s\d.-]", lines[number - 1]) else None


def _lacks_dash(lines: Lines, span: Span) -> Trap | None:
    """The first item of a list if it has no dash but the lines below have one."""
    below = (_DASH.match(lines[number - 1]) for number in range(span.line + 1, span.end_line + 1))
    indent = _width(lines[span.line - 1])
    if not any(found and len(found["lead"]) == indent for found in below):
        return None
    place = on_line(span.line, indent, indent + 1)
    return Trap("KB024", place, _excerpt(lines, span.line), ("- ", on_line(span.line, indent, indent)))


def wide_separators(span: Span, text: str) -> Trap | None:
    """An item of a flow sequence that contains full-width commas as separators."""
    found = _SEPARATOR.search(text)
    if span.line != span.end_line or not found:
        return None
    start = span.column + found.start()
    return Trap("KB025", Span(span.line, start, span.line, start + 1), text[:60], (_SEPARATOR.sub(", ", text), span))


def wide_colon(span: Span, key: str) -> Trap | None:
    """A key and value separated by a full-width colon; the text of the trap is the key."""
    name, colon, value = key.partition("：")
    if not colon:
        return None
    at = span.column + len(name)
    place = Span(span.line, at, span.line, at + 1)
    return Trap("KB005", place, name.strip(), (f"{name.strip()}: {value.strip()}", span))


def bracketed(span: Span, text: str) -> Trap | None:
    """A list written in full-width brackets."""
    if not text or text[0] not in "［【〔" or text[-1:] not in "］】〕" or span.line != span.end_line:
        return None
    place = Span(span.line, span.column, span.line, span.column + 1)
    return Trap("KB005", place, text[:60], ("[" + _SEPARATOR.sub(", ", text[1:-1]) + "]", span))


def _empty_word(span: Span, text: str) -> Trap | None:
    """A word such as `null` that means "no value" in YAML but would be shown to readers."""
    return Trap("KB026", span, text) if text in NOTHING else None


def beside_block(lines: Lines, number: int) -> Trap | None:
    """Text on the line of a `|` that belongs below it."""
    found = _BESIDE.match(lines[number - 1])
    if not found:
        return None
    indent = " " * (_column(found) + 2)
    start, end = found.end("bar"), len(lines[number - 1])
    fix = (f"\n{indent}{found['words'].rstrip()}", on_line(number, start, end))
    return Trap("KB027", on_line(number, found.start("words"), end), found["words"][:60], fix)


def bar(lines: Lines, span: Span) -> tuple[str, Span] | None:
    """What makes the lines below a key one text: a `|` behind it, or instead of a `>`."""
    above = next((number for number in range(span.line, 0, -1) if _is_key(lines[number - 1])), 0)
    found = re.search(r":(?P<end>[ \t]*(?:>[-+]?[ \t]*)?)$", lines[above - 1]) if above else None
    if not found:
        return None
    start, end = found.span("end")
    return " |", on_line(above, start, end)


def left_of_block(lines: Lines, number: int) -> Trap | None:
    """The first line under a `|` that is not indented more than its key, unless it is a key or list item."""
    opens = _BLOCK.match(lines[number - 1])
    if not opens:
        return None
    below = number + 1
    while below <= len(lines) and not lines[below - 1].strip():
        below += 1
    if below > len(lines) or _width(lines[below - 1]) > _column(opens) or _is_structure(lines[below - 1]):
        return None
    last = below
    while last < len(lines) and lines[last].strip() and not _is_structure(lines[last]):
        last += 1
    indent = " " * (_column(opens) + 2)
    words = "\n".join(indent + line.strip() for line in lines[below - 1 : last])
    start = _width(lines[below - 1]) + 1
    place = Span(below, start, below, start + 1)
    return Trap("KB027", place, _excerpt(lines, below), (words, Span(below, 1, last, len(lines[last - 1]) + 1)))


def _is_structure(line: str) -> bool:
    return bool(re.match(r" *(?:- |#|[A-Za-z_][\w-]*:(?: |$))", line))


def nested_quotes(lines: Lines, number: int) -> Trap | None:
    """Straight quotes inside a text in straight quotes."""
    found = _QUOTED.match(lines[number - 1])
    if not found:
        return None
    value, start = found["value"].rstrip(), found.start("value")
    span = on_line(number, start, start + len(value))
    inner = value[1:-1] if value.endswith('"') else ""
    right = re.sub('"([^"]*)"', r"“\1”", inner)
    fix = (in_quotes(right), span) if inner and '"' not in right else None
    second = start + value.index('"', 1)
    return Trap("KB028", on_line(number, second, second + 1), value[:60], fix)


def no_space(lines: Lines, number: int) -> Trap | None:
    """A key whose colon is not followed by a space."""
    found = _NO_SPACE.match(lines[number - 1])
    if not found:
        return None
    at = found.start("mark")
    span = Span(number, at, number, at + 1)
    return Trap("KB029", span, _excerpt(lines, number), (" ", on_line(number, at, at)))


def words_behind_quotes(lines: Lines, number: int) -> Trap | None:
    """Text after a closing single quote."""
    found = _QUOTED_ONCE.match(lines[number - 1])
    if not found:
        return None
    value, start = found["value"].rstrip(), found.start("value")
    right = re.sub("'([^']*)'", r"“\1”", value)
    span = on_line(number, start, start + len(value))
    behind = found.end("quoted")
    place = on_line(number, behind, behind + 1)
    return Trap("KB028", place, value[:60], None if "'" in right or ": " in right or " #" in right else (right, span))


def two_keys(lines: Lines, number: int) -> Trap | None:
    """A second key on the same line."""
    found = _TWO_KEYS.match(lines[number - 1])
    if not found or found["second"] not in _field_names():
        return None
    start = found.start("second")
    over = on_line(number, found.end("value"), start)
    indent = " " * len(re.match(r" *(?:- +)*", lines[number - 1])[0])  # type: ignore[index]
    place = on_line(number, start, found.end("second"))
    return Trap("KB031", place, found["second"], (f"\n{indent}", over))


@cache
def _field_names() -> frozenset[str]:
    """The names of all fields of all types."""
    return frozenset(field.alias or name for kind in CONTENT_TYPES for name, field in kind.model_fields.items())


def other_bullet(lines: Lines, number: int) -> Trap | None:
    """A list item that begins with a star instead of a dash."""
    found = re.match(r" *(?P<mark>\*) +\S", lines[number - 1])
    if not found:
        return None
    span = on_line(number, found.start("mark"), found.end("mark"))
    return Trap("KB005", span, _excerpt(lines, number), ("-", span))


def no_space_after_dash(lines: Lines, number: int) -> Trap | None:
    """A list item whose dash is not followed by a space."""
    found = re.match(r" *-(?=[^\s-])", lines[number - 1])
    if not found:
        return None
    at = found.end()
    return Trap(
        "KB029",
        Span(number, at, number, at + 1),
        _excerpt(lines, number),
        (" ", on_line(number, at, at)),
    )


def other_mark(lines: Lines, number: int) -> Trap | None:
    """A key followed by another mark instead of a colon."""
    found = _OTHER_MARK.match(lines[number - 1])
    if not found:
        return None
    start, end = found.span("mark")
    over = on_line(number, start, end)
    at = start + len(found["mark"]) - len(found["mark"].lstrip())
    return Trap("KB005", on_line(number, at, at + 1), _excerpt(lines, number, at), (": ", over))


def flow_marks(lines: Lines, number: int) -> Trap | None:
    """Full-width marks in a flow mapping or sequence on one line."""
    line = lines[number - 1]
    found = _FLOW.match(line)
    right = half_width(found["flow"]) if found else ""
    if not found or right == found["flow"] or not re.search("[｛｝［］【】（）：，、；]", found["flow"]):
        return None
    start = found.start("flow")
    at = start + next(n for n, (a, b) in enumerate(zip(found["flow"], right + " ", strict=False)) if a != b)
    over = on_line(number, start, found.end("flow"))
    return Trap("KB005", on_line(number, at, at + 1), _excerpt(lines, number, at), (right, over))


def half_width(flow: str) -> str:
    """A flow mapping or sequence with its full-width marks replaced, except in quotes and texts."""
    text = flow.strip()
    if text[:1] in _OPENING and text[-1:] in _CLOSING:
        group = text[0] in "{｛(（"
        text = "[{"[group] + text[1:-1] + "]}"[group]
    text = re.sub(r"(?<=[{,，])(\s*[a-z_]+)\s*：\s*", r"\1: ", text)
    return re.sub(r"\s*[，、；;]\s*(?=[a-z_]+: )", ", ", text) if text[:1] == "{" else text


def text_behind_brackets(lines: Lines, number: int) -> Trap | None:
    """A text that begins with words in brackets, which YAML reads as a list."""
    found = _BRACKETED_WORDS.match(lines[number - 1])
    if not found:
        return None
    start, value = found.start("value"), found["value"].rstrip()
    over = on_line(number, start, start + len(value))
    return Trap("KB006", over, value[:60], (in_quotes(value), over))


_NAMES = re.compile(
    r" *(?:- +)*(?P<key>[a-z_]+): +(?P<names>\[\[[a-z0-9/-]+(?:, *[a-z0-9/-]+)*\]\](?:, *\[\[[a-z0-9/-]+\]\])*)\s*$"
)


def names_in_brackets(lines: Lines, span: Span) -> tuple[str, Span] | None:
    """The names of a list in one pair of brackets, where each or all of them were written as a reference."""
    found = _NAMES.match(lines[span.line - 1])
    if not found or found["key"] not in _lists_of_names():
        return None
    names = re.findall("[a-z0-9/-]+", found["names"])
    start, end = found.span("names")
    return f"[{', '.join(names)}]", on_line(span.line, start, end)


@cache
def _lists_of_names() -> frozenset[str]:
    """The names of all fields that hold a list of other entries' names."""
    return frozenset(name for kind in CONTENT_TYPES for name in keys_with(kind, Target))


def other_comment(lines: Lines, number: int) -> Trap | None:
    """A line that another mark than `#` was to make a comment."""
    found = re.match(r" *(?P<mark>＃+|//+) *", lines[number - 1])
    if not found:
        return None
    start = found.start("mark")
    span = on_line(number, start, found.end())
    place = on_line(number, start, found.end("mark"))
    return Trap("KB005", place, _excerpt(lines, number), ("# ", span))


def no_colon(lines: Lines, number: int) -> Trap | None:
    """The name of a field with its value behind it, and no colon between them."""
    found = re.match(r"(?P<before> *(?:- +)*(?P<name>[a-z_]+))(?P<gap> +)\S", lines[number - 1])
    if not found or found["name"] not in _field_names():
        return None
    start, end = found.span("gap")
    place = on_line(number, start, start + 1)
    return Trap("KB029", place, _excerpt(lines, number), (": ", on_line(number, start, end)))


def hash_in_flow(lines: Lines, number: int) -> Trap | None:
    """A flow mapping or sequence that ends in a comment before it is closed."""
    found = _CUT.match(lines[number - 1])
    if not found:
        return None
    start = found.start("lost")
    end = len(lines[number - 1].rstrip()) + 1
    return Trap("KB023", Span(number, start + 1, number, end), found["lost"].strip()[:60])


def left_in_block(lines: Lines, number: int) -> Trap | None:
    """A line of a block text that is indented less than the text."""
    line = lines[number - 1]
    opener = next((at for at in range(number - 1, 0, -1) if _BLOCK.match(lines[at - 1]) or _is_key(lines[at - 1])), 0)
    opens = _BLOCK.match(lines[opener - 1]) if opener else None
    inside = next((each for each in lines[opener : number - 1] if each.strip()), "")
    if not opens or not line.strip() or _width(inside) <= _column(opens) or _width(line) >= _width(inside):
        return None
    if _width(line) <= _column(opens) and _is_structure(line):
        return None
    start = _width(line)
    over = Span(number, 1, number, start + 1)
    fix = (" " * _width(inside), over) if inside else None
    return Trap("KB027", on_line(number, start, start + 1), _excerpt(lines, number), fix)


def _is_key(line: str) -> bool:
    return bool(re.match(r" *(?:- +)*[A-Za-z_][\w-]*:(?: |$)", line))


At = Callable[[Lines, int], Trap | None]
NEAR: tuple[At, ...] = (
    beside_block,
    nested_quotes,
    words_behind_quotes,
    no_space,
    no_space_after_dash,
    other_bullet,
    text_behind_brackets,
    other_mark,
    other_comment,
    no_colon,
    hash_in_flow,
    flow_marks,
    left_in_block,
)
"""The functions that look for slips in the lines near a syntax error."""


def near(lines: Lines, numbers: Sequence[int]) -> Trap | None:
    """The slip in one of these lines that causes a syntax error; for a badly indented block text also in a line above
    them.
    """
    for look in NEAR:
        for number in numbers:
            if found := look(lines, number):
                return found
    upwards = range(max(numbers, default=1), 0, -1)
    return next(filter(None, (left_of_block(lines, number) for number in upwards)), None)


def open_quote(line: str, column: int) -> int:
    """The column of a quote that is not closed on its line, at or after `column`; 0 if there is none."""
    for mark in "'\"":
        if line.count(mark) % 2 and (found := re.compile(f"(?<=[ {{\\[,:]){mark}").search(line, column)):
            quotes = [each.start() for each in re.finditer(f"(?<=[ {{\\[,:]){mark}", line)]
            closed = [each for each in quotes if re.match(f"{mark}[^{mark}]*{mark}(?=\\s*[,}}\\]]|\\s*$)", line[each:])]
            return next((each + 1 for each in quotes if each not in closed), found.start() + 1)
    return 0


def sticks_out(lines: Lines, number: int) -> bool:
    """Whether a line is indented less than the lines above and below it, which are indented alike."""
    if not 1 < number < len(lines):
        return False
    above, here, below = (_width(lines[at - 1]) for at in (number - 1, number, number + 1))
    return here < above == below


def quote_opened_above(lines: Lines, number: int) -> tuple[int, int] | None:
    """The line and column of a value above a line that begins with a quote and is not closed on its line; else None."""
    for above in range(number - 1, 0, -1):
        found = _OPENED.match(lines[above - 1])
        if found:
            return above, found.start("quote") + 1
    return None


_LOOK = Wording(
    "看这一行和上一行：缩进是不是对齐，引号、方括号是不是成对。",
    "Look at this line and the one above: is the indentation even, are quotes and brackets closed?",
)


class Problem(NamedTuple):
    """An error of the parser in plain words, and the advice."""

    what: Wording
    how: Wording = _LOOK


_NO_KEY = Problem(
    Wording("这里不能有字段：缩进没有对齐", "no key can stand here: uneven indentation"),
    Wording(
        "和同一级的字段对齐：看这一行和上一行行首的空格；一句话里的冒号写全角“：”。",
        "Align it with the fields of its level; a colon inside a sentence is a full-width one.",
    ),
)
PROBLEMS = {
    "did not find expected key": Problem(
        Wording(
            "这里应当是下一个字段：缩进没有对齐，或者前面的值已经结束",
            "a key belongs here: uneven indentation, or words after a value",
        ),
        Wording(
            "和同一级的字段对齐：看这一行和上一行行首的空格；引号外面不要再写字。",
            "Align it with the fields of its level: look at the blanks that this line and the one above begin with.",
        ),
    ),
    "did not find expected '-' indicator": Problem(
        Wording("这里应当是列表的下一项“- ”", "the next item `- ` of the list belongs here"),
        Wording(
            "是上面那一项里的字段，就再往里缩进两格；是新的一项，就以“- ”开头，和上面的各项对齐。",
            "A field of the item above is indented by two more blanks; a new item begins with `- `, in line with those above.",
        ),
    ),
    "mapping values are not allowed in this context": _NO_KEY,
    "mapping values are not allowed here": _NO_KEY,
    "found character '\\t' that cannot start any token": Problem(
        Wording("缩进用了 Tab，换成空格", "a tab indents this; use spaces")
    ),
    "could not find expected ':'": Problem(
        Wording(
            "这里应当是“字段: 内容”，少了冒号，或者缩进不够", "a key needs its colon, or the indentation is too small"
        ),
        Wording(
            "是新字段就写成“字段: 内容”，补上冒号；是上面那段话或列表里的，就和上面那几行对齐，列表项以“- ”开头。",
            "A new field is `name: value`; what belongs to the text or list above is indented like it, an item after `- `.",
        ),
    ),
    "did not find expected comment or line break": Problem(
        Wording("“|”后面要换行，文字写在下一行", "after `|` the text begins on the next line")
    ),
    "found character that cannot start any token": Problem(
        Wording(
            "一句话不能用这个符号开头，要用单引号包起来", "a text cannot begin with this mark; put it in single quotes"
        )
    ),
    "block sequence entries are not allowed in this context": Problem(
        Wording("列表项要另起一行写在字段下面", "list items begin on the line below their key")
    ),
    "found unknown escape character": Problem(
        Wording(
            "双引号里的反斜杠有特别的意思，改用单引号",
            "a backslash means something inside double quotes; use single ones",
        )
    ),
    "found unexpected end of stream": Problem(Wording("文件在这里断了", "the file ends here before it should")),
    "did not find expected ',' or ']'": Problem(
        Wording("列表里少了逗号或“]”", "the list lacks a comma or its ]"),
        Wording("各项之间用半角逗号加空格隔开，最后补上“]”。", "Divide the items with `, ` and end with ]."),
    ),
    "did not find expected ',' or '}'": Problem(
        Wording("这一组里少了逗号或“}”", "the group lacks a comma or its }"),
        Wording("各项之间用半角逗号加空格隔开，最后补上“}”。", "Divide the fields with `, ` and end with }."),
    ),
    "did not find expected <document start>": Problem(
        Wording("一个文件里只能写一组“字段: 内容”", "a file holds one group of keys")
    ),
    "found unexpected document indicator": Problem(Wording("这里不能有“---”", "no `---` can stand here")),
    "did not find expected node content": Problem(
        Wording("这里少了内容", "words are missing here"),
        Wording(
            "多了一个逗号，或者少写了一项：删掉多的，补上少的。",
            "A comma too many, or an item too few: remove or add it.",
        ),
    ),
    "mapping keys are not allowed in this context": Problem(Wording("这里不能有“?”", "no `?` can stand here")),
}
"""Explanations by the parser's error message, since errors have no codes."""
ANY_PROBLEM = Problem(Wording("YAML 的写法不对", "this is no YAML"))
UNCLOSED_QUOTE = Problem(
    Wording("引号没有配上另一半", "this quote is not closed"),
    Wording("补上引号的另一半；不需要就把这一半删掉。", "Add the other half of the quote, or remove this one."),
)
UNCLOSED = {
    "while parsing a flow sequence": Problem(
        Wording("“[”没有配上“]”", "this [ has no ]"),
        Wording(
            "补上“]”，各项之间用半角逗号加空格隔开；本来是一句话，就把“[”删掉。",
            "Add the ] and divide the items with `, `; if it is a sentence, remove the [.",
        ),
    ),
    "while parsing a flow mapping": Problem(
        Wording("“{”没有配上“}”", "this { has no }"),
        Wording(
            "补上“}”，各项之间用半角逗号加空格隔开；本来是一句话，就把“{”删掉。",
            "Add the } and divide the fields with `, `; if it is a sentence, remove the {.",
        ),
    ),
    "while scanning a quoted scalar": UNCLOSED_QUOTE,
}
"""Explanations by the construct that the parser was reading, as its message names it."""
_MARKS = (
    ("：﹕∶︰；;＝=", "字段名后面写半角冒号和一个空格“: ”。", "A colon and a blank `: ` follow a key."),
    ("－—–•·*＊", "列表项以半角短横和一个空格“- ”开头。", "Items begin with a hyphen and a blank `- `."),
    ("［【〔", "列表用半角方括号 [ ]，各项用半角逗号加空格隔开。", "Lists stand in [ ], their items divided by `, `."),
    (
        "｛（(",
        "一组字段用半角花括号 { }，各项用半角逗号加空格隔开。",
        "Groups stand in { }, their fields divided by `, `.",
    ),
    ("］】〕｝）)", "括号用半角的 ] 或 }，和前一半成对。", "Close it with ] or }, the other half of what opens it."),
    ("，、", "各项用半角逗号加空格“, ”隔开。", "Divide the items with a comma and a blank `, `."),
    ("＃/", "注释以半角“#”和一个空格开头，自己占一行。", "A comment begins with `# ` and has a line of its own."),
    ("｜＞", "正文以半角竖线“|”开头，文字写在下一行。", "A text begins with `|`, its words on the next line."),
)


def half_width_mark(text: str) -> Wording:
    """The advice for a full-width mark, given the text from there on."""
    for marks, zh, en in _MARKS:
        if text[:1] and text[0] in marks:
            return Wording(zh, en)
    return Wording(
        "记号都用半角的：“: ”“- ”“, ”和 [ ]、{ }、|。", "Use half-width marks: `: `, `- `, `, `, [ ], { } and |."
    )
