"""Reads faultless YAML as plain values, without positions, in a third of the time that nodes take."""

from collections.abc import Callable
from typing import Any

import yaml

from generator.reading import traps
from generator.reading.yaml_nodes import CONTROL, MAX_DEPTH, MAX_TEXT, WIDE_MARKS, Unreadable, checked

_DOUBTFUL = WIDE_MARKS | {"-"}
"""First characters of unquoted texts that may be slips."""
_REFERENCES = ("[[", "{{", "[@")


class _Doubt(Exception):
    """`yaml_nodes.parse` may have something to report."""


def value(path: str, data: bytes) -> dict[str, Any] | None:
    """What a YAML file holds, as dicts, lists and strings; None if `yaml_nodes.parse` might report a fault in it."""
    try:
        text, lines = checked(path, data)
        if " #" in text:
            return None
        return _document(yaml.CBaseLoader(text).get_event, lines)
    except (Unreadable, yaml.YAMLError, _Doubt):
        return None


def _document(next_event: Callable[[], Any], lines: tuple[str, ...]) -> dict[str, Any]:
    """The value of the only document of a file, a mapping."""
    next_event(), next_event()  # the stream and the document begin
    root = next_event()
    if not isinstance(root, yaml.MappingStartEvent):
        raise _Doubt
    value: dict[str, Any] = _value(root, next_event, lines, 1)
    next_event()
    if not isinstance(next_event(), yaml.StreamEndEvent):
        raise _Doubt
    return value


def _value(event: Any, next_event: Callable[[], Any], lines: tuple[str, ...], depth: int) -> Any:
    """The value of the list or mapping that begins with an event, or that an alias names."""
    if event.anchor is not None or event.tag is not None or depth == MAX_DEPTH:
        raise _Doubt
    if event.flow_style and lines[event.start_mark.line].startswith(_REFERENCES, event.start_mark.column):
        raise _Doubt
    if type(event) is yaml.SequenceStartEvent:
        items: list[Any] = []
        while type(event := next_event()) is not yaml.SequenceEndEvent:
            items.append(
                _text(event) if type(event) is yaml.ScalarEvent else _value(event, next_event, lines, depth + 1)
            )
        return items
    group: dict[str, Any] = {}
    while type(event := next_event()) is not yaml.MappingEndEvent:
        if type(event) is not yaml.ScalarEvent or (key := _text(event)) in group:
            raise _Doubt
        event = next_event()
        group[key] = _text(event) if type(event) is yaml.ScalarEvent else _value(event, next_event, lines, depth + 1)
    return group


def _text(event: Any) -> str:
    text: str = event.value
    if event.style == "|":
        doubtful = False
    elif event.start_mark.line != event.end_mark.line:
        doubtful = True
    elif event.style:
        doubtful = event.style == '"' and CONTROL.search(text) is not None
    else:
        doubtful = not text or text[0] in _DOUBTFUL or text in traps.NOTHING
    if doubtful or event.anchor is not None or event.tag is not None or len(text) > MAX_TEXT:
        raise _Doubt
    return text
