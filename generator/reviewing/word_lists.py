"""Compares the files under `content/` that hold word lists and settings instead of an entry."""

from collections.abc import Iterator, Mapping

from generator.content_types import BY_SECTION
from generator.diagnostics import Span
from generator.reading.yaml_nodes import GroupNode, ListNode, Node, Scalar, parse
from generator.reviewing.comparing import Change
from generator.reviewing.grading import RISKS, Risk

_SAFETY = frozenset({"distress", "heard", "not_heard", "danger", "not_danger", "harmful", "unsafe"})
"""Lists that protect readers in danger."""
_UNHEARD = frozenset({"ignored", "elsewhere", "ordinary", "subject"})
"""Lists of words that search must not take for distress."""
_STATED = frozenset({"disclaimer", "claim", "lead"})
"""Fields whose texts the site shows to everyone."""
_SHOWN_IN_ORDER = ("content/site.yaml", "content/topics.yaml")
_NOT_ONE = 60
"""Maximum number of items that are named; of more, the number is given."""

WordPlaces = dict[str, dict[str, Span]]
"""By the name of a list: its words, each with its position in the file."""


def compare_words(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> tuple[Change, ...]:
    """The changes of word lists and settings between two versions of the files, list by list, gravest first."""
    paths = sorted(path for path in old.keys() | new.keys() if _is_words(path) and old.get(path) != new.get(path))
    changes = [change for path in paths for change in _changes(path, old.get(path), new.get(path))]
    return tuple(sorted(changes, key=lambda change: RISKS.index(change.risk)))


def _is_words(path: str) -> bool:
    parts = path.split("/")
    return len(parts) == 2 and path.endswith(".yaml") and parts[1].removesuffix(".yaml") not in BY_SECTION


def _changes(path: str, old: bytes | None, new: bytes | None) -> Iterator[Change]:
    was, now = _words(path, old), _words(path, new)
    distress = _distress(was, now)
    title = path.split("/")[1]
    for place in dict.fromkeys((*was, *now)):
        before, after = was.get(place, {}), now.get(place, {})
        gone, come = [word for word in before if word not in after], [word for word in after if word not in before]
        if gone or come:
            risk = _risk(place, gone + come, distress)
            line = (after[come[0]] if come else before[gone[0]]).line
            key = path.removeprefix("content/")
            yield Change("changed", risk, key, title, place, _told(gone), _told(come), (), path, line)
        elif [*before] != [*after] and path in _SHOWN_IN_ORDER:
            line, key = next(iter(after.values())).line, path.removeprefix("content/")
            yield Change("changed", "wording", key, title, place, _told([*before]), _told([*after]), (), path, line)


def _risk(place: str, words: list[str], distress: tuple[str, ...]) -> Risk:
    """The risk class when a list gains or loses these words."""
    names = {*place.split(".")}
    hides_help = names & _UNHEARD and any(call in word for word in words for call in distress)
    if names & _SAFETY or hides_help or (place == "off" and any(word.startswith("KB5") for word in words)):
        return "safety"
    return "fact" if names & _STATED or place == "off" else "wording"


def _distress(*versions: WordPlaces) -> tuple[str, ...]:
    """The words of distress that a file lists, in any of its versions."""
    return tuple({word for version in versions for word in version.get("distress", {})})


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
    """Every word with the name of its list; a group of synonyms counts as one word."""
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
