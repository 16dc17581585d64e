"""Finds the one small edit of one line that makes an unreadable file valid, by trying; reported only if it is unique."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice, pairwise

from generator.diagnostics import Diagnostic, Span, Wording
from generator.entry import Record, model_in
from generator.reading.validation import validate
from generator.reading.yaml_nodes import MOST as TOLD_AT_ONCE
from generator.reading.yaml_nodes import GroupNode, ListNode, Node, Scalar, is_yaml, parse, plain

LARGEST = 100_000
"""Maximum size in bytes of a file for which edits are tried."""
MOST, MOST_BYTES = 240, 1_000_000
"""Maximum number of edits tried on a file, and of bytes parsed for them."""
_TOLD_ALREADY = frozenset(
    {"KB001", "KB002", "KB008", "KB009", "KB010", "KB012", "KB015", "KB016", "KB019", "KB020", "KB021", "KB105"}
)
"""Codes of errors that no edit of one line can fix, or that are reported precisely already."""
_ITEM = re.compile(
    r"(?P<indent>[ \t]*)(?P<mark>(?:- )?(?:\d{1,2}[.、．)）]|[①-⑳]|[(（]\d{1,2}[)）]|[-·•●▪◦*＊—–－+>]|->)\s*)(?=\S)"
)
_DASH = re.compile(" *- ")
_KEY = re.compile(r"(?P<indent> *)(?P<dash>- +)?(?P<key>[A-Za-z_][\w-]*):")
_FLOW_KEY = re.compile(r"(?<=[{,])(?P<gap>\s*)(?P<key>[a-z_]+)\s*[:：]\s*(?=\S)")
_FLOW_GAP = re.compile(r"(?<=[^\s,{]) +(?=[a-z_]+: )")


def with_repairs(path: str, data: bytes, model: type[Record], faults: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """The faults of a file; if one small edit of one line makes it valid, a single fault with that edit as its fix."""
    repeated = sum(fault.code == "KB007" for fault in faults)
    if not faults or len(data) > LARGEST or repeated >= TOLD_AT_ONCE or any(_is_sure(fault) for fault in faults):
        return faults
    lines = tuple(data.decode("utf-8").replace("\r\n", "\n").split("\n"))
    near = dict.fromkeys(
        number + step for fault in faults[:3] for number in (fault.span.line,) for step in (0, -1, 1, -2)
    )
    found = _only_repair(path, model, lines, [number for number in near if 0 < number <= len(lines)])
    return faults if found is None else (_told(faults[0], lines, *found),)


def _is_sure(fault: Diagnostic) -> bool:
    return fault.replacement is not None or fault.code in _TOLD_ALREADY or bool(dict(fault.facts).get("guess"))


def _told(fault: Diagnostic, lines: Sequence[str], number: int, line: str) -> Diagnostic:
    """The fault for an edit, at the line to change, with the new line as its fix."""
    before, over = lines[number - 1], Span(number, 1, number, len(lines[number - 1]) + 1)
    known, blanks = dict(fault.facts), len(line) - len(line.lstrip(" "))
    why = known.get("how", Wording("", "")) if line != _with_colon(before) else Wording("", "")
    assert isinstance(why, Wording)
    how = Wording(
        f"{why.zh}把这一行改成“{line.strip()[:80]}”，行首 {blanks} 个空格。",
        f"{why.en} Make this line “{line.strip()[:80]}”, indented by {blanks} blanks.".strip(),
    )
    facts = {"text": before.strip()[:60], "problem": known.get("problem", _SLIP), "how": how}
    place = fault.span if fault.span.line == number else _first_difference(number, before, line)
    code = fault.code if fault.code in _ABOUT_MARKS else "KB033"
    return Diagnostic(fault.path, place, code, tuple(sorted(facts.items())), line, over)


def _first_difference(number: int, before: str, line: str) -> Span:
    same = next(
        (at for at, (a, b) in enumerate(zip(before, line, strict=False)) if a != b), min(len(before), len(line))
    )
    return Span(number, same + 1, number, min(same + 2, len(before) + 1))


_ABOUT_MARKS = frozenset({"KB003", "KB004", "KB006", "KB014", "KB024"})
"""Codes of errors that name the wrong mark themselves."""
_SLIP = Wording("缩进或记号不对", "indentation or a mark is wrong")


def _only_repair(path: str, model: type[Record], lines: tuple[str, ...], near: Iterable[int]) -> tuple[int, str] | None:
    """The line number and new line, if all edits that make the file valid give the same entry; else None."""
    first: tuple[int, str] | None = None
    made: object = None
    firsts, lists = _first_keys(model), _lists_without_colon(model, lines)
    tried = (
        (number, line)
        for number in near
        for line in (
            (_with_colon(lines[number - 1]),) if number in lists else dict.fromkeys(_edits(lines, number, firsts))
        )
    )
    for number, line in islice(tried, min(MOST, MOST_BYTES // (1 + sum(map(len, lines))))):
        text = "\n".join((*lines[: number - 1], line, *lines[number:]))
        root = _valid(path, model, text, number, line) if line != lines[number - 1] else None
        if root and first is None:
            first, made = (number, line), plain(root)
        elif root and plain(root) != made:
            return None
    return first


def _valid(path: str, model: type[Record], text: str, number: int, line: str) -> GroupNode | None:
    """The nodes of an edited text if it is a valid entry in which the new line was not swallowed by a text; else None."""
    root = parse(path, text.encode()).root if is_yaml(text) else None
    if root is None or _swallowed(root, number, line):
        return None
    return None if validate(path, model, root)[1] else root


def _swallowed(node: Node, number: int, line: str) -> bool:
    """Whether a line has become part of a text that begins above it (allowed for a block text, if the line is not a
    field).
    """
    if isinstance(node, Scalar):
        end = node.span.end_line - (node.span.end_column == 1)
        inside = node.span.line < number <= end
        return inside and (node.style != "|" or bool(_KEY.match(line)))
    within = node.items if isinstance(node, ListNode) else node.values.values()
    return any(_swallowed(each, number, line) for each in within)


@cache
def _first_keys(model: type[Record]) -> tuple[str, ...]:
    """The first keys of the groups in an entry's lists."""
    groups = (model_in(field.annotation) for field in model.model_fields.values())
    firsts = (next(iter(group.model_fields.items())) for group in groups if group)
    return tuple(dict.fromkeys(field.alias or name for name, field in firsts))


def _edits(lines: Sequence[str], number: int, firsts: Sequence[str]) -> Iterator[str]:
    """Candidates for a line, most likely first; `firsts` are the keys that list items may begin with."""
    line = lines[number - 1]
    if not line.strip() or line.lstrip().startswith("#"):
        return
    yield from _in_flow(line)
    yield from _with_marks(line)
    yield from _closed(line)
    yield from _with_key(line, "".join(lines[number : number + 1]), firsts)
    words = line.strip()
    for indent in _indents(lines, number):
        yield indent + words
        if not _ITEM.match(line):
            yield f"{indent}- {words}"


def _lists_without_colon(model: type[Record], lines: Sequence[str]) -> frozenset[int]:
    """The numbers of lines that hold only the name of a field, with a list below."""
    below = pairwise(enumerate(lines, 1))
    return frozenset(
        at for (at, line), (_, items) in below if line.strip() in model.model_fields and _DASH.match(items)
    )


def _with_colon(line: str) -> str:
    return f"{line.strip()}:"


def _indents(lines: Sequence[str], number: int) -> Iterator[str]:
    """The line with the indentation of nearby lines, and with one step more or less."""
    around = [each for each in lines[max(0, number - 4) : number - 1][::-1] if each.strip()]
    around += [each for each in lines[number : number + 3] if each.strip()]
    widths = [len(each) - len(each.lstrip(" ")) for each in around]
    own = len(lines[number - 1]) - len(lines[number - 1].lstrip(" \t"))
    for width in dict.fromkeys((*widths, *(each + 2 for each in widths), own + 2, own - 2)):
        if width >= 0:
            yield " " * width


def _with_marks(line: str) -> Iterator[str]:
    """The line with a list dash added or removed."""
    item = _ITEM.match(line)
    if item:
        yield f"{item['indent']}- {line[item.end() :]}"
        if _KEY.match(line[item.end() :]):
            yield f"{item['indent']}  {line[item.end() :]}"
            yield f"{item['indent']}{line[item.end() :]}"
    elif _KEY.match(line) and line.startswith("  "):
        yield f"{line[: len(line) - len(line.lstrip()) - 2]}- {line.lstrip()}"


def _with_key(line: str, below: str, firsts: Sequence[str]) -> Iterator[str]:
    """A list item with a key inserted, if the other fields of its group follow below."""
    item = _ITEM.match(line)
    if item and not _KEY.match(line) and _KEY.match(below):
        yield from (f"{item['indent']}- {key}: {line[item.end() :]}" for key in firsts)


def _in_flow(line: str) -> Iterator[str]:
    """The line with a corrected flow mapping or flow sequence."""
    if "{" in line or "[" in line:
        yield _FLOW_KEY.sub(r"\g<gap>\g<key>: ", line)
        yield _FLOW_GAP.sub(", ", line)
        yield re.sub(r"(?:\s*,)+(\s*[\]}])", r"\1", re.sub(r",(?:\s*,)+", ",", line))


def _closed(line: str) -> Iterator[str]:
    """The line with an unpaired bracket or quote closed or removed."""
    bare = line.rstrip()
    for opening, closing in ("[]", "{}"):
        if bare.count(opening) > bare.count(closing):
            yield bare.rstrip(",") + closing
        elif bare.count(closing) > bare.count(opening) and bare.endswith(closing):
            yield bare[:-1]
    for mark in "\"'":
        if bare.count(mark) == 1:
            yield bare.replace(mark, "")
