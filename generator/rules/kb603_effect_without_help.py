"""讲心理影响，却没有写怎么缓过来。

## 查什么
心理影响的条目，`relations.eased_by` 和 `seek_help_when` 都没有写。

## 为什么
只说有多难受、不说怎么办，会让人更难受。

## 怎么改
写上能缓解它的做法（`eased_by`），和什么情况下该找人（`seek_help_when`）。
"""

from collections.abc import Iterator

from generator.content_types.effect import Effect
from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording(
    "“{title}”没有写怎么缓解、什么时候该求助", "“{title}” says neither what eases it nor when to seek help"
)
ADVICE = Wording("写 relations.eased_by 和 seek_help_when。", "Write `relations.eased_by` and `seek_help_when`.")


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at the title of an effect that offers no help."""
    entry = document.entry
    if isinstance(entry, Effect) and not entry.relations.eased_by and not entry.seek_help_when:
        yield Finding(document.at("title"), {"title": entry.title})
