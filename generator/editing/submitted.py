"""Parses the issue forms of the repository: the answers that somebody without git has filled in."""

import re
from dataclasses import dataclass

_ANSWER = re.compile(r"^### (?P<label>[^\n]+)\n+(?P<words>.*?)(?=^### |\Z)", re.MULTILINE | re.DOTALL)
_EMPTY = "_No response_"
_FIELDS = {
    "类型": "kind",
    "网址里的名字": "name",
    "标题": "title",
    "一句话答案": "answer",
    "现在就做的几步": "steps",
    "正文": "body",
    "你的问题，用自己的话写": "title",
}
"""The labels of the forms `.github/ISSUE_TEMPLATE/article.yml` and `question.yml`, and what they ask for."""
_REPORT = {"哪一页": "page", "哪句话不对，应该是什么": "words", "依据": "source"}
"""The labels of the form `.github/ISSUE_TEMPLATE/mistake.yml`."""


@dataclass(frozen=True)
class Submitted:
    """The answers of a form for a new entry; empty where none was given."""

    kind: str = ""
    name: str = ""
    title: str = ""
    answer: str = ""
    steps: tuple[str, ...] = ()
    sections: tuple[tuple[str, str], ...] = ()
    """Headings with the text under each."""


@dataclass(frozen=True)
class Mistake:
    """The answers of a mistake report: the page, the words that are wrong, and a source."""

    page: str
    words: str
    source: str = ""


def mistake(issue: str) -> Mistake | None:
    """The mistake report in the text of an issue; None if the issue is not one."""
    found = {_REPORT[label]: " ".join(words.split()) for label, words in _answers(issue) if label in _REPORT}
    return Mistake(**found) if {"page", "words"} <= found.keys() else None


def submitted(issue: str) -> Submitted:
    """The answers in the text of an issue for a new entry."""
    found = {_FIELDS[label]: words for label, words in _answers(issue) if label in _FIELDS}
    lines = (re.sub(r"^\s*(?:[-*•]|\d+[.)、])\s*", "", line).strip() for line in found.pop("steps", "").split("\n"))
    body = found.pop("body", "")
    one_line = {name: " ".join(words.split()) for name, words in found.items()}
    return Submitted(**one_line, steps=tuple(filter(None, lines)), sections=_sections(body))


def _answers(issue: str) -> list[tuple[str, str]]:
    text = issue.replace("\r\n", "\n")
    pairs = ((found["label"].strip(), found["words"].strip()) for found in _ANSWER.finditer(text))
    return [(label, "" if words == _EMPTY else words) for label, words in pairs]


def _sections(body: str) -> tuple[tuple[str, str], ...]:
    """Pairs of heading and text; text before the first heading has an empty heading."""
    parts = re.split(r"^##+ +(.+)$", body, flags=re.MULTILINE)
    pairs = zip(["", *(heading.strip() for heading in parts[1::2])], parts[0::2], strict=True)
    return tuple((heading, text.strip("\n")) for heading, text in pairs if text.strip())
