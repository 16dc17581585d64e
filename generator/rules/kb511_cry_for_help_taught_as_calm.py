"""平常的条目的问法里，有一句求救的话。

## 查什么
条目写着 `distress: none`，它的 `questions` 里却有求助词（search.yaml 的 `distress`），或者 distress.yaml 的 `heard` 里四个字以上的一句话。
原样写在 `not_heard` 或 `ordinary` 里的问法不算。

## 为什么
搜索从平常条目的问法里学“这样问的人没有危险”。求救的话写在这里，求助卡就不出来了。

## 怎么改
这样问的人可能有危险，写 `distress: some`；这一页答不了这句话，就从 `questions` 里删掉，写到答得了的条目里。

- 错：`distress: none`，`questions: [催收上门怎么办, 被他们关起来不让走]`
- 对：`distress: some`，`questions: [催收上门怎么办, 被他们关起来不让走]`
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from ahocorasick_rs import AhoCorasick, MatchKind

from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, by_facts
from generator.reading.choices import variants
from generator.reading.document import Document

SEVERITY: Severity = "warning"
MESSAGE = Wording(
    "“{cry}”是求救的话，这一页却写着 distress: none", "“{cry}” is a cry for help, but the page says `distress: none`"
)
ADVICE = Wording(
    "写 distress: some；这一页答不了的，把这个问法删掉。",
    "Write `distress: some`; where the page does not answer it, remove the question.",
)
_LEAST = 4
"""Characters of an example that means the same in any company."""


@dataclass(frozen=True)
class Cries:
    """The listed words of distress, and the training examples."""

    listed: tuple[str, ...]
    heard: tuple[str, ...]
    others: tuple[str, ...]
    """Phrases that editors have marked as not distress."""

    @cached_property
    def _found(self) -> AhoCorasick:
        examples = (_bare(text) for line in self.heard for text in variants(line))
        words = {*map(_bare, self.listed), *(text for text in examples if len(text) >= _LEAST)}
        return AhoCorasick(sorted(words), matchkind=MatchKind.LeftmostLongest)

    def first(self, questions: Iterable[str]) -> tuple[int, str] | None:
        """Which of some questions is the first with a cry for help in it, and the cry."""
        asked = ((at, _bare(text)) for at, text in enumerate(questions) if text not in self.others)
        found = ((at, self._found.find_matches_as_strings(text)) for at, text in asked)
        return next(((at, cries[0]) for at, cries in found if cries), None)


def _bare(text: str) -> str:
    """A text without spaces and marks."""
    return re.sub(r"\W", "", text).lower()


def facts(given: Context) -> Cries:
    """The words and examples that editors have listed."""
    match given:
        case Context(library=library):
            search, learnt = library.words.search, library.words.distress
            return Cries(search.distress, learnt.heard, (*learnt.not_heard, *learnt.ordinary))


@by_facts(facts)
def check(document: Document, cries: Cries) -> Iterator[Finding]:
    """A finding at the first question of a calm page that is a cry for help."""
    if getattr(document.entry, "distress", "") == "none" and (found := cries.first(document.entry.questions)):
        yield Finding(document.at("questions", found[0]), {"cry": found[1]})
