"""求助渠道的号码和标题里的号码不一样。

## 查什么
标题里写着号码（如“12378 金融消费者投诉热线”），`phone` 里却没有它。

## 为什么
两个号码里有一个是错的。读者照着打，会打给别人。

## 怎么改
对着主管部门的公布核对，改掉错的那个。

- 错：`title: 110 报警`，`phone: '120'`
- 对：`title: 110 报警`，`phone: '110'`
"""

import re
from collections.abc import Iterator

from generator.content_types.contact import Contact
from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording(
    "标题里的号码是 {title}，这里却是 {phone}", "The title has the number {title}, but here it is {phone}"
)
ADVICE = Wording(
    "对着主管部门的公布核对，改掉错的那个；没有核对到就从上一个版本找回来。",
    "Check it with whoever runs the line and mend the wrong one, or restore the last version.",
)
_NUMBER = re.compile(r"(?<![\d-])\d{3,8}(?![\d-])")


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at a number to call that is not among those of its title."""
    entry = document.entry
    if isinstance(entry, Contact) and entry.phone:
        named, digits = _NUMBER.findall(entry.title), entry.phone.replace("-", "")
        if named and not any(number in digits for number in named):
            yield Finding(document.at("phone"), {"title": "、".join(named), "phone": entry.phone})
