"""澄清误区没有任何来源。

## 查什么
误区条目通篇没有一处 `[@来源:条款]`。

## 为什么
说一个流传很广的说法不对，读者会问凭什么。

## 怎么改
在 `answer` 或正文里引用依据。
"""

from collections.abc import Iterator

from generator.content_types.myth import Myth
from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, named, resting_on
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("误区“{title}”没有引用任何来源", "The myth “{title}” cites nothing")
ADVICE = Wording("在 answer 或正文的句号前面写 [@来源:条款]。", "Cite [@source:clause] in the answer or the text.")


@resting_on(named)
def check(document: Document, given: Context) -> Iterator[Finding]:
    """A finding at the title of a myth that cites nothing."""
    if isinstance(document.entry, Myth) and not any(
        mention.reference.kind == "citation" for mention in given.mentions(document)
    ):
        yield Finding(document.at("title"), {"title": document.entry.title})
