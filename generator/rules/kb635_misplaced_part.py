"""信里的一段，条件写错了。

## 查什么
- 两段写了同一个选项，另一个选项却没有一段；
- 同一个条件，`if` 和 `unless` 都写了；
- 选一项的格子，`if` 只写了格子，没写选项。

## 为什么
读者选了这一项，信里却写出另一项的话，寄出去就成了他自己说的。

## 怎么改
照这一段的话，写上它该有的那个选项。

- 错：两段都写 `if: ground=limitation`，`ground=not-mine` 没有
- 对：一段写 `if: ground=not-mine`，一段写 `if: ground=limitation`
"""

from collections.abc import Iterator, Sequence

from generator.content_types.letter import Letter, Part
from generator.diagnostics import Facts, Wording
from generator.form import Input
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("这一段的条件“{condition}”{said}", "The condition “{condition}” of this part {said}")
ADVICE = Wording("{how}。", "{how}.")
_NEVER = Wording("if 和 unless 都写了，这一段永远没有", "is in both `if` and `unless`: it is never there")
_DROP = Wording("去掉其中一个", "Remove one of them")
_ALWAYS = Wording("没有写是哪一项，选什么都有这一段", "names no choice: the part is always there")


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each condition of a part of a letter that cannot be meant."""
    entry = document.entry
    if not isinstance(entry, Letter):
        return
    for index, part in enumerate(entry.parts):
        if part.if_ and part.if_ == part.unless:
            facts: Facts = {"condition": part.if_, "said": _NEVER, "how": _DROP}
            yield Finding(document.at("parts", index, "unless"), facts)
    for field in entry.fields:
        if field.choices and not field.optional:
            yield from _without_choice(document, field, entry.parts)
            yield from _twice(document, field, entry.parts)


def _without_choice(document: Document, field: Input, parts: Sequence[Part]) -> Iterator[Finding]:
    names = "、".join(f"{field.id}={choice.id}" for choice in field.choices)
    for index, part in enumerate(parts):
        if part.if_ == field.id:
            how = Wording(f"从这几个里选：{names}", f"Choose one of: {names}")
            yield Finding(document.at("parts", index, "if"), {"condition": field.id, "said": _ALWAYS, "how": how})


def _twice(document: Document, field: Input, parts: Sequence[Part]) -> Iterator[Finding]:
    """A finding at the part with the choice of another part that leaves the choices in their order if it has the choice
    that no part has.
    """
    order = [f"{field.id}={choice.id}" for choice in field.choices]
    used = [(index, part.if_) for index, part in enumerate(parts) if part.if_ in order and not part.unless]
    unused = [each for each in order if not any(each in (part.if_, part.unless) for part in parts)]
    again = [at for at, (_, name) in enumerate(used) if [each for _, each in used].count(name) > 1]
    places = [order.index(str(name)) for _, name in used]
    for at in again:
        for missing in unused:
            right = [*places[:at], order.index(missing), *places[at + 1 :]]
            if right == sorted(right) and len(set(right)) == len(right):
                index, name = used[at]
                said = Wording("别的一段已经有了", "is that of another part already")
                how = Wording(f"写成 {missing}，没有一段有它", f"Write {missing}, which no part has")
                facts: Facts = {"condition": str(name), "said": said, "how": how, "guess": missing}
                yield Finding(document.at("parts", index, "if"), facts)
                return
