"""整页谈危机，“可以找谁”里却没有危机热线。

## 查什么
条目写了 `distress: high`，`turn_to` 里没有一个 `crisis: true` 的渠道。没写 `turn_to` 的不算，求助卡总在页首。

## 为什么
读到页末的人，看到的全是白天才有人接的电话。

## 怎么改
在 `turn_to` 最前面写上危机热线。

- 错：`turn_to: [app-support]`
- 对：`turn_to: [psych-hotline, app-support]`
"""

from collections.abc import Iterator

from generator.content_types.contact import Contact
from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, by_facts
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording(
    "整页谈危机，turn_to 里却没有危机热线", "The page is about a crisis, but `turn_to` has no crisis hotline"
)
ADVICE = Wording("在最前面写上危机热线，如 {contact}。", "Begin with a crisis hotline, such as {contact}.")


def facts(given: Context) -> tuple[str, ...]:
    """The ids of the crisis contacts, also former ones; those for talking first."""
    found = [each for each in given.library.entries(Contact) if each.crisis and each.status == "published"]
    found.sort(key=lambda each: each.purpose != "talk")
    former = (address.rpartition("/")[2] for each in found for address in each.moved_from)
    return (*(each.id for each in found), *former)


@by_facts(facts)
def check(document: Document, crisis: tuple[str, ...]) -> Iterator[Finding]:
    """A finding at the list of contacts of a page about a crisis that has no crisis contact."""
    if crisis and getattr(document.entry, "distress", "") == "high":
        listed = {each.rpartition("/")[2] for each in getattr(document.entry, "turn_to", ())}
        if listed and not listed.intersection(crisis):
            yield Finding(document.at("turn_to"), {"contact": crisis[0]})
