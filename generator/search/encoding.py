"""Encodes the index as files: a root, blocks of terms, tables of pages, and texts, each a script that registers a value.

They are scripts, not JSON, because a page opened from the file system can only load scripts. Every file except the root is
named by the hash of its content, so that unchanged files stay in readers' caches.
"""

import hashlib
import json
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from hashlib import blake2b
from itertools import chain, groupby, pairwise
from math import isqrt
from typing import Any, NamedTuple, TypeVar
from zlib import crc32

from generator.remembering.values import Later, packed, remembered
from generator.rendering.output import LateOutput, Output
from generator.search.analysis import FUNCTION, HAN, Ignored, folded
from generator.search.clusters import Together
from generator.search.document import SearchDocument
from generator.search.index import SearchIndex
from generator.search.learning import Learnt
from generator.search.page_terms import LEVELS, LONGEST_WORD, OCTAVE, RAREST
from generator.search.pinyin import BLURRED, simplified_forms, sound, sounds_of_characters
from generator.search.placement import SELDOM, placement, together
from generator.search.subject import NOTHING

ValueT = TypeVar("ValueT")

FOLDER = "assets/search"
PARTS = f"{FOLDER}/parts"
"""Folder of the files that are named by their content, which browsers may cache forever."""
SMALLEST_BLOCK = 6_000
"""Size of a block in bytes before compression. A question loads one for each of its characters, or fewer if these share a
block. The size grows with the index, so that the list of blocks in the root stays small."""
HOT_BLOCK = 3_000
"""Size in bytes of a block of characters that often occur together in questions; a first answer loads a few of these."""
NUMBERS_A_TABLE = 36
NUMBERS_A_TEXT = 3
"""How many page numbers share a table of pages, or a file of texts; about a third of the numbers are unused."""
NAME = 8
"""Length of a file name (hash): the root has one for each block."""
MARKS = "=*"
"""Suffixes of keys that are not words: whole titles or aliases, and shingles."""
_PARTICLES = frozenset(("le", "ma", "de", "wo", "ne", "ni", "ba", "gen", "gei", "zai", "hui", "yao"))
"""Pinyin of particles between words of typed pinyin."""
_LONG = 16
"""Number of postings from which looking up their encoded text is faster than encoding them."""
_LAST = "abcdefghijklmnopqrstuvwxyz012345"
_MORE = "ABCDEFGHIJKLMNOPQRSTUVWXYZ6789-_"


@remembered
class Part(NamedTuple):
    """A part of the index as JSON, and the hash that its file is named by."""

    digest: str
    json: Later[bytes]

    @classmethod
    def of(cls, data: bytes) -> "Part":
        """The part with these bytes."""
        return cls(hashlib.sha256(data).hexdigest(), Later.of(data))


@remembered
class PageText(NamedTuple):
    """The text of one page as JSON: its parts, and its questions with the sentences that answer them (`0` without any)."""

    parts: bytes
    replies: bytes

    @classmethod
    def of(cls, document: SearchDocument) -> "PageText":
        """The text of this page."""
        parts = [part for part in document.parts if part.body]
        return cls(_json(parts), _json([document.questions, document.replies]) if document.replies else _NOTHING)


_NOTHING = b"0"
"""What stands in a list for a number without a page, or without answering sentences."""


@remembered
class PageTexts(NamedTuple):
    """The texts of some pages with adjacent numbers: their parts, and the sentences that answer questions; `replied` are
    the numbers of pages with such sentences.
    """

    parts: Part
    replies: Part
    replied: tuple[int, ...]


TextGroup = tuple[int, tuple[int, ...]]
"""The first number of a file of texts, and the numbers of the pages that share it."""


def text_groups(numbers: Iterable[int]) -> list[TextGroup]:
    """The groups of pages that share a file of texts, in order."""
    found = set(numbers)
    starts = range(0, max(found, default=-1) + 1, NUMBERS_A_TEXT)
    return [(start, tuple(sorted(found.intersection(range(start, start + NUMBERS_A_TEXT))))) for start in starts]


def page_texts(group: TextGroup, pages: Mapping[int, PageText]) -> PageTexts:
    """The texts of the pages that share a file."""
    start, numbers = group
    # Several pages share a file of answering sentences, so that the host cannot tell from its name which page came first.
    found = {number - start: pages[number] for number in numbers}
    parts, replies = (_listed({place: text[n] for place, text in found.items()}) for n in range(2))
    return PageTexts(parts, replies, tuple(number for number in numbers if pages[number].replies != _NOTHING))


def _listed(texts: Mapping[int, bytes]) -> Part:
    """A list of what is given as JSON with its places."""
    found = [texts.get(place, _NOTHING) for place in range(NUMBERS_A_TEXT)]
    while found and found[-1] == _NOTHING:
        found.pop()
    return Part.of(b"[%s]" % b",".join(found))


def shared() -> dict[str, object]:
    """The constants that the engine must share with this module."""
    return {
        "han": HAN,
        "last": _LAST,
        "more": _MORE,
        "levels": LEVELS,
        "octave": OCTAVE,
        "rarest": RAREST,
        "seldom": SELDOM,
        "blurred": BLURRED,
        "marks": MARKS,
        "name": NAME,
    }


class Encoded:
    """Encodes postings, and keeps the longer results by the hash of the postings for the next build."""

    def __init__(self, known: Mapping[bytes, str]) -> None:
        self._known, self.used = known, dict[bytes, str]()

    def __call__(self, found: "array[int]") -> str:
        """The same as `postings`, encoded only if they were not in the last build."""
        if len(found) < _LONG:
            return postings(found)
        key = blake2b(found.tobytes(), digest_size=16).digest()
        self.used[key] = self._known.get(key) or postings(found)
        return self.used[key]


class Prepared(NamedTuple):
    """What of an index is computed apart, since it changes with few pages: the texts of the pages of `text_groups`, the
    counts of the characters of `typed`, and encoded postings.
    """

    texts: Iterable[PageTexts]
    together: Together
    encoded: Encoded

    @classmethod
    def of(cls, documents: Mapping[int, SearchDocument]) -> "Prepared":
        """The same from the pages alone."""
        pages = {number: PageText.of(document) for number, document in documents.items()}
        texts = [page_texts(group, pages) for group in text_groups(documents)]
        return cls(texts, together(map(folded, typed(documents.values()))), Encoded({}))


def encode(
    index: SearchIndex,
    ignored: Ignored,
    unknown_number: str,
    subject: Sequence[str] = (),
    about: Learnt = NOTHING,
    local: Mapping[str, str] | None = None,
    prepared: Prepared | None = None,
) -> tuple[Output | LateOutput, ...]:
    """The files of an index below `assets/search/`.

    `unknown_number` is the question to ask instead of a number that the index does not contain (empty: none); `subject`
    are words that show that a question is about this base, `about` is the classifier for that, and `local` has the
    words of dialects for a word of the standard language.
    """
    files, prepared = _Files(), prepared or Prepared.of(index.documents)
    root = {
        **_vocabulary(index, files, prepared),
        **_pages(index.documents, prepared.texts, files),
        "sounds": files.add([sounds_of_characters(index.characters), _silent(ignored)]),
        "forms": files.add(simplified_forms(index.characters)),
        "word": LONGEST_WORD,
        "ignored": ignored.words,
        "joining": "".join(sorted(FUNCTION)),
        "number": unknown_number,
        "subject": [folded(word) for word in subject],
        "speech": files.add({"about": {"weights": about.weights, "base": about.base}, "local": local or {}}),
    }
    return (Output(f"{FOLDER}/index.js", _script("index", _json(root))), *files.outputs)


def _silent(ignored: Ignored) -> list[str]:
    """The sounds without information that are skipped in typed pinyin."""
    return sorted({sound(word) for word in ignored.words if len(word) > 1} | _PARTICLES)


def _vocabulary(index: SearchIndex, files: "_Files", prepared: Prepared) -> dict[str, Any]:
    """The blocks of terms for the root: those with Chinese characters, then all others alphabetically."""
    lines = _lines(index, prepared.encoded)
    sizes = {key: len(line.encode()) + 1 for key, line in lines.items()}
    most = max(HOT_BLOCK, 3 * isqrt(sum(sizes.values())))
    place = placement(sizes, prepared.together, most)
    hot: list[list[str]] = [[] for _ in range(place.blocks)]
    rest: list[str] = []
    for key, line in lines.items():
        number = place.block(key)
        (rest if number is None else hot[number]).append(line)
    cold = _blocks(rest)
    return {
        "groups": " ".join(place.groups),
        "rarities": "".join(str(place.rarities[one]) for one in "".join(place.groups)),
        "hot": place.blocks,
        "starts": _starts(cold),
        "blocks": "".join(files.add("\n".join(block)) for block in (*hot, *cold)),
    }


def _pages(documents: Mapping[int, SearchDocument], texts: Iterable[PageTexts], files: "_Files") -> dict[str, Any]:
    """The tables of pages and files of texts for the root, and data about all pages."""
    labels = list(dict.fromkeys(document.label for document in documents.values()))
    named = [(files.name(each.parts), files.name(each.replies), each.replied) for each in texts]
    replied = {number for _, _, numbers in named for number in numbers}
    rows = {
        number: [
            *(d.address, d.title, d.answer, labels.index(d.label), named[number // NUMBERS_A_TEXT][0]),
            *([named[number // NUMBERS_A_TEXT][1]] if number in replied else ()),
        ]
        for number, d in documents.items()
    }
    return {
        "tables": "".join(files.add(some) for some in _by_number(rows, NUMBERS_A_TABLE)),
        "pages": len(documents),
        "sections": _sections(documents),
        "labels": labels,
        "table": NUMBERS_A_TABLE,
        "texts": NUMBERS_A_TEXT,
        "grave": [number for number, document in documents.items() if document.grave],
        "urgent": [number for number, document in documents.items() if document.urgent],
    }


def _by_number(values: Mapping[int, ValueT], count: int) -> Iterator[list[ValueT | int]]:
    """The values in lists of `count` consecutive numbers, with 0 for each unused number."""
    for start in range(0, max(values, default=-1) + 1, count):
        found: list[ValueT | int] = [values.get(number, 0) for number in range(start, start + count)]
        while found and found[-1] == 0:
            found.pop()
        yield found


def _sections(documents: Mapping[int, SearchDocument]) -> list[tuple[str, int]]:
    """Each run of pages with the same label, and how many numbers it covers."""
    firsts = [(label, next(run)[0]) for label, run in groupby(documents.items(), key=lambda each: each[1].label)]
    ends = [*(first for _, first in firsts[1:]), max(documents, default=-1) + 1]
    starts = [0, *ends]
    return [(label, end - start) for (label, _), start, end in zip(firsts, starts, ends, strict=False)]


class _Files:
    """Collects values as files that are named by their content."""

    def __init__(self) -> None:
        self._made: dict[str, Part] = {}

    def add(self, value: object) -> str:
        """Adds a file for a value, and returns its name."""
        return self.name(Part.of(_json(value)))

    def name(self, part: Part) -> str:
        """Adds a file, and returns its name."""
        names = (part.digest[at : at + NAME] for at in range(len(part.digest)))
        return next(name for name in names if self._made.setdefault(name, part).digest == part.digest)

    @property
    def outputs(self) -> Iterator[LateOutput]:
        """The files."""
        for name, part in self._made.items():
            made = partial(_packed_script, name, part)
            yield LateOutput(f"{PARTS}/{name}.js", bytes.fromhex(part.digest), Later(made))


def typed(documents: Iterable[SearchDocument]) -> Iterator[str]:
    """Everything that readers are expected to type: names of pages and their `questions`."""
    return chain.from_iterable((d.title, *d.aliases, *d.questions) for d in documents)


def postings(found: Sequence[int]) -> str:
    """Encodes postings (a page's number times 32 plus a level, in order) as gaps between the numbers in base 32, whose last
    digit comes from a second alphabet, each followed by one character for the level.
    """
    # With all bits of the level set in the first of two postings, their difference is the gap and the second level.
    return "".join(map(_CODES.__getitem__, [one - (last | 31) - 1 for last, one in pairwise((-1, *found))]))


def _digits(number: int) -> str:
    """A number in base 32, whose last digit comes from a second alphabet."""
    digits = _LAST[number & 31]
    while number := number >> 5:
        digits = _MORE[number & 31] + digits
    return digits


class _Codes(dict[int, str]):
    """The encoded text for a gap times 32 plus a level."""

    def __missing__(self, code: int) -> str:
        self[code] = _digits(code >> 5) + _LAST[code & 31]
        return self[code]


_CODES = _Codes()


def packed_forms(others: str, simple: str) -> str:
    """Characters and, in the same order, their simplified forms as numbers: for each how far it lies behind the one before
    it, and how far its form lies from it, doubled, one less if before it.
    """
    pairs = sorted(zip(map(ord, others), map(ord, simple), strict=True))
    firsts = (0, *(other for other, _ in pairs))
    distances = (2 * (form - other) if form > other else 2 * (other - form) - 1 for other, form in pairs)
    return "".join(
        _digits(two - one) + _digits(far) for one, two, far in zip(firsts, firsts[1:], distances, strict=False)
    )


def _lines(index: SearchIndex, encoded: Encoded) -> dict[str, str]:
    """The line of each key, in the order of keys: words, `shingle*`, `phrase=`, `sound~`."""
    lines = {
        term: f"{term}\t{t.kind}{t.pages if t.pages != len(t.postings) else ''}\t{encoded(t.postings)}"
        + (f"\t{','.join(t.also)}" if t.also else "")
        for term, t in index.terms.items()
    }
    lines |= {f"{shingle}*": f"{shingle}*\t\t{encoded(found)}" for shingle, found in index.shingles.items()}
    lines |= {
        f"{phrase}=": f"{phrase}=\t\t{postings([page << 5 | level for page, level in pages])}"
        for phrase, pages in index.phrases.items()
    }
    lines |= {f"{sound}~": f"{sound}~\t{','.join(words)}" for sound, words in index.sounds.items()}
    return {key: lines[key] for key in sorted(lines)}


def _blocks(lines: list[str]) -> list[list[str]]:
    """Lines in blocks that are split depending on the keys, so that a longer line moves only its own boundaries."""
    most = max(SMALLEST_BLOCK, 2 * isqrt(sum(len(line.encode()) for line in lines)))
    blocks: list[list[str]] = [[]]
    size = 0
    for line in lines:
        length = len(line.encode())
        if blocks[-1] and (size + length > 2 * most or (size > most // 2 and _is_cut(line))):
            blocks.append([])
            size = 0
        blocks[-1].append(line)
        size += length
    return blocks if lines else []


def _is_cut(line: str) -> bool:
    """Whether a block may begin with a line, decided by a hash of its key for one key in sixteen."""
    return crc32(line.partition("\t")[0].encode()) % 16 == 0


def _starts(blocks: list[list[str]]) -> list[str]:
    """The shortest separator for each block: greater than every key of the previous block, and not greater than this
    block's first key.
    """
    starts, before = [], ""
    for lines in blocks:
        first = lines[0].partition("\t")[0]
        starts.append(next(first[:n] for n in range(1, len(first) + 1) if first[:n] > before))
        before = lines[-1].partition("\t")[0]
    return starts


def _packed_script(name: str, part: Part) -> bytes:
    return packed(_script(name, part.json.again()))


def _script(name: str, data: bytes) -> bytes:
    """The script that registers a part of the index, given as JSON."""
    return b'kbSearch("%s",%s)\n' % (name.encode(), data)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
