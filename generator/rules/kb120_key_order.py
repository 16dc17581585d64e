"""字段的顺序和约定不同。

## 查什么
最外层的字段要按约定的先后写（见 `docs/reference/types.md`）。只报第一个不对的。

## 为什么
每个文件顺序一样，找起来快，改动也好比较。

## 怎么改
把这个字段移到提示的位置。可以运行 `kb check --fix`，字段连同它上面的注释一起移。
"""

from collections.abc import Iterator

from generator.diagnostics import Span, Wording
from generator.entry import fields
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.reading.document import Document

SEVERITY: Severity = "warning"
MESSAGE = Wording("“{key}”应当写在“{before}”前面", "“{key}” should stand before “{before}”")
ADVICE = Wording(
    "约定的顺序是：{order}。可以运行 kb check --fix 自动改。", "The order is: {order}. `kb check --fix` does it."
)


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at the first key that stands behind one it should precede."""
    order = [key for _, key, _ in fields(type(document.entry))]
    written = [key for key in document.keys if key in order]
    for index, key in enumerate(written if written != sorted(written, key=order.index) else ()):
        later = [before for before in written[:index] if order.index(before) > order.index(key)]
        if later:
            facts = {"key": key, "before": later[0], "order": "、".join(sorted(written, key=order.index))}
            fix = () if document.path.endswith(".md") else _sorted(document, order)
            yield Finding(document.key_at(key), facts, *fix)
            return


def _sorted(document: Document, order: list[str]) -> tuple[str, Span]:
    """The fields in the right order, each with the comment lines above it, as text; and the span that they replace."""
    keys = sorted(document.root.keys.values(), key=lambda key: key.span)
    starts = [_start(document.lines, key.span.line) for key in keys]
    end = len(document.lines) + 1
    while not document.lines[end - 2].strip():
        end -= 1
    blocks = {
        key.text: document.lines[start - 1 : stop - 1]
        for key, start, stop in zip(keys, starts, [*starts[1:], end], strict=True)
    }
    names = sorted(blocks, key=lambda name: order.index(name) if name in order else len(order))
    text = "\n".join(line for name in names for line in blocks[name])
    return text, Span(starts[0], 1, end - 1, len(document.lines[end - 2]) + 1)


def _start(lines: tuple[str, ...], line: int) -> int:
    """The number of the first comment line directly above a field; the first line of the file is never moved."""
    while line > 2 and lines[line - 2].startswith("#"):
        line -= 1
    return line
