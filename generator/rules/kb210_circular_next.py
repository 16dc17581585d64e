"""“下一步”绕成了圈。

## 查什么
顺着 `relations.next` 走，会回到出发的条目。每个圈只报一次，报在 id 最小的条目上。

## 为什么
读者照着“下一步”走，永远走不到头。

## 怎么改
去掉其中一个 `next`；两页互相参考就写 `related`。

- 错：甲 `next: [乙]`，乙 `next: [甲]`
- 对：甲 `next: [乙]`，乙 `related: [甲]`
"""

from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, LibraryCheck
from generator.reading.document import Document
from generator.remembering.once import once

SEVERITY: Severity = "error"
MESSAGE = Wording("“下一步”绕成了圈：{circle}", "The `next` steps go in a circle: {circle}")
ADVICE = Wording("去掉其中一个 next，或者把它改成 related。", "Remove one `next`, or make it `related`.")


@LibraryCheck
def check(document: Document, given: Context) -> Iterator[Finding]:
    """A finding at the `next` of the smallest entry of each circle."""
    for circle in _circles(given):
        if circle[0] == document.key:
            place = document.key_at("relations", "next")
            yield Finding(place, {"circle": " → ".join((*circle, circle[0]))})


@once
def _circles(given: Context) -> list[tuple[str, ...]]:
    """The circles of `next`, each from its smallest key on."""
    following = {key: relations["next"] for key, relations in given.links.forward.items() if "next" in relations}
    found: dict[frozenset[str], tuple[str, ...]] = {}
    done: set[str] = set()
    for key in sorted(following):
        trail = {} if key in done else {key: iter(following[key])}
        while trail:
            last = next(reversed(trail))
            step = next(trail[last], None)
            if step is None:
                done.add(last)
                del trail[last]
            elif step in trail:
                circle = list(trail)[list(trail).index(step) :]
                first = circle.index(min(circle))
                found.setdefault(frozenset(circle), (*circle[first:], *circle[:first]))
            elif step not in done:
                trail[step] = iter(following.get(step, ()))
    return [circle for circle in found.values() if len(circle) > 1]
