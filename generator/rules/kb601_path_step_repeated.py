"""处境的步骤里，同一个条目出现两次。

## 查什么
处境的 `steps` 里，两步指向同一个条目。

## 为什么
读者会以为自己点错了，又回到了前面。

## 怎么改
并成一步，或者把第二步换成更具体的条目。
"""

from collections.abc import Iterator

from generator.content_types.path import Path
from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, LibraryCheck
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("“{target}”在第 {first} 步已经出现过", "“{target}” was step {first} already")
ADVICE = Wording("并成一步，或者换成更具体的条目。", "Merge the steps, or use a more specific entry.")


@LibraryCheck
def check(document: Document, given: Context) -> Iterator[Finding]:
    """A finding at each step that leads where an earlier one led."""
    if isinstance(document.entry, Path):
        seen: dict[str, int] = {}
        for index, step in enumerate(document.entry.steps):
            key = given.library.resolve(step.entry).key or step.entry
            if key in seen:
                facts = {"target": step.entry, "first": str(seen[key])}
                yield Finding(document.at("steps", index, "entry"), facts)
            seen.setdefault(key, index + 1)
