"""Suggestions for a new entry: similar entries and the clauses that they cite, read from the raw files."""

import re
from collections import Counter
from collections.abc import Mapping
from math import log

from generator.content_types import BY_SECTION
from generator.content_types.source import Source
from generator.reading.references import in_words

MOST = 5

TitledNames = tuple[tuple[str, str], ...]
"""Pairs of a name, as it is written in references, and its title."""
_TITLE = re.compile(r"^title: *(['\"]?)(.*)\1 *$", re.MULTILINE)
_WORDS = re.compile(r"^(?:title|aliases|answer|definition|handles|questions):.*(?:\n +- .*)*", re.MULTILINE)
_RUN = re.compile("[\u4e00-\u9fff]+|[A-Za-z]{2,}")


def suggestions(files: Mapping[str, bytes], words: str) -> tuple[TitledNames, TitledNames]:
    """Entries similar to `words`, most similar first, and clauses that several of them cite, most cited first."""
    texts = {key: data.decode("utf-8", "replace") for path, data in files.items() if (key := _key(path))}
    pairs = {key: _pairs(" ".join(_WORDS.findall(text))) for key, text in texts.items() if _is_suggested(key)}
    common = Counter(pair for found in pairs.values() for pair in found)
    wanted = _pairs(words)
    scores = {key: sum(log(1 + len(pairs) / common[pair]) for pair in wanted & found) for key, found in pairs.items()}
    found = [key for key in sorted(scores, key=lambda key: (-scores[key], key)) if scores[key]][:MOST]
    ids = Counter(key.split("/")[1] for key in texts)
    related = tuple((key.split("/")[1] if ids[key.split("/")[1]] == 1 else key, _title(texts[key])) for key in found)
    cited = Counter(clause for key in found for clause in _cited(texts[key]))
    often = (clause for clause, count in cited.most_common() if count > 1 or len(found) < 3)
    known = ((clause, label) for clause in often if (label := _clause(texts, *clause.split(":", 1))))
    return related, tuple(known)[:MOST]


def _key(path: str) -> str:
    parts = path.split("/")
    return "/".join(parts[1:]).rpartition(".")[0] if len(parts) == 3 and parts[1] in BY_SECTION else ""


def _is_suggested(key: str) -> bool:
    return BY_SECTION[key.split("/", maxsplit=1)[0]].suggested


def _pairs(text: str) -> set[str]:
    """The features that texts are compared by: pairs of adjacent Chinese characters, and words in Latin letters."""
    runs = _RUN.findall(text)
    return {run[at : at + 2] for run in runs if run > "\u4e00" for at in range(len(run) - 1)} | {
        run.lower() for run in runs if run < "\u4e00"
    }


def _title(text: str) -> str:
    found = _TITLE.search(text)
    return found[2] if found else ""


def _cited(text: str) -> set[str]:
    return {each.clause for each in in_words(text) if each.kind == "citation" and each.detail}


def _clause(texts: Mapping[str, str], source: str, clause: str) -> str:
    """The title of a source and the label of its clause; empty if there is no such clause."""
    text = texts.get(f"{Source.section}/{source}", "")
    label = re.search(rf"^ *- id: ['\"]?{re.escape(clause)}['\"]? *\n +label: *(.+?) *$", text, re.MULTILINE)
    return f"{_title(text)} {label[1]}" if label else ""
