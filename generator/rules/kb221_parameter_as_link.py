"""参数写成了链接，读者看到的是参数的名字，不是数。

## 查什么
正文里用 `[[参数]]` 引用参数，又没有写显示什么字。

## 为什么
页面会显示参数的标题，如“每天不超过 每天拨通次数的上限 次”，读者看不到数。

## 怎么改
要数，写成 `{{参数}}`；要链接到那一页，写明显示什么字：`[[参数|依据]]`。可以运行 `kb check --fix`。

- 错：`每天不超过 [[calls-per-day]] 次。`
- 对：`每天不超过 {{calls-per-day}} 次。`
"""

from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, named, resting_on
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("“{words}”会显示参数的名字，不是数", "“{words}” shows the name of the parameter, not its value")
ADVICE = Wording(
    "要数，写成 {{{{{name}}}}}；要链接，写成 [[{name}|显示的字]]。",
    "Write {{{{{name}}}}} for the value, [[{name}|words]] for a link.",
)


@resting_on(named)
def check(document: Document, given: Context) -> Iterator[Finding]:
    """A finding at each reference to a parameter without words of its own."""
    for mention in given.mentions(document):
        found, key = mention.reference, mention.resolution.key or ""
        if found.kind == "entry" and found.text and key.startswith("parameters/") and not (found.label or found.detail):
            words, name = found.text.value[found.start : found.end], key.partition("/")[2]
            place = document.within(found.text, found.start, found.end)
            yield Finding(place, {"words": words, "name": name}, f"{{{{{name}}}}}")
