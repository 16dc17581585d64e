"""信里要填的地方，没有对应的格子。

## 查什么
文书的 `text` 里写的 `{名字}`，和 `if`、`unless` 里的名字，在 `fields` 里有没有；选项有没有。

## 为什么
读者没有地方填，信里永远空着；条件永远不成立，那一段永远不出现。

## 怎么改
改成 `fields` 里有的 `id`，或者加上这一格。今天的日期写 `{today}`。
"""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from generator.content_types.letter import TODAY, Letter
from generator.diagnostics import Facts, Wording
from generator.entry import Text
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.reading.document import Document
from generator.tools.names import names_of, repeated
from generator.tools.placeholders import PLACEHOLDER

SEVERITY: Severity = "error"
MESSAGE = Wording("没有叫“{name}”的格子或选项", "There is no field or choice “{name}”")
ADVICE = Wording(
    "改成 fields 里有的，写一层半角花括号，如 {{name}}；没有就在 fields 里加上它。",
    "Use one of `fields` in one pair of half-width braces, such as {{name}}, or add it.",
)
_BROKEN = re.compile(
    r"[｛][^{}｛｝\n，。]{1,40}[｝}]?|(?<![{｛])\{[^{}｛｝\n，。、]{1,40}(?:｝|(?=[^{}｛｝\n]|$))(?![^{}｛｝\n，。、]*\})"
    r"|\{\{\s*[a-z][a-z0-9_]*\s*\}\}"
)
"""Pattern of malformed placeholders: other brackets, or one too many or too few."""


_WRITTEN_OTHERWISE = re.compile(
    r"(?<![\[@])\[[a-z][a-z0-9_]*\](?![(\]])|_{3,}|(?<!\{)\{[^{}\n]*[\u4e00-\u9fff][^{}\n]*\}(?!\})"
)
"""Pattern of blanks in other forms: square brackets, a line of underscores, a description in braces."""


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each placeholder and condition without a field of that name."""
    if isinstance(document.entry, Letter):
        choices = {field.id: {choice.id for choice in field.choices} for field in document.entry.fields}
        for index, part in enumerate(document.entry.parts):
            text = Text(("parts", index, "text"), part.text, "letter")
            yield from _placeholders(document, text, frozenset(choices), not repeated(names_of(document.entry)))
            for key, condition in (("if", part.if_), ("unless", part.unless)):
                name, _, choice = (condition or "").partition("=")
                if condition and (name not in choices or (choice and choice not in choices[name])):
                    yield Finding(document.at("parts", index, key), _named(condition, name, choices))


def _placeholders(document: Document, text: Text, known: frozenset[str], guessing: bool) -> Iterator[Finding]:
    for found in PLACEHOLDER.finditer(text.value):
        if found[1] not in known | {TODAY}:
            near = get_close_matches(found[1].lower(), sorted(known), 1, 0.5) if guessing else []
            guess = "".join(f"{{{name}}}" for name in near)
            yield Finding(document.within(text, *found.span()), {"name": found[1], "guess": guess})
    for found in _WRITTEN_OTHERWISE.finditer(text.value):
        name = found[0].strip("{}[]_ ")
        if name in known or not name or not name.isascii():
            guess = f"{{{name}}}" if name in known else ""
            yield Finding(document.within(text, *found.span()), {"name": found[0].strip(), "guess": guess})
    for found in _BROKEN.finditer(text.value):
        name = found[0].strip("{}｛｝ ")
        if name in known or "}" not in found[0]:
            guess = f"{{{name}}}" if name in known else ""
            yield Finding(document.within(text, *found.span()), {"name": found[0].strip(), "guess": guess})


def _named(condition: str, name: str, choices: Mapping[str, set[str]]) -> Facts:
    """The condition, and the one that was probably meant."""
    conditions = [f"{name}={choice}" for choice in choices.get(name, ())] or list(choices)
    return {"name": condition, "guess": "".join(get_close_matches(condition, sorted(conditions), 1, 0.5))}
