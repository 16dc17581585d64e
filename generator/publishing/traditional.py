"""The site in traditional characters, under `/zh-hant/`: every file is converted from its simplified version."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, partial
from hashlib import sha256
from importlib.metadata import version
from typing import Any

from opencc import OpenCC

from generator.imprint import LANGUAGE
from generator.imprint import SITEMAP as NAME
from generator.outputs.sitemap import PARTS as PARTS_OF_IT
from generator.policy import HASHED_FOLDER
from generator.publishing.shelf import OutputFile, shared
from generator.reading.editors_words import TraditionalWords
from generator.remembering.memo import code, digest
from generator.search.analysis import simplified
from generator.search.encoding import PARTS
from generator.search.pinyin import common_characters
from generator.search.scripts import INDEX, in_other_characters
from generator.search.scripts import PATH as SEARCH

FOLDER, TRADITIONAL = "zh-hant/", "zh-Hant"
_FOR_PROGRAMS = re.compile(r'<link rel="alternate" type="(?:application|text)/[^>]*>\n?[ \t]*')
"""Pattern of the links to versions for programs, with the indentation of the next line, which has the same."""
_OWN_ADDRESS = ('<link rel="canonical" href="', '<meta property="og:url" content="')
_FOOTER = re.compile(r"(?s)(<footer.*?)(</nav>)")
"""Pattern of the navigation element that all pages share."""
_SITEMAP = re.compile(rf"{re.escape(NAME)}|{PARTS_OF_IT}[0-9]+\.xml")
_LISTED = re.compile("<url><loc>(?P<url>[^<]*)</loc>(?P<day>(?:<lastmod>[^<]*</lastmod>)?)</url>")
_XHTML = "http://www.w3.org/1999/xhtml"
_KEPT = "\ue100{}\ue101"
_KEPT_MARK = re.compile("\ue100(\\d+)\ue101")


@dataclass(frozen=True)
class Converter:
    """Converts simplified to traditional characters: first the words of `content/traditional.yaml`, then OpenCC."""

    words: TraditionalWords

    def __call__(self, text: str) -> str:
        """A text in traditional characters."""
        lines = text.split("\n")
        converted = iter(self._words("\n".join([line for line in lines if not line.isascii()])).split("\n"))
        return "\n".join([line if line.isascii() else next(converted) for line in lines])

    def _words(self, text: str) -> str:
        marked = _pattern(self.words).sub(lambda found: _KEPT.format(_places(self.words)[found[0]]), text)
        return _KEPT_MARK.sub(lambda mark: self.words.words[int(mark[1])].to, _opencc().convert(marked))

    @cached_property
    def mark(self) -> str:
        """Short hash of the conversion, for names of files that browsers cache forever."""
        return sha256(f"{version('opencc')} {self.words!r}".encode()).hexdigest()[:8]

    @cached_property
    def key(self) -> bytes:
        """Hash of everything that the conversion depends on."""
        return digest(code(), version("opencc"), repr(self.words))


@cache
def _opencc() -> Any:
    return OpenCC("s2tw")


@cache
def _pattern(words: TraditionalWords) -> re.Pattern[str]:
    longest_first = sorted((word.simplified for word in words.words), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)) or "(?!)")


@cache
def _places(words: TraditionalWords) -> dict[str, int]:
    return {word.simplified: place for place, word in enumerate(words.words)}


def both(files: Sequence[OutputFile], words: TraditionalWords, site_url: str) -> list[OutputFile]:
    """All files of a site, each followed by its version in traditional characters; the two versions of a page link to
    each other.
    """
    convert = Converter(words)
    pairs = ((_linked(file, site_url), *_converted(file, convert, site_url)) for file in map(shared, files))
    return [file for pair in pairs for file in pair]


def _linked(file: OutputFile, site_url: str) -> OutputFile:
    """A page with links to both of its versions, or a sitemap that lists both versions of each page."""
    if _SITEMAP.fullmatch(file.path):
        return _made(file.path, file, site_url.encode(), partial(_in_both, site_url))
    if not _is_page(file.path):
        return file
    return _made(file.path, file, site_url.encode(), lambda text: _with_links(text, file.path, "", site_url))


def _in_both(site_url: str, text: str) -> str:
    """A sitemap that lists both versions of each page, each with `hreflang` links to both."""
    linked = text.replace("<urlset ", f'<urlset xmlns:xhtml="{_XHTML}" ', 1)
    return _LISTED.sub(partial(_both_rows, site_url), linked)


def _both_rows(site_url: str, found: re.Match[str]) -> str:
    simplified, day = found["url"], found["day"]
    traditional = f"{site_url}{FOLDER}{simplified.removeprefix(site_url)}"
    pairs = ((LANGUAGE, simplified), (TRADITIONAL, traditional), ("x-default", simplified))
    links = "".join(f'<xhtml:link rel="alternate" hreflang="{name}" href="{url}"/>' for name, url in pairs)
    return "\n".join(f"<url><loc>{url}</loc>{day}{links}</url>" for url in (simplified, traditional))


def _is_page(path: str) -> bool:
    return path.endswith("index.html")


def _made(path: str, file: OutputFile, key: bytes, change: Callable[[str], str]) -> OutputFile:
    """A file whose text is computed from that of another one."""
    inputs, content = file.inputs, file.content
    return OutputFile(path, lambda: digest(inputs(), key), lambda: change(content().decode("utf-8")).encode("utf-8"))


def _converted(file: OutputFile, convert: Converter, site_url: str) -> Iterator[OutputFile]:
    """The version of a file in traditional characters, if there is one."""
    path, key = FOLDER + file.path, digest(convert.key, site_url)
    if _is_page(file.path):
        yield _made(path, file, key, partial(_page, convert, file.path, site_url))
    elif file.path == INDEX:
        yield _made(path, file, key, partial(_index, convert))
    elif file.path.startswith(f"{PARTS}/"):
        name = file.path.removeprefix(f"{PARTS}/")
        yield _made(f"{FOLDER}{PARTS}/{convert.mark}/{name}", file, key, partial(_part, convert))
    elif file.path == SEARCH:
        yield _made(path, file, key, partial(_search, convert))
    elif file.path.startswith(HASHED_FOLDER):
        name = file.path.removeprefix(HASHED_FOLDER)
        path = f"{FOLDER}{HASHED_FOLDER}{convert.mark}/{name}"
        yield _made(path, file, key, convert) if name.endswith(".js") else file._replace(path=path)
    elif file.path.startswith("assets/"):
        yield _made(path, file, key, convert) if file.path.endswith(".js") else file._replace(path=path)


def _page(convert: Converter, path: str, site_url: str, text: str) -> str:
    """A page in traditional characters, without structured data, which only the simplified version has."""
    text = _FOR_PROGRAMS.sub("", text).replace(f'"{LANGUAGE}"', f'"{TRADITIONAL}"')
    text = text.replace(HASHED_FOLDER, f"{HASHED_FOLDER}{convert.mark}/")
    for link in _OWN_ADDRESS if site_url else ():
        text = text.replace(f"{link}{site_url}", f"{link}{site_url}{FOLDER}")
    return _with_links(convert(text), path, FOLDER, site_url)


def _with_links(text: str, path: str, own: str, site_url: str) -> str:
    """A page with links to both versions: for search engines in its head, for readers in its footer."""
    to_top = site_url or "../" * (own + path).count("/")
    place = path.removesuffix("index.html")
    simplified, traditional = (f"{to_top}{folder}{place}" or "./" for folder in ("", FOLDER))
    pairs = ((LANGUAGE, simplified), (TRADITIONAL, traditional), ("x-default", simplified))
    head = "".join(f'<link rel="alternate" hreflang="{name}" href="{href}">\n' for name, href in pairs)
    up = "../" * (own + path).count("/")
    href, name, words = (up + place or "./", LANGUAGE, "简体") if own else (up + FOLDER + place, TRADITIONAL, "繁體")
    other = f'<a href="{href}" hreflang="{name}" lang="{name}">{words}</a>\n'
    return _FOOTER.sub(rf"\1{other}\2", text.replace("</head>", f"{head}</head>", 1))


_ASKS = "parts/${"
"""Pattern of the folder of index parts in the search script."""


def _search(convert: Converter, text: str) -> str:
    """The search script with its texts converted and the folder of the converted index parts."""
    assert text.count(_ASKS) == 1
    return in_other_characters(text, convert, _forms(convert.words)).replace(_ASKS, f"parts/{convert.mark}/${{")


def _forms(words: TraditionalWords) -> tuple[str, str]:
    """Traditional characters and, in the same order, the simplified ones that they stand for; the editors' words come
    first.
    """
    forms = {chr(code): simple for code, simple in simplified().items() if simple in common_characters()}
    for word in words.words:
        if len(word.to) == len(word.simplified):
            forms |= {to: one for one, to in zip(word.simplified, word.to, strict=True) if to != one}
    return "".join(forms), "".join(forms.values())


_ROWS = re.compile(r"""\AkbSearch\("\w+",\[(?:0,)*\[""")
"""Beginning of a part that lists pages or texts (0 for an unused page number)."""


def _part(convert: Converter, text: str) -> str:
    """A part of the search index: displayed titles and texts are converted, search keys stay the same."""
    return convert(text) if _ROWS.search(text) else text


def _index(convert: Converter, text: str) -> str:
    """The root of the search index with its labels converted; search keys stay the same."""
    start, value = text.split(",", 1)
    found = json.loads(value.rstrip()[:-1])
    found["labels"] = [convert(label) for label in found["labels"]]
    found["sections"] = [[convert(label), count] for label, count in found["sections"]]
    return f"{start},{json.dumps(found, ensure_ascii=False, separators=(',', ':'))})\n"
