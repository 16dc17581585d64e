"""The index as files: a manifest, blocks of terms in order, page tables and texts, each a script that hands over a value.

Scripts, not JSON, because a page opened from the file system may load scripts and nothing else.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from math import isqrt

from generator.rendering.output import Output
from generator.search.analysis import FUNCTION, Ignored
from generator.search.document import SearchDocument
from generator.search.index import LEVELS, LONGEST_WORD, Index, Term
from generator.search.pinyin import simplified_forms, sound, sounds_of_characters

FOLDER = "assets/search"
SMALLEST_BLOCK = 1_500
"""Bytes of a block before compression: a question fetches about one a character. Blocks grow with the root of the
index, so that neither they nor the list of where they start becomes large."""
PAGES_A_TABLE = 6
TEXTS_A_FILE = 4
_PARTICLES = frozenset(("le", "ma", "de", "wo", "ne", "ni", "ba", "gen", "gei", "zai", "hui", "yao"))
"""Sounds of particles that stand between words of typed pinyin."""
_LAST = "abcdefghijklmnopqrstuvwxyz012345"
_MORE = "ABCDEFGHIJKLMNOPQRSTUVWXYZ6789-_"


def encode(index: Index, ignored: Ignored, unknown_number: str) -> tuple[Output, ...]:
    """The files of an index below `assets/search/`; the parts lie in a folder named after their content.

    `unknown_number` is what to look for in place of a number that the index does not have (empty: nothing).
    """
    blocks = _blocks(_lines(index))
    labels = {label: number for number, label in enumerate(_labels(index))}
    parts = [(name, _script(name, value)) for name, value in _parts(index, blocks, labels)]
    version = hashlib.sha256(b"".join(hashlib.sha256(content).digest() for _, content in parts)).hexdigest()[:12]
    manifest = {
        "version": version, "starts": _starts(blocks), "pages": len(index.documents),
        "sections": [[label, len(list(run))] for label, run in groupby(d.label for d in index.documents)],
        "labels": list(labels), "table": PAGES_A_TABLE, "texts": TEXTS_A_FILE,
        "word": LONGEST_WORD, "ignored": ignored.words, "joining": "".join(sorted(FUNCTION)),
        "silent": sorted({sound(word) for word in ignored.words if len(word) > 1} | _PARTICLES),
        "number": unknown_number, "forms": simplified_forms(index.characters),
        "urgent": [number for number, document in enumerate(index.documents) if document.urgent],
    }  # fmt: skip
    return (
        Output(f"{FOLDER}/index.js", _script("index", manifest)),
        *(Output(f"{FOLDER}/{version}/{name}.js", content) for name, content in parts),
    )


def _parts(index: Index, blocks: list[list[str]], labels: dict[str, int]) -> Iterator[tuple[str, object]]:
    """Blocks of terms, tables of pages, texts for excerpts, and how characters sound."""
    for number, lines in enumerate(blocks):
        yield f"b{number}", "\n".join(lines)
    for number, some in enumerate(_some(index.documents, PAGES_A_TABLE)):
        yield f"d{number}", [[d.address, d.title, d.answer, labels[d.label]] for d in some]
    for number, some in enumerate(_some(index.documents, TEXTS_A_FILE)):
        yield f"t{number}", [[part for part in document.parts if part[1]] for document in some]
    yield "sounds", sounds_of_characters(index.characters)


def _some(documents: Sequence[SearchDocument], count: int) -> Iterator[Sequence[SearchDocument]]:
    return (documents[start : start + count] for start in range(0, len(documents), count))


def postings(pages: Iterable[tuple[int, int]]) -> str:
    """Page numbers as gaps and levels: base 32, the last digit from another alphabet, one character a level."""
    parts, before = [], -1
    for page, level in pages:
        parts.append(_gap(page - before - 1) + _LAST[level])
        before = page
    return "".join(parts)


@lru_cache(4096)
def _gap(gap: int) -> str:
    digits = _LAST[gap % 32]
    gap //= 32
    while gap:
        digits = _MORE[gap % 32] + digits
        gap //= 32
    return digits


def _lines(index: Index) -> list[str]:
    """One line a key, in the order of keys: words, `phrase=`, `sound~`."""
    lines = {
        term: f"{term}\t{t.kind}{t.pages if t.pages != len(t.postings) else ''}\t{postings(_pairs(t))}"
        + (f"\t{','.join(t.also)}" if t.also else "")
        for term, t in index.terms.items()
    }
    lines |= {f"{phrase}=": f"{phrase}=\t\t{postings(pages)}" for phrase, pages in index.phrases.items()}
    lines |= {f"{sound}~": f"{sound}~\t{','.join(words)}" for sound, words in index.sounds.items()}
    return [lines[key] for key in sorted(lines)]


def _pairs(term: Term) -> Iterator[tuple[int, int]]:
    return ((posting >> 5, posting & LEVELS) for posting in term.postings)


def _blocks(lines: list[str]) -> list[list[str]]:
    lengths = [len(line.encode()) for line in lines]
    most = max(SMALLEST_BLOCK, 2 * isqrt(sum(lengths)))
    blocks: list[list[str]] = [[]]
    size = 0
    for line, length in zip(lines, lengths, strict=True):
        if blocks[-1] and size + length > most:
            blocks.append([])
            size = 0
        blocks[-1].append(line)
        size += length
    return blocks if lines else []


def _starts(blocks: list[list[str]]) -> list[str]:
    """For each block the shortest text that no key before it reaches and all its own do."""
    starts, before = [], ""
    for lines in blocks:
        first = lines[0].partition("\t")[0]
        starts.append(next(first[:n] for n in range(1, len(first) + 1) if first[:n] > before))
        before = lines[-1].partition("\t")[0]
    return starts


def _labels(index: Index) -> list[str]:
    return list(dict.fromkeys(document.label for document in index.documents))


def _script(name: str, value: object) -> bytes:
    """The script that hands over a part."""
    said, given = (json.dumps(each, ensure_ascii=False, separators=(",", ":")) for each in (name, value))
    return f"kbSearch({said},{given})\n".encode()
