"""Validates nodes against an entry's model; every mismatch becomes a finding in an editor's words."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import reduce
from operator import getitem
from typing import Any, TypeVar, cast

from pydantic import BaseModel, ValidationError

from generator.diagnostics import Diagnostic, Span, Wording, diagnostic
from generator.entry import (
    SLUG,
    UNSOUND,
    Entry,
    Expected,
    Leaf,
    Location,
    Markup,
    Record,
    Role,
    fields,
    marks_along,
    named,
    walk,
)
from generator.reading import traps
from generator.reading.meant import (
    NOWHERE,
    Unknown,
    belongs_elsewhere,
    choices_at,
    keys_at,
    meant_choice,
    meant_key,
    model_at,
    note_at,
    of_other_types,
    same_choice,
)
from generator.reading.numerals import value_of
from generator.reading.yaml_nodes import GroupNode, ListNode, Node, Scalar, locate, plain

MOST = 50
"""Maximum number of faults reported for a file."""
R = TypeVar("R", bound=Record)

_EXPECTED = {
    "date": Wording("日期，写成 2026-11-20 这样", "a date such as 2026-11-20"),
    "text": Wording("一段文字", "text"),
    "list": Wording("列表：每项占一行，以“- ”开头，或写成 [甲, 乙]", "a list: one item a line after `- `, or [a, b]"),
    "group": Wording(
        "几个字段，各占一行，往里缩进两格，写成“名字: 内容”：{fields}",
        "a group of fields below it, each `name: value`: {fields}",
    ),
    "names": Wording(
        "一组“名字: 内容”，写成 {{名字: '内容', 名字: '内容'}}，名字是各项的 id",
        "names with values, written {{name: 'value'}}; the names are the ids of the items",
    ),
    "item_text": Wording("每项只写文字，不写字段名；去掉“{key}: ”", "items are text without a field; remove `{key}: `"),
    "bool": Wording("true 或 false", "true or false"),
    "filled": Wording("有内容；没有就把这个字段整行删掉", "a value; if there is none, delete the key"),
    "item": Wording(
        "在“-”后面空一格写上内容；没有这一项就删掉这一行", "words after `- `; if there are none, delete the line"
    ),
    "no_day": Wording(
        "真有的日期，写成 2026-11-20 这样；{month} 月没有 {day} 日",
        "a date that there is, such as 2026-11-20; month {month} has no day {day}",
    ),
    "no_month": Wording(
        "真有的日期，写成 2026-11-20 这样；没有 {month} 月",
        "a date that there is, such as 2026-11-20; there is no month {month}",
    ),
    "one_item": Wording(
        "每项只要一个“- ”，后面写上内容；没有这一项就删掉这一行",
        "one `- ` an item, with words behind it; else delete the line",
    ),
    "one_text": Wording(
        "一段文字，不是列表：去掉“- ”，接着写在冒号后面", "text, not a list: put it behind the colon without `- `"
    ),
    "one_name": Wording("一个名字，不是列表：去掉方括号", "one name, not a list: remove the brackets"),
    "required": Wording(
        "在冒号后面写上内容；这个字段每一篇都要有", "a value after the colon; every such entry has this"
    ),
    "line": Wording("一行文字，中间不换行", "one line of words"),
    "words": Wording("读者看得懂的一句话", "words that readers understand"),
    "some": Wording("至少 {n} 项", "at least {n} items"),
    "short": Wording("最多 {n} 个字符", "at most {n} characters"),
    "number": Wording("一个整数，如 3", "a whole number such as 3"),
    "least": Wording("不小于 {n}", "at least {n}"),
    "most": Wording("不大于 {n}", "at most {n}"),
    "no_blanks": Wording("去掉前后的空格", "no blanks around it"),
    "unquoted": Wording("去掉引号；整句话要引起来，才用“”", "no quotation marks; they are for what someone says"),
}
_KINDS = {
    "date_from_datetime_parsing": "date",
    "date_parsing": "date",
    "date_from_datetime_inexact": "date",
    "string_type": "text",
    "tuple_type": "list",
    "model_type": "group",
    "model_attributes_type": "group",
    "bool_parsing": "bool",
    "bool_type": "bool",
    "string_too_short": "filled",
    "dict_type": "names",
    "int_parsing": "number",
    "int_type": "number",
    "int_from_float": "number",
    "int_parsing_size": "number",
}
_LIMITS = {
    "too_short": ("some", "min_length"),
    "string_too_long": ("short", "max_length"),
    "greater_than_equal": ("least", "ge"),
    "less_than_equal": ("most", "le"),
}
"""By pydantic error type: the message for a violated limit, and the name of the limit in the error's context."""
_IDS = re.compile("[a-z0-9]+(?:[-/][a-z0-9]+)*(?:[,，、; ]+[a-z0-9]+(?:[-/][a-z0-9]+)*)*")
"""The ids of one or several entries."""
_WRAPPED = re.compile("[(（{｛【“\"'\\[](.*)[)）}｝】”\"'\\]]")
"""Other brackets and quotes in which people write lists."""
_ADDRESS = re.compile(r"(?:https?://[^/]+)?/([a-z]+/[a-z0-9-]+)/?")
"""Pattern of an address as browsers display it, without https://."""
_LINE, _PLAIN = Markup("line"), Markup("plain")
_QUOTES = "“‘「'\""
_IN_QUOTES = re.compile(f"[{_QUOTES}][^“”‘’「」]*[”’」'\"]")
_NO_WORDS = re.compile(r"(?i)\s*(?:true|false|yes|no|on|off|none|null|[\d\W]*)\s*")
"""Pattern of values without words, such as those that programs write for missing or nested values."""
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{4})(\d{2})(\d{2})")


def faultless(entry: Entry, leaves: Iterable[Leaf], root: dict[str, Any], name: str) -> bool:
    """Whether `validate` finds no fault with an entry that has been made of a value in a file of this name."""
    if entry.id != name or next(entry.oddities(), None):
        return False
    for location, value, _ in leaves:
        if isinstance(value, str):
            if _meant(value, type(entry), location):
                return False
        elif isinstance(value, date) and value.isoformat() != reduce(getitem, location, cast(Any, root)):
            return False
    return True


def fits(content_type: type[Record], root: GroupNode) -> bool:
    """Whether a file is a valid entry of a type; much faster than `validate`, which says what is wrong."""
    try:
        content_type.model_validate(plain(root))
    except ValidationError:
        return False
    return True


def validate(path: str, content_type: type[R], root: GroupNode) -> tuple[R | None, tuple[Diagnostic, ...]]:
    """The typed entry, or None and all faults because of which the file is not one."""
    try:
        entry = content_type.model_validate(plain(root))
    except ValidationError as error:
        errors = error.errors(include_url=False)[:MOST]
        misspelt = {
            (*each["loc"][:-1], meant_key(_unknown(content_type, root, each["loc"])))
            for each in errors
            if each["type"] == "extra_forbidden"
        }
        own = (each for each in errors if not _follows(each, errors) and each["loc"] not in misspelt)
        return None, tuple(dict.fromkeys(_fault(path, content_type, root, detail) for detail in own))
    name = path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    if isinstance(entry, Entry) and entry.id != name:
        return None, (
            diagnostic(path, root.values["id"].span, "KB105", id=entry.id, name=name, how=_one_name(entry, name)),
        )
    faults = list(_unsound(path, root, entry))
    return (None, tuple(faults[:MOST])) if faults else (entry, ())


def _one_name(entry: Entry, name: str) -> Wording:
    """The advice for an id that differs from the file name."""
    suffix = ".md" if entry.by_hand else ".yaml"
    if not re.fullmatch(SLUG, name):
        return Wording(
            f"文件名只用小写字母、数字和连字符，改成 {entry.id}{suffix}",
            f"File names are lower-case letters, digits and hyphens: rename it to {entry.id}{suffix}",
        )
    return Wording(
        f"把 id 改成“{name}”，或者把文件改名为 {entry.id}{suffix}",
        f"Make the id “{name}”, or rename the file to {entry.id}{suffix}",
    )


def _unsound(path: str, root: GroupNode, entry: Record) -> Iterator[Diagnostic]:
    """The findings for values that the field types allow but that must be mistakes."""
    odd = {each.location: each for each in entry.oddities()} if isinstance(entry, Entry) else {}
    for location, value, _ in walk(entry):
        if odd and location in odd:
            _, expected, right = odd[location]
            right = right or (_whole_number(value) if isinstance(value, str) else None)
            place = locate(root, location).span
            yield diagnostic(path, place, "KB103", right, key=_key(location), expected=expected)
        elif isinstance(value, date):
            yield from _misdated(path, locate(root, location), _key(location), value)
        elif isinstance(value, str) and (meant := _meant(value, type(entry), location)):
            yield from _badly_written(path, locate(root, location), _key(location), meant)


def _key(location: Location) -> str:
    """The name of the field that contains a location."""
    return next(part for part in reversed(location) if isinstance(part, str))


def _misdated(path: str, node: Node, key: str, value: date) -> Iterator[Diagnostic]:
    """The finding for a date in another format than 2026-11-20."""
    if isinstance(node, Scalar) and node.text != value.isoformat():
        yield diagnostic(path, node.span, "KB103", _date(node.text), key=key, expected=_EXPECTED["date"])


def _badly_written(path: str, node: Node, key: str, expected: Wording) -> Iterator[Diagnostic]:
    """The finding for a text whose form must be a mistake, with a fix if it is certain."""
    if isinstance(node, Scalar):
        right = _scalar(node.text.strip()) if expected is _EXPECTED["no_blanks"] else None
        if expected is _EXPECTED["unquoted"] and not node.style:
            right = _scalar(node.text[1:-1])
        yield diagnostic(path, node.span, "KB103", right, key=key, expected=expected)


def _meant(value: str, kind: type[Record], location: Location) -> Wording | None:
    """What to write instead of a badly formed text or one without words; None if the text is fine."""
    bare = value.strip()
    if not bare:
        return _EXPECTED["filled"]
    if bare == value and "\n" not in value and value[0] not in _QUOTES and not _NO_WORDS.fullmatch(value):
        return None  # as nearly all are
    marks = marks_along(kind, named(location))
    if Role.UNQUOTED in marks and _LINE not in marks and value != value.strip():
        return _EXPECTED["no_blanks"]
    if Role.UNQUOTED in marks and _IN_QUOTES.fullmatch(value):
        return _EXPECTED["unquoted"]
    if _PLAIN in marks and "\n" in value.strip("\n"):
        return _EXPECTED["line"]
    return _EXPECTED["words"] if Role.WORDS in marks and _NO_WORDS.fullmatch(value) else None


def _scalar(value: str) -> str:
    """A value as a YAML scalar, in quotes if it would otherwise be another type."""
    return f"'{value}'" if re.fullmatch("[0-9.-]+", value) else value


def _follows(detail: Any, errors: Iterable[Any]) -> bool:
    """Whether an error that a list is too short is only a consequence of an invalid item."""
    place = detail["loc"]
    return detail["type"] == "too_short" and any(
        other["loc"][: len(place)] == place and len(other["loc"]) > len(place) for other in errors
    )


def _fault(path: str, content_type: type[Record], root: GroupNode, detail: Any) -> Diagnostic:
    location, kind = detail["loc"], detail["type"]
    if kind == "extra_forbidden":
        return _unknown_key(path, content_type, root, location)
    if kind == "missing":
        place, about = _place_of_missing(content_type, root, location), note_at(content_type, location).rstrip("。")
        return diagnostic(path, place, "KB102", key=str(location[-1]), about=about)
    node = locate(root, location)
    if undivided := _undivided(path, root, node, location) if kind in _OF_UNDIVIDED else None:
        return undivided
    if kind == "literal_error" and isinstance(node, ListNode):
        key = str(location[-1])
        return diagnostic(path, node.span, "KB103", key=key, expected=_EXPECTED["one_name"])
    if kind == "literal_error":
        return _unknown_choice(path, node, choices_at(content_type, location), note_at(content_type, location))
    key = _key(location)
    if kind == "string_type" and not isinstance(node, Scalar):
        return _no_text(path, node, location, key)
    if kind == "tuple_type" and isinstance(node, Scalar) and (half := traps.bracketed(node.span, node.text)):
        return diagnostic(
            path, half.span, half.code, *(half.fix or ()), text=half.text, how=traps.half_width_mark(half.text)
        )
    if isinstance(node, Scalar) and not node.text and _is_required(content_type, location):
        return diagnostic(path, node.span, "KB103", key=key, expected=_EXPECTED["required"])
    return _of_another_form(path, content_type, root, node, detail)


def _place_of_missing(content_type: type[Record], root: GroupNode, location: Location) -> Span:
    """The key before which a missing key would stand; the beginning of the group if it is not known."""
    group = locate(root, location[:-1])
    order = [key for _, key, _ in fields(content_type)] if group is root else []
    behind = order[order.index(str(location[-1])) + 1 :] if location[-1] in order else []
    return next((root.keys[key].span for key in behind if key in root.keys), _opening(group))


def _of_another_form(path: str, content_type: type[Record], root: GroupNode, node: Node, detail: Any) -> Diagnostic:
    """The finding for an invalid value, with the probable meaning if known."""
    kind, key, expected = detail["type"], _key(detail["loc"]), _expected(content_type, detail, node)
    if kind == "string_pattern_mismatch" and isinstance(node, Scalar) and (meant := _id_of(root, node)):
        return diagnostic(path, node.span, "KB103", key=key, expected=expected, guess=meant)
    right = _right(kind, node, detail.get("ctx", {}).get("pattern"))
    return diagnostic(path, _opening(node), "KB103", right, key=key, expected=expected)


_OF_UNDIVIDED = ("literal_error", "too_short", "string_pattern_mismatch", "string_too_long")
"""Error types of a list whose items are not separated."""


def _no_text(path: str, node: Node, location: Location, key: str) -> Diagnostic:
    """The finding for a list or group where a text is expected."""
    if isinstance(node, ListNode) and node.bracketed and not isinstance(location[-1], int):
        only = node.items[0].text if len(node.items) == 1 and isinstance(node.items[0], Scalar) else None
        return diagnostic(path, node.span, "KB103", only, key=key, expected=_EXPECTED["one_name"])
    if isinstance(node, ListNode):
        expected = _EXPECTED["one_item" if isinstance(location[-1], int) else "one_text"]
        return diagnostic(path, _opening(node), "KB103", key=key, expected=expected)
    if name := _field_of_item(location, node):
        wording = _EXPECTED["item_text"]
        expected = Wording(wording.zh.format(key=name), wording.en.format(key=name))
        return diagnostic(path, _opening(node), "KB103", key=key, expected=expected)
    return diagnostic(path, _opening(node), "KB014", *_one_text(node), text=_first_words(node))


_TRUTH = {**dict.fromkeys("是有对", "true"), **dict.fromkeys("否无不", "false"), "没有": "false", "不是": "false"}


def _right(kind: str, node: Node, pattern: object) -> str | None:
    """The corrected value if it is certain (a date, a list of ids, an id, an address); else None."""
    if not isinstance(node, Scalar):
        return None
    if kind == "tuple_type":
        return _as_list(node.text)
    if kind == "string_pattern_mismatch":
        found = _ADDRESS.fullmatch(node.text)
        return found[1] if found else _in_form(str(pattern), node.text)
    if kind == "bool_parsing":
        return _TRUTH.get(node.text)
    if kind == "int_parsing":
        return _whole_number(node.text)
    return _date(node.text) if _KINDS.get(kind) == "date" else None


def _whole_number(written: str) -> str | None:
    """A number in full-width digits or in Chinese numerals, in plain digits."""
    plain_digits = unicodedata.normalize("NFKC", written).strip()
    if re.fullmatch("[零〇一二两三四五六七八九十百千]+", plain_digits):
        return str(value_of(plain_digits))
    return plain_digits if plain_digits.isdecimal() and plain_digits != written else None


def _as_list(written: str) -> str | None:
    """The YAML list for short names that were written as one text, in other brackets or quotes; None for a sentence."""
    inner = found[1] if (found := _WRAPPED.fullmatch(written.strip())) else written.strip()
    by_id = _IDS.fullmatch(inner)
    items = [item.strip() for item in re.split(r"[,，、;；\s]" if by_id else "[,，、;；]", inner)]
    items = [item for item in items if item]
    plain_names = all(len(item) <= 30 and not re.search(r"[\[\]{}:#'\"。！？]", item) for item in items)
    return f"[{', '.join(items)}]" if plain_names and (by_id or len(items) > 1) else None


def _field_of_item(location: Location, node: Node) -> str:
    """The field name that precedes the text of an item that should be text only; else empty."""
    if not isinstance(location[-1], int) or not isinstance(node, GroupNode) or len(node.keys) != 1:
        return ""
    name = next(iter(node.keys))
    return name if re.fullmatch("[a-z_]+", name) else ""


def _id_of(node: Node, written: Scalar) -> str:
    """The id of another group whose text was written instead of the id; else empty."""
    if isinstance(node, GroupNode):
        own = node.values.get("id")
        beside = [value for value in node.values.values() if isinstance(value, Scalar)]
        said = written not in beside and any(value.text == written.text for value in beside)
        if said and isinstance(own, Scalar) and re.fullmatch(SLUG, own.text):
            return own.text
    within = node.values.values() if isinstance(node, GroupNode) else node.items if isinstance(node, ListNode) else ()
    return next((found for each in within if (found := _id_of(each, written))), "")


def _in_form(pattern: str, written: str) -> str | None:
    """The value in plain characters, with ordinary dashes, as a date or as a phone number without brackets and spaces, if it
    then matches the pattern; else None.
    """
    visible = "".join(each for each in unicodedata.normalize("NFKC", written) if unicodedata.category(each) != "Cf")
    bare = visible.strip().strip("“”‘’\"'。，；")
    day = re.sub(r"\b(\d)\b", r"0\1", re.sub(r"\s*[年月/.]\s*", "-", bare).rstrip("日-"))
    tries = (
        bare,
        bare.lower(),
        bare.lower().replace("-", "_"),
        re.sub(r"\.(?:yaml|yml|md)$", "", bare.lower()),
        re.sub(r"\s*=+\s*", "=", bare),
        re.sub("[_ ]+", "-", bare.lower()),
        day,
        f"https://{bare}",
        re.sub(r"[\s()-]+", "-", bare).strip("-"),
    )
    addresses = re.findall(r"https?://[A-Za-z0-9.-]+[\w/?=.~-]*", bare, re.ASCII)
    tries = (*tries, *(addresses if len(addresses) == 1 else ()))
    return next((_scalar(each) for each in tries if each != written and re.search(pattern, each)), None)


def _undivided(path: str, root: GroupNode, node: Node, location: Location) -> Diagnostic | None:
    """The finding for a flow sequence whose items are separated by full-width commas; None if that is not the cause."""
    holder = node if isinstance(node, ListNode) else locate(root, location[:-1])
    if not isinstance(holder, ListNode) or not holder.bracketed:
        return None
    items = [each for each in (holder.items if holder is node else (node,)) if isinstance(each, Scalar)]
    trap = next((trap for each in items if (trap := traps.wide_separators(each.span, each.text))), None)
    return diagnostic(path, trap.span, trap.code, *(trap.fix or ()), text=trap.text) if trap else None


def _unknown(content_type: type[Record], root: GroupNode, location: Location) -> Unknown:
    group = locate(root, location[:-1])
    assert isinstance(group, GroupNode), "a key stands in a group"
    return Unknown(content_type, location, group)


def _unknown_key(path: str, content_type: type[Record], root: GroupNode, location: Location) -> Diagnostic:
    unknown, key = _unknown(content_type, root, location), str(location[-1])
    known, span = keys_at(content_type, location[:-1]), unknown.group.keys[key].span
    if (wide := traps.wide_colon(span, key)) and wide.text in known:
        return diagnostic(path, wide.span, wide.code, *(wide.fix or ()), text=key, how=traps.half_width_mark("："))
    elsewhere = belongs_elsewhere(unknown)
    if elsewhere is NOWHERE:
        elsewhere = of_other_types(location)
    facts = {"key": key, "guess": meant_key(unknown), "known": ", ".join(unknown.fields)}
    return diagnostic(path, span, "KB101", elsewhere=elsewhere, **facts)


def _unknown_choice(path: str, node: Node, choices: Sequence[str], about: str) -> Diagnostic:
    value = node.text if isinstance(node, Scalar) else ""
    facts = {"value": value, "choices": ", ".join(choices), "guess": meant_choice(value, choices, about)}
    return diagnostic(path, node.span, "KB104", same_choice(value, choices), **facts)


def _date(written: str) -> str | None:
    """A date in another format, as 2026-11-20; None if it is not a date or ambiguous."""
    found = _DAY.fullmatch(unicodedata.normalize("NFKC", written))
    try:
        return date(*_parts(found)).isoformat() if found else None
    except ValueError:
        return None


def _parts(found: re.Match[str]) -> tuple[int, int, int]:
    """Year, month and day of a match as numbers."""
    year, month, day = (int(part) for part in found.groups() if part)
    return year, month, day


def _beyond(written: str) -> Wording | None:
    """The message for a day that its month does not have, such as 2026-11-31; None for other values."""
    found = _DAY.fullmatch(unicodedata.normalize("NFKC", written))
    if not found or _date(written):
        return None
    _, month, day = _parts(found)
    wording, facts = _EXPECTED["no_day" if 1 <= month <= 12 else "no_month"], {"month": str(month), "day": str(day)}
    return Wording(wording.zh.format(**facts), wording.en.format(**facts))


def _expected(content_type: type[Record], detail: Any, node: Node) -> Wording:
    kind, context = detail["type"], detail.get("ctx", {})
    if isinstance(node, Scalar) and not node.text:
        return _EXPECTED["item" if isinstance(detail["loc"][-1], int) else "filled"]
    if isinstance(node, Scalar) and _KINDS.get(kind) == "date" and (beyond := _beyond(node.text)):
        return beyond
    if kind == UNSOUND:
        expected: Wording = context[UNSOUND]
        return expected
    if kind == "string_pattern_mismatch":
        return _of_that_form(content_type, detail["loc"], context["pattern"])
    if kind in _LIMITS:
        name, limit = _LIMITS[kind]
        wording, number = _EXPECTED[name], str(context[limit])
        return Wording(wording.zh.format(n=number), wording.en.format(n=number))
    wording = _EXPECTED[_KINDS.get(kind, "text")]
    if wording is _EXPECTED["names"]:
        return Wording(wording.zh.format(), wording.en.format())
    if wording is not _EXPECTED["group"]:
        return wording
    names = ", ".join(keys_at(content_type, detail["loc"]))
    return Wording(wording.zh.format(fields=names), wording.en.format(fields=names))


def _of_that_form(content_type: type[Record], location: Location, pattern: str) -> Wording:
    """What to write in a field with a pattern: the wording of its `Expected` mark, else the pattern."""
    marks = marks_along(content_type, named(location))
    said = (mark.wording for mark in reversed(marks) if isinstance(mark, Expected))
    return next(said, Wording(f"符合 {pattern} 的文字", f"text of the form {pattern}"))


def _is_required(content_type: type[BaseModel], location: Location) -> bool:
    """Whether the field at a location is required."""
    *groups, name = location
    fields = model_at(content_type, tuple(groups)).model_fields if isinstance(name, str) else {}
    wanted = content_type.wanted if issubclass(content_type, Entry) and not groups else ()
    return name in wanted or any(field.is_required() for key, field in fields.items() if name in (key, field.alias))


def _opening(node: Node) -> Span:
    """The span of the first line of a node, so that a finding does not cover a whole block."""
    span = node.span
    return span if span.line == span.end_line else Span(span.line, span.column, span.line, span.column + 1)


def _one_text(node: Node) -> tuple[()] | tuple[str, Span]:
    """The fix for a text that its colon has turned into a field: new text and span; empty for anything longer."""
    if not isinstance(node, GroupNode) or len(node.keys) != 1:
        return ()
    (name, key), value = next(iter(node.keys.items())), next(iter(node.values.values()))
    one_line = key.span.line == value.span.end_line and isinstance(value, Scalar) and not (key.style or value.style)
    if not one_line or not isinstance(value, Scalar):
        return ()
    if re.fullmatch(SLUG, name) and re.fullmatch("[a-z0-9.-]+", value.text):  # a source and its clause
        return f"'{name}:{value.text}'", Span(*key.span[:2], *value.span[2:])
    wide = bool(re.search("[\u4e00-\u9fff”）]$", name))
    text = f"{name}：{value.text}" if wide else "'" + f"{name}: {value.text}".replace("'", "''") + "'"
    return text, Span(key.span.line, key.span.column, value.span.end_line, value.span.end_column)


def _first_words(node: Node) -> str:
    if isinstance(node, GroupNode):
        return next(
            (f"{key}: {value.text if isinstance(value, Scalar) else '…'}" for key, value in node.values.items()), ""
        )
    return "…"
