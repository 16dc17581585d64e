"""俗语的中性说法绕成了圈。

## 查什么
顺着术语的 `neutral` 走，会回到本条目；或者 `neutral` 指向的术语本身也是俗语。

## 为什么
编辑照提示换词，换来换去还是俗语。

## 怎么改
让 `neutral` 指向 `slang: false` 的术语。
"""

from collections.abc import Iterator

from generator.content_types.term import Term
from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, LibraryCheck
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("“{title}”的中性说法“{neutral}”也是俗语", "The neutral word “{neutral}” for “{title}” is slang too")
ADVICE = Wording("让 neutral 指向不是俗语的术语。", "Let `neutral` lead to a term that is not slang.")


@LibraryCheck
def check(document: Document, given: Context) -> Iterator[Finding]:
    """A finding at a neutral word that is itself slang."""
    term = document.entry
    if isinstance(term, Term) and term.neutral:
        target = given.library.named(Term, term.neutral)
        if target and target.slang:
            yield Finding(document.at("neutral"), {"title": term.title, "neutral": target.title})
