"""Grave changes since a revision: what an editor should read twice, although no rule can tell whether it is right."""

from collections.abc import Callable, Mapping

from generator.examining import Examination
from generator.reading.disk import files_digest, key_of
from generator.remembering.memo import Memo, digest
from generator.reviewing.comparing import Change, compare
from generator.reviewing.grading import RISKS
from generator.reviewing.word_lists import compare_words

GRAVE = RISKS[: RISKS.index("fact") + 1]
"""The risk classes of changes that can make a page untrue or take help away."""

Files = Mapping[str, bytes]


def grave_changes(
    former: Files, files: Files, examine: Callable[[Files], Examination], memo: Memo
) -> tuple[Change, ...]:
    """The grave changes from one state of the content (bytes by path) to another, gravest first, except for new entries,
    which have nothing to be compared with. From the cache if both states have been compared before.
    """
    key = digest(files_digest(former), files_digest(files))
    found = memo.recall("grave_changes", key, tuple)
    if found is None:
        old, new = examine(former), examine(files)
        unread = frozenset(map(key_of, old.content.unreadable | new.content.unreadable))
        changes = (*compare(old, new, unread), *compare_words(former, files))
        grave = (each for each in changes if each.risk in GRAVE and each.kind != "added")
        found = tuple(sorted(grave, key=lambda change: RISKS.index(change.risk)))
        memo.keep("grave_changes", key, found)
    return found
