"""字段的顺序和约定不同。

## 查什么
最外层的字段要按约定的先后写（见 `docs/reference/types.md`）。只报第一个不对的。

## 为什么
每个文件顺序一样，找起来快，改动也好比较。

## 怎么改
把这个字段移到提示的位置。
"""

from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.entry import fields
from generator.library import Document
from generator.linting import Context, Finding, Severity

SEVERITY: Severity = "warning"
MESSAGE = Wording("“{key}”应当写在“{before}”前面", "“{key}” should stand before “{before}”")
ADVICE = Wording("约定的顺序是：{order}。", "The order is: {order}.")


def check(document: Document, given: Context) -> Iterator[Finding]:
    """A finding at the first key that stands behind one it should precede."""
    order = [key for _, key, _ in fields(type(document.entry))]
    written = [key for key in document.root.keys if key in order]
    for index, key in enumerate(written):
        later = [before for before in written[:index] if order.index(before) > order.index(key)]
        if later:
            facts = {"key": key, "before": later[0], "order": "、".join(sorted(written, key=order.index))}
            yield Finding(document.key_at(key), facts)
            return
