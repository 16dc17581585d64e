"""Rules for the files of words and settings: links on the home page that lead nowhere, repeated words, phone numbers,
lost files.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import Any

from generator.content_types.contact import Contact
from generator.diagnostics import Diagnostic, Span, Wording, diagnostic
from generator.entry import Location, Record, Target, keys_with, walk
from generator.linting.sentences import excused
from generator.reading.editors_words import FILES, DistressWords, EditorsWords, SearchWords, WordList
from generator.reading.library import Library
from generator.reading.yaml_nodes import GroupNode, Parsed, Scalar, locate, parse, places

_KINDS = {
    "mobile": Wording("手机号", "a mobile number"),
    "email": Wording("电子邮箱", "an e-mail address"),
    "messenger": Wording("聊天账号", "an account of a messenger"),
}
_NAMES = ("id", "name", "simplified", "section", "about", "introduction")
"""Fields that no two items of a list share."""
_OWN_NAME = Wording(
    "给这一项写它自己的名字；整项都重复了，就删掉",
    "Give this item a name of its own; remove it if all of it is a repetition",
)
_LINKS = ("navigation", "home")
"""Lists of links, each with its own target and words."""
_OWN_TARGET = Wording("给这一项写它自己的去处和文字", "Give this item a target and words of its own")
_REMOVE = Wording("删掉这一项", "Remove this item")
_DOOR = Wording("写“栏目/条目”，如 paths/just-got-a-call。", "Write section/entry.")
_NO_QUOTES = Wording("去掉引号", "no quotation marks")
_WHOLE = Wording(
    "括号用全角，成对写；几个说法用 / 隔开：（甲/乙）", "full-width brackets in pairs, a slash between: （a/b）"
)
_SIMPLIFIED = Wording(
    "simplified 写简体，to 写繁体，不要写反", "`simplified` holds simplified characters, `to` traditional ones"
)
_APART = (
    ("distress", "heard", "distress", "not_heard"),
    ("search", "distress", "search", "ignored"),
    ("search", "distress", "distress", "not_heard"),
    ("search", "subject", "search", "ignored"),
)
"""Lists that mean the opposite of each other: the file and the list of each."""


def own_findings(path: str, data: bytes, words: Record) -> Iterator[Diagnostic]:
    """The findings in one file of words that do not depend on entries."""
    file, values, name = _File(path, data), _values(words), FILES[path][0]
    yield from _twice(file, values)
    yield from _quoted(file, values)
    yield from _odd(file, name, values)
    yield from _reversed(file, name, values)
    if isinstance(words, SearchWords):
        yield from _both_ways(file, words)
    if name in ("site", "topics"):
        yield from _callable(file, values)
        yield from _marked_up(file, values)


def findings(files: Mapping[str, bytes], words: EditorsWords, library: Library) -> Iterator[Diagnostic]:
    """The findings in the files of words that depend on entries or on several files."""
    for path in _DOORS & files.keys():
        yield from _astray(_File(path, files[path]), _values(getattr(words, FILES[path][0])), library)
    yield from _lost_topics(files, words, library)
    yield from _against(files, words)
    yield from _out_of_tone(files, words)
    yield from _unheard(files, words, library)
    yield from _about_nothing(files, words, library)
    yield from _nothing_instead(files, words, library)
    deaf = tuple(_deaf(files, words, library))
    yield from deaf
    told = {finding.path for finding in deaf}
    yield from (lost for lost in _lost_words(files, words) if lost.path not in told)


Values = list[tuple[Location, str, Any]]


def _values(words: Record) -> Values:
    return [(location, value, marks) for location, value, marks in walk(words) if isinstance(value, str)]


_DOORS = frozenset(path for path, (_, model) in FILES.items() if any(keys_with(model, Target)))
"""The files that name entries."""


@dataclass(frozen=True)
class _File:
    path: str
    data: bytes

    @cached_property
    def parsed(self) -> Parsed:
        """The parsed file with positions, which only findings need."""
        return parse(self.path, self.data)

    def key(self, name: str) -> Span:
        """The position of a key of the file; of the whole file if it cannot be parsed."""
        root = self.parsed.root
        return root.keys[name].span if root and name in root.keys else Span()

    def at(self, location: Location, start: int = 0, end: int = 0) -> Span:
        """The position of a value, or of a range of it; of the whole file if it cannot be parsed."""
        if self.parsed.root is None:
            return Span()
        node = locate(self.parsed.root, location)
        if not end or not isinstance(node, Scalar):
            return node.span if not isinstance(node, GroupNode) else Span()
        known = places(self.parsed.lines, node)
        return Span(*known[start], known[end - 1][0], known[end - 1][1] + 1)


FEW = 2
"""Maximum number of entries in which the same topic could be mistyped."""


def _against(files: Mapping[str, bytes], words: EditorsWords) -> Iterator[Diagnostic]:
    """A finding for each word that is in two lists of opposite meaning."""
    for name, key, other, its in _APART:
        path, first = f"content/{other}.yaml", set(getattr(getattr(words, name), key))
        for at, word in enumerate(getattr(getattr(words, other), its) if path in files and first else ()):
            if word in first:
                yield diagnostic(
                    path,
                    _File(path, files[path]).at((its, at)),
                    "KB135",
                    word=word,
                    list=f"{name}.yaml 的 {key}",
                    own=its,
                )


_TONE = {"blame": "KB401", "promises": "KB402", "threats": "KB412", "comfort": "KB417", "harmful": "KB506"}
"""The rules for lists of words to avoid that also apply to what every page shows, by list."""


def _out_of_tone(files: Mapping[str, bytes], words: EditorsWords) -> Iterator[Diagnostic]:
    """A finding at each use of words to avoid in the words of the site and its topics."""
    for name in ("site", "topics"):
        path = f"content/{name}.yaml"
        for location, value, _ in _values(getattr(words, name)) if path in files else ():
            for key, code in _TONE.items():
                listed: WordList = getattr(words.tone, key)
                for found in listed.pattern.finditer(value):
                    if found["word"] and not excused(listed, value, found.start()):
                        place = _File(path, files[path]).at(location, *found.span())
                        yield diagnostic(path, place, code, words=found[0])


def _about_nothing(files: Mapping[str, bytes], words: EditorsWords, library: Library) -> Iterator[Diagnostic]:
    """A finding at each word that shows a question to be about the site but stands nowhere on it."""
    path, subject = "content/search.yaml", words.search.subject
    if path not in files or len(library.documents) <= _MANY:
        return
    strange = [word for word in subject if not any(word.encode() in each.data for each in library)]
    for word in strange if len(strange) <= FEW else ():
        expected = Wording(f"站上写到的词；哪一篇都没有“{word}”，删掉它", f"words of the site; none has “{word}”")
        place = _File(path, files[path]).at(("subject", subject.index(word)))
        yield diagnostic(path, place, "KB103", key="subject", expected=expected)


_MANY = 50
"""Number of entries above which a word of the subject must stand in one."""


def _lost_topics(files: Mapping[str, bytes], words: EditorsWords, library: Library) -> Iterator[Diagnostic]:
    """Findings for a list of topics that is empty or lacks topics that many entries use."""
    path = "content/topics.yaml"
    known, used = words.topics.ids, Counter(topic for document in library for topic in document.entry.topics)
    if not known and used:
        what = Wording("主题，清单里却一个也没有", "topics, but the list has none")
        yield diagnostic(path, Span(), "KB132", n=str(sum(bool(each.entry.topics) for each in library)), what=what)
    for topic in missing_topics(library) if known else ():
        at = _second(known) or _like(topic, known, used)
        place = Span() if at is None else _File(path, files[path]).at(("topics", at, "id"))
        what = Wording(f"主题“{topic}”，清单里却没有", f"the topic “{topic}”, which the list lacks")
        yield diagnostic(path, place, "KB132", n=str(used[topic]), what=what, guess="" if at is None else topic)


def _second(known: tuple[str, ...]) -> int | None:
    """The index of a topic whose id another topic has already, or None."""
    return next((at for at, each in enumerate(known) if each in known[:at]), None)


def _like(topic: str, known: tuple[str, ...], used: Mapping[str, int]) -> int | None:
    """The index of a similar topic that no entry uses, or None."""
    near = get_close_matches(topic, [each for each in known if not used[each]], 1, 0.3)
    return known.index(near[0]) if near else None


def missing_topics(library: Library) -> tuple[str, ...]:
    """Topics that are not in the list but used by so many entries that they must have been removed by mistake."""
    used = Counter(topic for document in library for topic in document.entry.topics)
    return tuple(topic for topic, count in used.items() if count > FEW and topic not in library.words.topics.ids)


def _deaf(files: Mapping[str, bytes], words: EditorsWords, library: Library) -> Iterator[Diagnostic]:
    """Findings for empty lists of distress in a base with a crisis contact."""
    if not any(contact.crisis for contact in library.entries(Contact)):
        return
    lists = (
        ("content/search.yaml", "distress", not words.search.distress),
        ("content/distress.yaml", "heard", words.distress != DistressWords() and not words.distress.heard),
    )
    for path, name, empty in lists:
        if empty:
            place = _File(path, files[path]).at((name,)) if path in files else Span()
            told = Wording(f"{path} 的 {name} ", f"`{name}` of {path}")
            yield diagnostic(path, place, "KB509", list=told)


_PLAIN_CRIES = {
    "search": ("distress", ("想死", "不想活", "轻生", "自杀", "自残")),
    "distress": ("heard", ("想死", "不想活", "轻生", "活不下去")),
}
"""What a list of distress must hear in any case: the list of each file."""
_SHORT = 20
"""Number of words up to which a list is only a beginning."""


def _unheard(files: Mapping[str, bytes], words: EditorsWords, library: Library) -> Iterator[Diagnostic]:
    """Findings for the plainest cries for help that a long list of distress lacks."""
    for name, (key, cries) in _PLAIN_CRIES.items() if any(each.crisis for each in library.entries(Contact)) else ():
        path, heard = f"content/{name}.yaml", getattr(getattr(words, name), key)
        for cry in cries if path in files and len(heard) > _SHORT else ():
            if not any(word in cry for word in heard):
                told = Wording(f"{path} 的 {key}", f"`{key}` of {path}")
                yield diagnostic(path, _File(path, files[path]).key(key), "KB513", list=told, word=cry)


_GOING_TOGETHER = tuple(f"content/{name}.yaml" for name in ("site", "tone", "distress", "traditional"))
"""Files of which a base usually has all or none: if only one of the first three is missing, it was probably lost. The last
one is optional.
"""
_LOSSES = {
    "site": Wording("导航、首页和栏目介绍都没有了", "no page has navigation or introductions"),
    "tone": Wording("它管的写法就没有规则查了", "the rule that goes by it finds nothing"),
    "distress": Wording("搜索听不准求救的话", "search does not hear calls for help"),
    "search": Wording("搜索会差很多", "search is far worse"),
    "traditional": Wording("繁体网站会转错字", "the site in traditional characters has wrong ones"),
    "topics": Wording("读者没法按主题找", "readers find nothing by topic"),
    "rules": Wording("", ""),
}


def _lost_words(files: Mapping[str, bytes], words: EditorsWords) -> Iterator[Diagnostic]:
    """Findings for a missing file whose companions exist, and for empty lists in a file whose other lists are filled."""
    gone = [path for path in _GOING_TOGETHER if path not in files]
    if len(gone) == 1 and gone != [_GOING_TOGETHER[-1]]:
        told = Wording(f"{gone[0]} 不见了", f"{gone[0]} is gone")
        yield diagnostic(gone[0], Span(), "KB134", list=told, loss=_LOSSES[FILES[gone[0]][0]])
    for path, (name, _) in FILES.items():
        full = dict(_lists(getattr(words, name)))
        if path in files and (not any(full.values()) or sum(full.values()) >= len(full) / 2):
            yield from (_empty_list(path, name, key, files[path]) for key in full if not full[key])


def _empty_list(path: str, name: str, key: str, data: bytes) -> Diagnostic:
    place = _File(path, data).key(key)
    told = Wording(f"{path} 的 {key} 是空的，或者不见了", f"`{key}` of {path} is empty or gone")
    return diagnostic(path, place, "KB134", list=told, loss=_LOSSES[name])


_WITHOUT_NEED = frozenset({"danger", "dialects", "not_danger"})
"""Lists that many a base has no need of."""


def _lists(words: Record) -> Iterator[tuple[str, bool]]:
    """The lists that a file should have, by name, and whether they have any items."""
    for key in type(words).model_fields:
        value = getattr(words, key)
        if isinstance(value, tuple | WordList) and key not in _WITHOUT_NEED:
            yield key, bool(value.words if isinstance(value, WordList) else value)


_LEAD_NOWHERE = ("KB201", "KB302", "KB308")
_SITE = "content/site.yaml"


def cause_first(found: Iterable[Diagnostic], files: Mapping[str, bytes], words: EditorsWords) -> tuple[Diagnostic, ...]:
    """The findings; if a whole section is gone, one finding for that instead of those for all broken references to it."""
    findings, held = tuple(_without_flood(tuple(found), files, words)), {path.split("/")[1] for path in files}
    gone = [at for at, each in enumerate(words.site.sections) if each.section not in held]
    follow = [each for each in findings if each.code in _LEAD_NOWHERE and not dict(each.facts).get("guess")]
    if not gone or len(follow) <= FEW:
        return findings
    place, n = _File(_SITE, files[_SITE]).at, str(len(follow))
    causes = (
        diagnostic(_SITE, place(("sections", at, "section")), "KB133", section=words.site.sections[at].section, n=n)
        for at in gone
    )
    return (*causes, *(each for each in findings if each.code not in _LEAD_NOWHERE))


_TONE_FILE = "content/tone.yaml"
_FLOOD = 8
"""Number of entries from which on a word to avoid is one that the site needs."""


def _without_flood(
    found: tuple[Diagnostic, ...], files: Mapping[str, bytes], words: EditorsWords
) -> Iterator[Diagnostic]:
    """The findings; if many entries have the same word to avoid, one finding at that word instead."""
    using: dict[tuple[str, str], set[str]] = defaultdict(set)
    for each in found:
        if each.code in _TONE.values():
            using[_avoided(each)].add(each.path)
    floods = {}
    for key, code in _TONE.items():
        for at, word in enumerate(getattr(words.tone, key).words if _TONE_FILE in files else ()):
            if len(using[code, word]) >= _FLOOD:
                floods[code, word] = (key, "words", at)
    yield from (each for each in found if _avoided(each) not in floods)
    for (code, word), place in floods.items():
        number = len(using[code, word])
        expected = Wording(
            f"要避免的说法；“{word}”有 {number} 篇在用，是平常的词就删掉这一项",
            f"words to avoid; {number} entries use “{word}”: remove it if it is an ordinary word",
        )
        span = _File(_TONE_FILE, files[_TONE_FILE]).at(place)
        yield diagnostic(_TONE_FILE, span, "KB103", key="words", expected=expected)


def _avoided(finding: Diagnostic) -> tuple[str, str]:
    """The code of a finding, and the word to avoid that it is about."""
    return finding.code, next((str(value) for name, value in finding.facts if name in ("word", "words")), "")


def _twice(file: _File, values: Values) -> Iterator[Diagnostic]:
    """Findings for names of two items of a list, and for words that are twice in a list."""
    seen: set[tuple[Location, str]] = set()
    for location, value, _ in values:
        names = (*_NAMES, "to", "says") if location[0] in _LINKS else _NAMES
        named = location[-1] in names and len(location) > 1 and isinstance(location[-2], int)
        item = ((*location[:-2], str(location[-1])) if named else location[:-1], value)
        if named or isinstance(location[-1], int):
            if item in seen:
                how = _OWN_TARGET if location[0] in _LINKS else _OWN_NAME if named else _REMOVE
                yield diagnostic(file.path, file.at(location), "KB112", item=value, how=how)
            seen.add(item)


def _astray(file: _File, values: Values, library: Library) -> Iterator[Diagnostic]:
    """Findings for links to a missing entry with a similar name; other missing entries may be planned."""
    for location, value, marks in values:
        lost = any(isinstance(mark, Target) for mark in marks) and library.resolve(value).state == "unknown"
        if lost and (near := get_close_matches(value, library.names, 1, 0.85)):
            yield diagnostic(file.path, file.at(location), "KB201", target=value, guess=near[0], how=_DOOR)


def _nothing_instead(files: Mapping[str, bytes], words: EditorsWords, library: Library) -> Iterator[Diagnostic]:
    """A finding if no entry is called like what is searched instead of an unknown number."""
    path, instead = "content/search.yaml", words.search.unknown_number
    names = {name: None for each in library for name in (each.entry.title, *each.entry.aliases)}
    if path in files and instead and not library.unreadable and not any(instead in name for name in names):
        near = get_close_matches(instead, names, 3, _LIKE)
        told = f"，最接近的是{'、'.join(f'“{name}”' for name in near)}" if near else ""
        nearest = f"; the nearest are {', '.join(near)}" if near else ""
        how = Wording(f"写一个条目的标题或别名{told}。", f"Write the title or an alias of an entry{nearest}.")
        yield diagnostic(path, _File(path, files[path]).at(("unknown_number",)), "KB201", target=instead, how=how)


_LIKE = 0.4
"""Minimum similarity of a name of a few characters that may have been meant."""
_ONE_MEANING = Wording("一个说法不能又是它又是它的反面", "It cannot mean both a word and its opposite")


def _both_ways(file: _File, words: SearchWords) -> Iterator[Diagnostic]:
    """Findings for words of a dialect that stand both for a word and for its opposite."""
    for at, dialect in enumerate(words.dialects):
        meaning = [(place, word.means, set(word.says)) for place, word in enumerate(dialect.words)]
        for place, means, says in meaning:
            for _, other, its in meaning:
                for word in (
                    says & its if means in (f"不{other}", f"没{other}") or other in (f"不{means}", f"没{means}") else ()
                ):
                    span = file.at(("dialects", at, "words", place, "says"))
                    yield diagnostic(file.path, span, "KB112", item=word, how=_ONE_MEANING)


def _quoted(file: _File, values: Values) -> Iterator[Diagnostic]:
    """Findings for words in quotation marks, which nobody types."""
    for location, value, _ in values:
        if isinstance(location[-1], int) and re.fullmatch("[“‘「\"'].+[”’」\"']", value):
            yield diagnostic(file.path, file.at(location), "KB103", key=str(location[-2]), expected=_NO_QUOTES)


_WITHOUT_CHOICES = ("distress", "ignored", "subject", "synonyms")
_NO_BRACKETS = Wording("这一组只写词，不写括号；几个说法各占一项", "plain words without brackets, one item for each")
_WITH_CHOICES = {
    "tone": ("words", "not_in", "fine_with"),
    "search": ("elsewhere",),
    "distress": ("heard", "not_heard", "ordinary", "danger", "not_danger"),
}
"""Lists whose words may contain alternatives in brackets."""


def _odd(file: _File, name: str, values: Values) -> Iterator[Diagnostic]:
    """Findings for malformed alternatives: wrong brackets or separators, or an unpaired bracket."""
    for location, value, _ in values:
        if name == "search" and location[0] in _WITHOUT_CHOICES and re.search("[（()）]", value):
            yield diagnostic(file.path, file.at(location), "KB103", key=str(location[0]), expected=_NO_BRACKETS)
        if location[-2:-1] and location[-2] in _WITH_CHOICES.get(name, ()) and _is_odd(value):
            yield diagnostic(
                file.path, file.at(location), "KB103", _with_choices(value), key=str(location[-2]), expected=_WHOLE
            )


def _is_odd(words: str) -> bool:
    marks = re.search(r"\([^()]*/|（[^（）]*[|｜／\\][^（）]*）|（\s*）", words)
    return bool(marks) or words.count("（") != words.count("）")


def _with_choices(words: str) -> str | None:
    """The words with the right brackets and slashes, if that makes them valid; else None."""
    wide = words.translate(str.maketrans("()", "（）"))
    right = re.sub(r"（[^（）]*）", lambda found: re.sub(r"[|｜／\\]", "/", found[0]), wide)
    return right if not _is_odd(right) and not re.search("[:#'\"]", right) else None


def _reversed(file: _File, name: str, values: Values) -> Iterator[Diagnostic]:
    """Findings for simplified characters where traditional ones belong, and vice versa."""
    from generator.linting.simplifying import simplify  # late: only a file that has changed is looked through

    for location, value, _ in values if name == "traditional" else ():
        if location[-1] == "simplified" and simplify(value) != value:
            yield diagnostic(file.path, file.at(location), "KB103", key="simplified", expected=_SIMPLIFIED)


_MARKUP = re.compile(r"\[\[[^\]\n]*\]\]|\[@[^\]\n]*\]|\{\{[^}\n]*\}\}|\*\*[^*\n]+\*\*")
_WORDS_ALONE = Wording("直接写文字", "Write plain words")


def _marked_up(file: _File, values: Values) -> Iterator[Diagnostic]:
    """References and markup in what every page shows as it is written."""
    for location, value, _ in values:
        for found in _MARKUP.finditer(value):
            yield diagnostic(file.path, file.at(location, *found.span()), "KB131", words=found[0], how=_WORDS_ALONE)


def _callable(file: _File, values: Values) -> Iterator[Diagnostic]:
    """Findings for phone numbers and personal data in texts that every page shows."""
    from generator.linting.numbers import numbers

    for location, value, _ in values:
        for number in numbers(value):
            place, written = file.at(location, number.start, number.end), value[number.start : number.end]
            if number.kind == "service":
                instead = Wording(
                    "号码只写在 content/contacts/，页面自己会显示",
                    "content/contacts/ holds all numbers, and pages show them",
                )
                yield diagnostic(file.path, place, "KB503", number=written, instead=instead)
            elif number.kind in _KINDS:
                yield diagnostic(file.path, place, "KB504", found=written, kind=_KINDS[number.kind])
