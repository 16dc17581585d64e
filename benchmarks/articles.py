"""The articles of a base as search engines get them: the same words for all, as Markdown, HTML or data."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from html import escape
from pathlib import Path

from generator.base import Base
from generator.content_types.parameter import Parameter
from generator.examining import gather, readings
from generator.linking.links import link
from generator.outputs.search import search_document
from generator.reading.disk import read_files
from generator.remembering.memo import PLAIN
from generator.rendering.edition import Edition
from generator.rendering.inputs import Inputs

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~$^=+-])")


@dataclass(frozen=True)
class Article:
    """One findable page: all its words, without markup."""

    key: str
    """Its address, without the slashes around it."""
    title: str
    answer: str
    aliases: tuple[str, ...]
    """Other ways to say the title; only this knowledge base has a field for them."""
    parts: tuple[tuple[str, str], ...]
    """Headings and the words below them; the heading is empty for what stands before the first."""

    def blocks(self, aliases: bool) -> Iterator[tuple[str, str]]:
        """The page as headings (`h2`) and paragraphs (`p`); the aliases, if wanted, are the last paragraph."""
        yield "p", self.answer
        for heading, words in self.parts:
            if heading:
                yield "h2", heading
            if words:
                yield "p", words
        if aliases and self.aliases:
            yield "p", "，".join(self.aliases)

    def markdown(self, aliases: bool) -> str:
        """The page for generators that read Markdown."""
        lines = [f"# {_plain(self.title)}"]
        lines += [f"{'## ' if kind == 'h2' else ''}{_plain(words)}" for kind, words in self.blocks(aliases)]
        return "\n\n".join(lines) + "\n"

    def html(self, aliases: bool) -> str:
        """The page as plain HTML."""
        body = "\n".join(f"<{kind}>{escape(words)}</{kind}>" for kind, words in self.blocks(aliases))
        title = escape(self.title)
        return (
            f'<!doctype html>\n<html lang="zh-CN">\n<head><meta charset="utf-8"><title>{title}</title></head>\n'
            f"<body><main data-pagefind-body>\n<h1>{title}</h1>\n{body}\n</main></body>\n</html>\n"
        )


@dataclass(frozen=True)
class Indexed:
    """A base that was read: what this knowledge base indexes, and the same as articles."""

    inputs: Inputs
    articles: tuple[Article, ...]


def read_base(root: Path) -> Indexed:
    """Read the content of a root."""
    library = gather(read_files(root), partial(readings, memo=PLAIN)).library()
    inputs = Inputs.of(Base.forgetful(root), library, link(library), None)
    return Indexed(inputs, tuple(_articles(inputs.edition)))


def _articles(edition: Edition) -> Iterator[Article]:
    for document in edition.library:
        entry = document.entry
        if entry.status == "published" and not isinstance(entry, Parameter):
            page = search_document(document, edition)
            numbers = page.aliases[len(entry.aliases) :]  # of a telephone or a law: every engine gets these as words
            parts = [(part.heading, part.body) for part in page.parts]
            parts += [("", " ".join(numbers))] if numbers else []
            yield Article(page.address.strip("/"), page.title, page.answer, entry.aliases, tuple(parts))


def _plain(words: str) -> str:
    return _MARKS.sub(r"\\\1", " ".join(words.split()))
