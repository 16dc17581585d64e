"""What changed in the files under `content/` that hold editors' words instead of an entry."""

from collections.abc import Iterator, Mapping

from generator.content_types import BY_SECTION
from generator.diagnostics import Span
from generator.reading.yaml_nodes import GroupNode, ListNode, Node, Scalar, parse
from generator.reviewing.comparing import Change
from generator.reviewing.grading import RISKS, Risk

_SAFETY = frozenset({"distress", "heard", "not_heard", "harmful", "unsafe"})
"""The lists that protect a reader in danger."""
_NOT_ONE = 60
"""So many items are told by name; of more, the number."""

WordPlaces = dict[str, dict[str, Span]]
"""By the place of a list: its words, and where each stands."""


def compare_words(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> tuple[Change, ...]:
    """The changes of the editors' words, list by list, gravest first."""
    paths = sorted(path for path in old.keys() | new.keys() if _is_words(path))
    changes = [change for path in paths for change in _changes(path, old.get(path), new.get(path))]
    return tuple(sorted(changes, key=lambda change: RISKS.index(change.risk)))


def _is_words(path: str) -> bool:
    parts = path.split("/")
    return len(parts) == 2 and path.endswith(".yaml") and parts[1].removesuffix(".yaml") not in BY_SECTION


def _changes(path: str, old: bytes | None, new: bytes | None) -> Iterator[Change]:
    was, now = _words(path, old), _words(path, new)
    title = path.split("/")[1]
    for place in dict.fromkeys((*was, *now)):
        before, after = was.get(place, {}), now.get(place, {})
        gone, come = [word for word in before if word not in after], [word for word in after if word not in before]
        if gone or come:
            risk: Risk = "safety" if _SAFETY & {*place.split(".")} else "wording"
            line = (after[come[0]] if come else before[gone[0]]).line
            key = path.removeprefix("content/")
            yield Change("changed", risk, key, title, place, _told(gone), _told(come), (), path, line)


def _told(words: list[str]) -> str:
    more = f"……（{len(words)}）" if len(words) > _NOT_ONE else ""
    return "、".join(words[:_NOT_ONE]) + more


def _words(path: str, data: bytes | None) -> WordPlaces:
    root = parse(path, data).root if data is not None else None
    found: WordPlaces = {}
    for place, scalar in _scalars(root, "") if root else ():
        found.setdefault(place, {})[scalar.text] = scalar.span
    return found


def _scalars(node: Node, place: str) -> Iterator[tuple[str, Scalar]]:
    """Every word with the names of the lists it stands in; a group of several words counts as one."""
    if isinstance(node, Scalar):
        yield place, node
    elif isinstance(node, GroupNode):
        for name, value in node.values.items():
            yield from _scalars(value, f"{place}.{name}".lstrip("."))
    elif isinstance(node, ListNode):
        for item in node.items:
            yield from ([(place, _joined(item))] if isinstance(item, GroupNode) else _scalars(item, place))


def _joined(node: Node) -> Scalar:
    return Scalar(node.span, " / ".join(scalar.text for _, scalar in _scalars(node, "")))
