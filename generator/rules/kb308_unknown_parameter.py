"""用了不存在的参数。

## 查什么
`{{参数}}` 里的 id 在 `content/parameters/` 里没有。

## 为什么
读者会看到一个空的数字。

## 怎么改

- 错：`{{call-per-day}} 次`
- 对：`{{calls-per-day}} 次`
"""

from collections.abc import Iterator
from difflib import get_close_matches

from generator.content_types.parameter import Parameter
from generator.diagnostics import Wording
from generator.linting.gone import advice_if_gone
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, named, resting_on
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("没有叫“{parameter}”的参数", "There is no parameter “{parameter}”")
ADVICE = Wording("{how}", "{how}")
_ONE = Wording(
    "改成 content/parameters/ 里有的 id，或者先写好这个参数。",
    "Use an id from content/parameters/, or write that parameter first.",
)


@resting_on(named)
def check(document: Document, given: Context) -> Iterator[Finding]:
    """A finding at each use of a parameter that is not there."""
    for mention in given.mentions(document):
        if mention.resolution.state == "unknown" and mention.reference.kind == "parameter":
            known = [parameter.id for parameter in given.library.entries(Parameter)]
            gone = advice_if_gone(given, mention)
            guess = "" if gone else "".join(get_close_matches(mention.reference.target, known, 1, 0.5))
            facts: dict[str, str | Wording] = {
                "parameter": mention.reference.target,
                "guess": guess,
                "how": gone or _ONE,
            }
            yield Finding(mention.span(document), facts)
