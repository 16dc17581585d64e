"""不在可选的几个词里。

## 查什么
有些字段只能从固定的词里选，如 `status`、`topics`、`tier`、`by`。

## 为什么
自己造的词，分类、筛选和页面提示都认不出。

## 怎么改
从提示的几个里选一个，一字不差。

- 错：`status: publish`
- 对：`status: published`
"""

import re
from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, by_facts
from generator.reading.document import Document
from generator.reading.meant import closest, same_choice

SEVERITY: Severity = "error"
MESSAGE = Wording("“{value}”不能写在这里", "“{value}” cannot stand here")
ADVICE = Wording("从这几个里选：{choices}。", "Choose one of: {choices}.")


def facts(given: Context) -> dict[str, str]:
    """The names of all topics by id."""
    return {topic.id: topic.name for topic in given.library.words.topics.topics}


@by_facts(facts)
def check(document: Document, topics: dict[str, str]) -> Iterator[Finding]:
    """A finding at each unknown topic; all other choices are checked when the file is read."""
    for index, topic in enumerate(document.entry.topics if topics else ()):
        if topic not in topics and not re.search("[，、]", topic):
            guess = closest(topic, tuple(topics)) or next((id for id, name in topics.items() if topic in name), "")
            choices = ", ".join(f"{id}（{name}）" for id, name in topics.items())
            several = _several(topic, topics)
            facts = {"value": topic, "choices": choices, "guess": several or guess}
            yield Finding(document.at("topics", index), facts, several or same_choice(topic, tuple(topics)))


def _several(written: str, topics: dict[str, str]) -> str | None:
    """Several topics that blanks or semicolons divide, as a list holds them; None if it is anything else."""
    names = re.split(r"[;；\s]+", written)
    return ", ".join(names) if len(names) > 1 and topics.keys() >= set(names) else None
