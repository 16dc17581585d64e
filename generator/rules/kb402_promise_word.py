"""用了打包票的词。

## 查什么
“百分百”“包过”“内部渠道”“强制上岸”“一定能”“彻底解决”等。放在“ ”里转述、同一句写明是骗局的不查。

## 为什么
没有谁能保证结果。这些也是骗子最常用的词，读者在我们这里看到，就更容易信他们。

## 怎么改
说清条件和可能的结果：

- 错：`照这样做一定能减免。`
- 对：`照这样做，有的机构会同意减免，有的不会。`
"""

import re
from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.running import Finding, OwnCheck, Severity
from generator.linting.sentences import phrases, sentence_around
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("“{word}”是在打包票", "“{word}” promises what nobody can promise")
ADVICE = Wording(
    "说清条件和可能的结果；转述别人的话就放进“ ”。",
    "Say under which conditions what may happen; put other people's words into “ ”.",
)
_WORDS = re.compile(
    r"百分之?百|100%(?=成功|通过|解决|有效|能|可以|安全)|(?<!不能)(?<!不)(?<!无法)(?<!敢)保证(?=能|会|让|你|通过|成功|帮|给你|可以|没)"
    r"|包(?:过|下款|成功|通过|解决|减免|停催)|内部渠道|内部关系|强制上岸|(?<!不)(?<!不是)(?<!没有谁)(?<!没人)(?<!谁也不)一定(?:能|可以)(?!吗|不)|稳过|秒批"
    r"|(?<!不能)(?<!无法)(?:彻底|永久|完全|一次性)解决|绝对(?:能|可以|安全|没问题|有效)|万无一失|无风险|零风险"
)
_WARNS = re.compile(r"骗|(?:别|勿|不要|不能|不可)(?:轻)?信|声称|号称|自称|谎|没有(?:什么)?|警惕|并不|不等于|吗")


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each promise that is neither quoted nor called a fraud."""
    if document.entry.in_own_words:
        for text, found in phrases(document, _WORDS):
            if not _WARNS.search(sentence_around(text.value, found.start())):
                yield Finding(document.within(text, *found.span()), {"word": found[0]})
