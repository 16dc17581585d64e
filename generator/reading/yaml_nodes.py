"""Parses YAML into nodes with source positions; each pitfall of the format becomes one finding."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple

import yaml

from generator.diagnostics import Diagnostic, Facts, Span, Wording, diagnostic
from generator.entry import Location
from generator.reading import traps
from generator.reading.disk import MAX_BYTES, Unread, too_large

MAX_DEPTH = 32
MAX_TEXT = 10_000
"""Maximum number of characters of a text, ten times the longest section of an article."""
MOST = 20
"""Maximum number of reported faults of one kind that make a file unreadable."""


class Scalar(NamedTuple):
    """A text value; `style` is YAML's: `|`, `>`, a quote, or empty."""

    span: Span
    text: str
    style: str = ""


class ListNode(NamedTuple):
    """A list of nodes; `bracketed` if written as `[a, b]`."""

    span: Span
    items: "tuple[Node, ...]"
    bracketed: bool = False


class GroupNode(NamedTuple):
    """A mapping: keys with their positions, and values, in the order of the file."""

    span: Span
    keys: dict[str, Scalar]
    values: "dict[str, Node]"


Node = Scalar | ListNode | GroupNode


@dataclass(frozen=True)
class Parsed:
    """A parsed file: its nodes (None if they cannot be trusted), its lines and its faults."""

    root: GroupNode | None
    lines: tuple[str, ...]
    faults: tuple[Diagnostic, ...]


class Unreadable(Exception):
    """Parsing cannot continue; carries the findings. Used only inside this package."""

    def __init__(self, *faults: Diagnostic) -> None:
        super().__init__(faults[0].code)
        self.faults = faults


_Fix = tuple[str, Span]
"""A fix: the new text, and the span to replace."""


@dataclass
class _Reader:
    """The state of parsing a file: its lines, the stream of YAML events, the faults so far."""

    path: str
    lines: tuple[str, ...]
    events: Iterator[Any]
    faults: list[Diagnostic] = field(default_factory=list)

    def refuse(self, span: Span, code: str, fix: _Fix | None = None, /, **facts: str | Wording) -> Unreadable:
        return Unreadable(diagnostic(self.path, span, code, *(fix or ()), **facts))

    def report(self, span: Span, code: str, **facts: str) -> None:
        self.faults.append(diagnostic(self.path, span, code, **facts))


def parse(path: str, data: bytes) -> Parsed:
    """The nodes of one YAML file, or the findings that say why there are none."""
    lines: tuple[str, ...] = ()
    try:
        text = _decode(path, data)
        lines = tuple(text.split("\n"))
        _refuse_before_parsing(path, text, lines)
        reader = _Reader(path, lines, yaml.parse(text, Loader=yaml.CBaseLoader))
        root = _read_document(reader)
    except Unreadable as refused:
        return Parsed(None, lines, refused.faults)
    except yaml.MarkedYAMLError as error:
        fault = _explain(path, lines, error)
        above = (each for each in reader.faults if each.span.line < fault.span.line)
        return Parsed(None, lines, (*above, fault))
    return Parsed(None if reader.faults else root, lines, tuple(reader.faults))


def checked(path: str, data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of a YAML file and its lines. Raises `Unreadable` for what can be seen before parsing."""
    text = _decode(path, data)
    lines = tuple(text.split("\n"))
    _refuse_before_parsing(path, text, lines)
    return text, lines


def is_yaml(text: str) -> bool:
    """Whether a text is valid YAML within the nesting limit; much faster than `parse`."""
    depth = 0
    try:
        for event in yaml.parse(text, Loader=yaml.CBaseLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                return False
    except yaml.YAMLError:
        return False
    return True


def read_lines(path: str, data: bytes) -> tuple[tuple[str, ...], tuple[Diagnostic, ...]]:
    """The lines of a text file that is not (only) YAML; empty, with a finding, if it is not valid text."""
    try:
        text = _decode(path, data)
        lines = tuple(text.split("\n"))
        _refuse_controls(path, text, lines)
        _refuse_traps(path, traps.conflict(text, lines))
    except Unreadable as refused:
        return (), refused.faults
    return lines, ()


def plain(node: Node) -> Any:
    """The node as lists, dicts and strings."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, ListNode):
        return [plain(item) for item in node.items]
    return {key: plain(value) for key, value in node.values.items()}


def _decode(path: str, data: bytes) -> str:
    if isinstance(data, Unread):
        raise Unreadable(diagnostic(path, Span(), data.code, **data.facts))
    if len(data) > MAX_BYTES:
        raise Unreadable(diagnostic(path, Span(), "KB010", **too_large(len(data))))
    if data.startswith(b"\xef\xbb\xbf"):
        raise Unreadable(diagnostic(path, Span(), "KB002", "", Span(1, 1, 1, 2)))
    try:
        text = data.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        raise Unreadable(
            diagnostic(path, Span(line, column, line, column + 1), "KB001", byte=f"0x{data[error.start]:02X}")
        ) from None
    if "\r" in text and "\n" not in text:
        whole = Span(1, 1, 1, len(text) + 1)
        raise Unreadable(
            diagnostic(path, Span(1, 1, 1, text.index("\r") + 1), "KB032", text.replace("\r", "\n"), whole)
        )
    return text


CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufeff\ufff9-\ufffd\ufffe\uffff\ue000-\uf8ff\U000e0000-\U000e0fff"
    "\U000f0000-\U0010ffff]"
)
"""Characters that are not allowed: controls, unusual line separators, tags, the replacement character, and private use, which
fonts show differently and our placeholders are made of."""
_DROPPED = frozenset("\x85\u2028\u2029\ufeff")
"""Those among them that can be deleted without losing anything."""
_TAB_INDENT = re.compile(r"^ *\t")


def _refuse_before_parsing(path: str, text: str, lines: tuple[str, ...]) -> None:
    _refuse_characters(path, text, lines)
    _refuse_traps(path, traps.conflict(text, lines, in_yaml=True), traps.wide_space(text, lines))


def _refuse_characters(path: str, text: str, lines: tuple[str, ...]) -> None:
    # One search of the whole text first, since hardly any contains such characters.
    for number, line in enumerate(lines, 1) if "\t" in text else ():
        if tab := _TAB_INDENT.match(line):
            raise Unreadable(diagnostic(path, Span(number, tab.end(), number, tab.end() + 1), "KB004"))
    _refuse_controls(path, text, lines)


def _refuse_traps(path: str, *found: traps.Trap | None) -> None:
    if faults := [_told(path, trap) for trap in found if trap]:
        raise Unreadable(*faults)


def _refuse_controls(path: str, text: str, lines: tuple[str, ...]) -> None:
    if not CONTROL.search(text):
        return
    found = ((number, control) for number, line in enumerate(lines, 1) for control in CONTROL.finditer(line))
    faults = [_control(path, number, control.start() + 1, control[0]) for number, control in islice(found, MOST)]
    if faults:
        raise Unreadable(*faults)


def _control(path: str, line: int, column: int, character: str) -> Diagnostic:
    span = Span(line, column, line, column + 1)
    return diagnostic(path, span, "KB016", "" if character in _DROPPED else None, character=f"U+{ord(character):04X}")


def _read_document(reader: _Reader) -> GroupNode:
    root: Node | None = None
    for event in reader.events:
        if isinstance(event, yaml.DocumentStartEvent) and root is not None:
            raise reader.refuse(_span(event), "KB015")
        if isinstance(event, yaml.NodeEvent):
            root = _read_node(reader, event, 1)
    if root is None or (isinstance(root, Scalar) and not root.text):
        raise reader.refuse(Span(), "KB012")
    if not isinstance(root, GroupNode):
        raise _not_a_group(reader, root)
    return root


def _not_a_group(reader: _Reader, root: Node) -> Unreadable:
    """The error for a file that is not a mapping: the slip that all its keys have, or what it contains instead."""
    lines, number = reader.lines, root.span.line
    first = lines[number - 1] if number <= len(lines) else ""
    if _FULL_WIDTH.match(first):
        wide = ((at, _FULL_WIDTH.match(line)) for at, line in enumerate(lines, 1))
        found = (_trap(reader.path, lines, at, match, "KB005") for at, match in wide if match)
        return Unreadable(*islice(found, MOST))
    tight = [trap for at in range(1, len(lines) + 1) if first and (trap := traps.no_space(lines, at))]
    if tight and tight[0].span.line == number:
        return Unreadable(*(_told(reader.path, trap) for trap in tight[:MOST]))
    return reader.refuse(root.span, "KB013")


def _read_node(reader: _Reader, event: Any, depth: int) -> Node:
    span = _span(event)
    if depth > MAX_DEPTH:
        raise reader.refuse(span, "KB011", limit=str(MAX_DEPTH))
    if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
        raise reader.refuse(span, "KB008", text=_rest_of_line(reader.lines, span))
    if event.tag is not None and event.tag != "!":
        raise reader.refuse(span, "KB009", text=_rest_of_line(reader.lines, span))
    if isinstance(event, yaml.ScalarEvent):
        scalar = Scalar(span, event.value, event.style or "")
        _check_text(reader, scalar)
        return scalar
    _refuse_reference(reader, span)
    if isinstance(event, yaml.SequenceStartEvent):
        return _read_sequence(reader, event, depth)
    return _read_mapping(reader, event, depth)


def _check_text(reader: _Reader, scalar: Scalar) -> None:
    if not scalar.style and scalar.span.line <= len(reader.lines):  # an empty document ends behind the last line
        _refuse_wide_mark(reader, scalar)
        for trap in traps.in_plain_text(reader.lines, scalar.span, scalar.text):
            reader.faults.append(_told(reader.path, trap))
    if not scalar.text and not scalar.style and (lost := traps.only_a_comment(reader.lines, scalar.span)):
        raise Unreadable(_told(reader.path, lost))
    if len(scalar.text) > MAX_TEXT:
        reader.faults.append(too_long(reader.path, scalar))
    if scalar.style != "|" and scalar.span.line != scalar.span.end_line and _loses_lines(scalar):
        span = Span(scalar.span.line, scalar.span.column, scalar.span.line, scalar.span.column + 1)
        reader.faults.append(diagnostic(reader.path, span, "KB030", *(traps.bar(reader.lines, scalar.span) or ())))
    # The lines have been checked already, but escapes such as "\\x00" produce characters only now.
    if scalar.style == '"' and CONTROL.search(scalar.text):
        at = places(reader.lines, scalar)
        found = [(*at[control.start()], control[0]) for control in CONTROL.finditer(scalar.text)]
        raise Unreadable(*(_escaped(reader, *each) for each in found[:MOST]))


def _loses_lines(scalar: Scalar) -> bool:
    """Whether folding changes the lines of a text that readers see."""
    paragraphs = not scalar.style and ("\n" in scalar.text or " | " in scalar.text)
    return paragraphs or bool(_FOLDED.search(scalar.text))


def _escaped(reader: _Reader, line: int, column: int, character: str) -> Diagnostic:
    written = _ESCAPE.match(reader.lines[line - 1], column - 1)
    end = written.end() + 1 if written else column + 1
    return diagnostic(reader.path, Span(line, column, line, end), "KB016", character=f"U+{ord(character):04X}")


def too_long(path: str, scalar: Scalar) -> Diagnostic:
    """The finding for a text that is too long."""
    span = Span(scalar.span.line, scalar.span.column, scalar.span.line, scalar.span.column + 1)
    return diagnostic(path, span, "KB019", count=str(len(scalar.text)), limit=str(MAX_TEXT))


def _refuse_reference(reader: _Reader, span: Span) -> None:
    """Raises `Unreadable` for a flow sequence or mapping that was meant as a reference, such as `[[id]]`."""
    if _REFERENCE.match(_rest_of_line(reader.lines, span)):
        fix = traps.names_in_brackets(reader.lines, span) or _quoted(reader.lines, span.line, span.column - 1)
        raise reader.refuse(span, "KB006", fix, text=_rest_of_line(reader.lines, span))


def _refuse_wide_mark(reader: _Reader, scalar: Scalar) -> None:
    """Raises `Unreadable` for an unquoted text that begins with a full-width mark instead of a YAML mark."""
    span = scalar.span
    if scalar.text[:1] not in WIDE_MARKS:
        return
    if scalar.text.startswith(("｜", "＞")):
        mark = Span(span.line, span.column, span.line, span.column + 1)
        raise reader.refuse(mark, "KB005", ("|", mark), **_marked(scalar.text.split("\n")[0][:30]))
    if _LIST_DASH.match(scalar.text):
        raise reader.refuse(span, "KB005", _dashed(reader.lines, span), **_marked(_rest_of_line(reader.lines, span)))


def _read_sequence(reader: _Reader, start: Any, depth: int) -> ListNode:
    items: list[Node] = []
    for event in reader.events:
        if isinstance(event, yaml.SequenceEndEvent):
            return ListNode(_span(start, event), tuple(items), bool(start.flow_style))
        items.append(_read_node(reader, event, depth + 1))
    raise AssertionError("the parser always closes a sequence")


def _read_mapping(reader: _Reader, start: Any, depth: int) -> GroupNode:
    keys: dict[str, Scalar] = {}
    values: dict[str, Node] = {}
    for event in reader.events:
        if isinstance(event, yaml.MappingEndEvent):
            return GroupNode(_span(start, event), keys, values)
        key = _read_node(reader, event, depth + 1)
        value = _read_node(reader, next(reader.events), depth + 1)
        if not isinstance(key, Scalar):
            raise reader.refuse(key.span, "KB006", text=_rest_of_line(reader.lines, key.span))
        if key.text not in keys:
            keys[key.text], values[key.text] = key, value
        elif len(reader.faults) < MOST:
            reader.report(key.span, "KB007", key=key.text, first=str(keys[key.text].span.line))
    raise AssertionError("the parser always closes a mapping")


def _span(start: Any, end: Any = None) -> Span:
    first, last = start.start_mark, (end or start).end_mark
    return Span(first.line + 1, first.column + 1, last.line + 1, last.column + 1)


def _rest_of_line(lines: tuple[str, ...], span: Span) -> str:
    return lines[span.line - 1][span.column - 1 :].strip()[:60] if span.line <= len(lines) else ""


_REFERENCE = re.compile(r"\[\[[^\[]|\{\{[^{]|\[@")
_VALUE_START = r"^\s*(?:- +)*(?:[A-Za-z_][\w-]*: +)?"
_FULL_WIDTH = re.compile(r"^\s*(?:- *)*[A-Za-z_][\w-]*\s*(?P<mark>[：﹕∶︰])|^\s*(?P<dash>[－—–•·])\s*\S")
_REFERENCE_START = re.compile(_VALUE_START + r"(?P<mark>\[\[|\{\{|\[@|[@`%]|[|>][^\s\d+-]|\*\*?\S|&\S|!\S)")
_COLON_INSIDE = re.compile(r"^\s*(?:- +)*[A-Za-z_][\w-]*: +[^'\"|>\[{#\s].*?(?P<mark>: )")
WIDE_MARKS = frozenset("｜＞－—–•·")
_LIST_DASH = re.compile(r"[－—–•·]\s*\S")
_VALUE = re.compile(r"^\s*(?:- +)*[A-Za-z_][\w-]*: +(?P<value>.*?)\s*$")
_COLON_AFTER_HAN = re.compile(r"(?<=[\u4e00-\u9fff”）]): +")


_BEGUN = frozenset({*traps.UNCLOSED, "while scanning a simple key"})
"""Constructs in which an error is reported at their beginning."""


def _explain(path: str, lines: tuple[str, ...], error: yaml.MarkedYAMLError) -> Diagnostic:
    """The finding for an error of the parser, in plain words, at the line that causes it."""
    mark = error.problem_mark or error.context_mark
    line = min(mark.line + 1, len(lines)) if mark else 1
    places = (line, line - 1, error.context_mark.line + 1 if error.context_mark else 0)
    near = [number for number in places if 0 < number <= len(lines)]
    if caused := _cause(path, lines, near) or _unclosed(path, lines, line, error):
        return caused
    if (error.context or "") in _BEGUN and error.context_mark:
        mark, line = error.context_mark, error.context_mark.line + 1
    problem = traps.PROBLEMS.get(error.problem or "", traps.ANY_PROBLEM)
    if error.problem == _NO_KEY and traps.sticks_out(lines, line - 1):
        return _unreadable(path, line - 1, 1, problem)
    if not re.search(r"[\]}]\s*$", lines[line - 1]):
        problem = traps.UNCLOSED.get(error.context or "") or problem
    return _unreadable(path, line, mark.column + 1 if mark else 1, problem)


_NO_KEY = "did not find expected key"


def _cause(path: str, lines: tuple[str, ...], near: Sequence[int]) -> Diagnostic | None:
    """The finding for a known slip in one of these lines that causes the parser's error; None if there is none."""
    if wide := next(filter(None, (traps.flow_marks(lines, number) for number in near)), None):
        return _told(path, wide)
    if two := next(filter(None, (traps.two_keys(lines, number) for number in near)), None):
        return _told(path, two)
    for code, pattern in (("KB005", _FULL_WIDTH), ("KB006", _REFERENCE_START), ("KB014", _COLON_INSIDE)):
        for number in near:
            if pattern.match(lines[number - 1]):
                return _trap(path, lines, *_first_such(pattern, lines, number), code)
    trap = traps.near(lines, near)
    return _told(path, trap) if trap else None


def _first_such(pattern: re.Pattern[str], lines: tuple[str, ...], number: int) -> tuple[int, re.Match[str]]:
    """The first of several consecutive matching lines, because the parser reports the last."""
    while number > 1 and pattern.match(lines[number - 2]):
        number -= 1
    found = pattern.match(lines[number - 1])
    assert found
    return number, found


def _unclosed(path: str, lines: tuple[str, ...], line: int, error: yaml.MarkedYAMLError) -> Diagnostic | None:
    """The finding for a quotation mark that is never closed, if that is the cause; else None."""
    opened: tuple[int, int] | None = None
    if (error.context or "") in _BEGUN and (mark := error.context_mark):
        column = traps.open_quote(lines[mark.line], mark.column)
        opened = (mark.line + 1, column) if column else None
    elif error.problem == _NO_KEY:
        opened = traps.quote_opened_above(lines, line)
    return _unreadable(path, *opened, traps.UNCLOSED_QUOTE) if opened else None


def _unreadable(path: str, line: int, column: int, problem: traps.Problem) -> Diagnostic:
    return diagnostic(path, Span(line, column, line, column + 1), "KB003", problem=problem.what, how=problem.how)


def _told(path: str, trap: traps.Trap) -> Diagnostic:
    facts: Facts = _marked(trap.text) if trap.code == "KB005" else {"text": trap.text}
    return diagnostic(path, trap.span, trap.code, *(trap.fix or ()), **facts)


def _marked(text: str) -> dict[str, str | Wording]:
    """The facts of the finding for a text that begins with a full-width mark."""
    return {"text": text, "how": traps.half_width_mark(text)}


def _trap(path: str, lines: tuple[str, ...], number: int, found: re.Match[str], code: str) -> Diagnostic:
    name = found.lastgroup or "mark"
    start, end = found.start(name), found.end(name)
    line = lines[number - 1]
    text = line.strip() if code == "KB014" else line[start:].strip()[:60]
    fix = _trap_fix(lines, number, code, start, found)
    facts: Facts = _marked(text) if code == "KB005" else {"text": text}
    return diagnostic(path, traps.on_line(number, start, end), code, *(fix or ()), **facts)


def _trap_fix(lines: tuple[str, ...], number: int, code: str, start: int, found: re.Match[str]) -> _Fix | None:
    if code == "KB006":
        return _quoted(lines, number, start)
    if code == "KB014":
        return _without_colon(lines, number)
    line = lines[number - 1]
    mark = ("- " if found["dash"] else ": ") if line[start + 1 :].strip() else ":"
    return mark, traps.on_line(number, start, len(line) - len(line[start + 1 :].lstrip()))


def _quoted(lines: tuple[str, ...], number: int, start: int) -> _Fix | None:
    """The fix that puts the rest of a line into single quotes; None if it may contain a comment."""
    value = lines[number - 1][start:].rstrip()
    if " #" in value:
        return None
    return traps.in_quotes(value), traps.on_line(number, start, start + len(value))


def _without_colon(lines: tuple[str, ...], number: int) -> _Fix | None:
    """The fix that replaces colons after Chinese by full-width ones, or else puts the value into quotes."""
    found = _VALUE.match(lines[number - 1])
    if found is None or " #" in found["value"]:
        return None
    wide = _COLON_AFTER_HAN.sub("：", found["value"])
    if ": " in wide:
        return _quoted(lines, number, found.start("value"))
    return wide, traps.on_line(number, *found.span("value"))


def _dashed(lines: tuple[str, ...], span: Span) -> _Fix:
    """The fix that writes the lines of a text as list items with half-width dashes."""
    source = [lines[number - 1] for number in range(span.line, span.end_line + 1)]
    source[-1] = source[-1][: span.end_column - 1]
    source[0] = source[0][span.column - 1 :]
    return "\n".join(re.sub(r"^(\s*)[－—–•·]\s*", r"\1- ", line) for line in source), span


_FOLDED = re.compile(r"[^\x00-\x7f] [^\x00-\x7f]")
"""Pattern of a folded line break between two Han characters."""
_ESCAPE = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)?")
_ESCAPED_SPACE = frozenset("nrtvf _NLP\t")


def places(lines: tuple[str, ...], node: Scalar) -> list[tuple[int, int]]:
    """The line and column of each character of a scalar's value, and of its end.

    YAML folds, indents and quotes, but it never adds or drops a visible character other than quotes and escapes,
    so the n-th visible character of the value is the n-th visible character of its source.
    """
    start = _first(node)
    visible = _visible(lines, *start, node.style)
    found: list[tuple[int, int]] = []
    for character in node.text:
        if not character.isspace():
            found.append(next(visible, (len(lines), 1)))
        else:
            found.append((found[-1][0], found[-1][1] + 1) if found else (start[0], start[1] + 1))
    return [*found, next(visible, (len(lines), 1))]


def _first(node: Scalar) -> tuple[int, int]:
    if node.style in ("|", ">"):
        return node.span.line + 1, 1
    return node.span.line, node.span.column + bool(node.style)


def _visible(lines: tuple[str, ...], line: int, column: int, style: str) -> Iterator[tuple[int, int]]:
    """The line and column of each visible character of the source from a position on; an escape counts as one."""
    while line <= len(lines):
        source = lines[line - 1]
        while column <= len(source):
            width, shown = _character(source, column - 1, style)
            if shown:
                yield line, column
            column += width
        line, column = line + 1, 1


def _character(source: str, index: int, style: str) -> tuple[int, bool]:
    """How many source characters represent one character of the value, and whether that is visible."""
    if style == "'" and source.startswith("''", index):
        return 2, True
    escape = _ESCAPE.match(source, index) if style == '"' and source[index] == "\\" else None
    if escape is None:
        return 1, not source[index].isspace()
    written = escape[0][1:]
    if len(written) > 1:
        code = int(written[1:], 16)
        return len(escape[0]), code > 0x10FFFF or not chr(code).isspace()
    return len(escape[0]), written != "" and written not in _ESCAPED_SPACE


def locate(root: Node, location: Location) -> Node:
    """The node at a location; parts of the location that do not exist are skipped."""
    node = root
    for part in location:
        if isinstance(node, GroupNode) and part in node.values:
            node = node.values[str(part)]
        elif isinstance(node, ListNode) and isinstance(part, int) and part < len(node.items):
            node = node.items[part]
    return node
