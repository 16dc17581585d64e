"""Feeds of changes for readers (Atom and JSON Feed), and a calendar of rules."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from html import escape
from urllib.parse import urljoin
from uuid import NAMESPACE_URL, uuid5

from generator.content_types.parameter import Parameter
from generator.content_types.source import Source
from generator.imprint import CALENDAR, FEED_ATOM, FEED_JSON, LANGUAGE
from generator.linking.addresses import address
from generator.reading.document import Document
from generator.rendering.citations import clause_anchor
from generator.rendering.edition import Edition
from generator.rendering.inputs import Inputs
from generator.rendering.output import Output, PlannedFiles
from generator.rendering.page import PlannedPage

MOST = 40
"""Maximum number of changes in a feed."""
PAST = timedelta(days=400)
"""How far back the calendar goes."""
NAMED = 5
"""Maximum number of affected pages that are named."""


@dataclass(frozen=True)
class News:
    """A change on a day: its title, its description, and the address of a page about it."""

    day: date
    title: str
    says: str
    address: str

    @property
    def id(self) -> str:
        """An id that does not depend on the address of the site."""
        return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{self.address} {self.day} {self.title}')}"


def planned(inputs: Inputs) -> Iterator[PlannedFiles]:
    """The calendar and, if the site has an address, the two feeds."""
    if inputs.site_url:
        yield PlannedFiles((FEED_ATOM, FEED_JSON), partial(_feeds, inputs.edition, inputs.site_url))
    yield PlannedFiles((CALENDAR,), partial(_calendar, inputs.edition, inputs.site_url))


def _feeds(edition: Edition, site_url: str, pages: Sequence[PlannedPage]) -> tuple[Output, ...]:
    past = [news for news in (*rules(edition), *_reviews(edition)) if news.day <= edition.day]
    newest = sorted(past, key=lambda news: (news.day, news.address, news.title), reverse=True)[:MOST]
    return (
        Output(FEED_ATOM, _atom(newest, site_url, edition).encode("utf-8")),
        Output(FEED_JSON, _json_feed(newest, site_url, edition.library.words.site.name).encode("utf-8")),
    )


def rules(edition: Edition) -> Iterator[News]:
    """The days on which sources, clauses and values of parameters begin or end."""
    for document in edition.library:
        entry = document.entry
        if entry.status == "published" and isinstance(entry, Source):
            yield from _source(document, entry, edition)
        elif entry.status == "published" and isinstance(entry, Parameter):
            yield from _parameter(document, entry, edition)


def _source(document: Document, source: Source, edition: Edition) -> Iterator[News]:
    here = address(document.key)
    every = {key for clause in source.clauses for key in _resting(source, clause.id, edition)}
    if source.effective:
        yield News(source.effective, f"《{source.title}》开始施行", _concerns(every, edition), here)
    if source.ended:
        yield News(source.ended, f"《{source.title}》失效", _concerns(every, edition), here)
    for clause in source.clauses:
        there, of = f"{here}#{clause_anchor(clause.id)}", f"《{source.title}》{clause.label}"
        says = f"{edition.plain(document, ('clauses', source.clauses.index(clause), 'says'), clause.says)}"
        concerned = _concerns(_resting(source, clause.id, edition), edition)
        if clause.effective:
            yield News(clause.effective, f"{of}开始施行", f"{says}{concerned}", there)
        if clause.ended:
            yield News(clause.ended, f"{of}失效", f"{says}{concerned}", there)


def _resting(source: Source, clause: str, edition: Edition) -> tuple[str, ...]:
    return edition.links.cited_by.get(f"{source.id}:{clause}", ())


def _parameter(document: Document, parameter: Parameter, edition: Edition) -> Iterator[News]:
    unit, before = parameter.unit or "", None
    concerned = _concerns(edition.links.used_by.get(document.key, ()), edition)
    for value in parameter.values:
        was = f"以前是 {before}{unit}。" if before and before != value.value else ""
        yield News(value.since, f"{parameter.title}：{value.value}{unit}", f"{was}{concerned}", address(document.key))
        before = value.value


def _concerns(keys: "Sequence[str] | set[str]", edition: Edition) -> str:
    """The sentence that names the pages affected by a change."""
    titles = [edition.library.titles[key] for key in sorted(keys)]
    more = f"等 {len(titles)} 页" if len(titles) > NAMED else ""
    return f"用到它的页面：{'、'.join(titles[:NAMED])}{more}。" if titles else ""


def _reviews(edition: Edition) -> Iterator[News]:
    for document in edition.library:
        entry = document.entry
        if document.article and entry.status == "published":
            says = f"{edition.summary(document)}（{entry.reviewed.by}核对于 {entry.reviewed.on}）"
            yield News(entry.reviewed.on, entry.title, says, address(document.key))


def _atom(newest: Sequence[News], site_url: str, edition: Edition) -> str:
    updated = max((news.day for news in newest), default=edition.day)
    name = escape(edition.library.words.site.name)
    entries = "".join(
        f"<entry><id>{news.id}</id><title>{escape(news.title)}</title><updated>{_moment(news.day)}</updated>"
        f'<link href="{escape(_url(news, site_url))}"/><summary>{escape(news.says or news.title)}</summary></entry>\n'
        for news in newest
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{LANGUAGE}">\n'
        f"<id>{escape(site_url)}</id><title>{name}</title><updated>{_moment(updated)}</updated>\n"
        f"<author><name>{name}</name></author>\n"
        f'<link rel="self" type="application/atom+xml" href="{escape(urljoin(site_url, FEED_ATOM))}"/>\n'
        f'<link rel="alternate" type="text/html" href="{escape(site_url)}"/>\n{entries}</feed>\n'
    )


def _json_feed(newest: Sequence[News], site_url: str, name: str) -> str:
    items = [
        {
            "id": news.id,
            "url": _url(news, site_url),
            "title": news.title,
            "content_text": news.says or news.title,
            "date_published": _moment(news.day),
        }
        for news in newest
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": name,
        "home_page_url": site_url,
        "feed_url": urljoin(site_url, FEED_JSON),
        "language": LANGUAGE,
        "authors": [{"name": name}],
        "items": items,
    }
    return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"


def _moment(day: date) -> str:
    """A day as a timestamp: its beginning in China."""
    return f"{day.isoformat()}T00:00:00+08:00"


def _url(news: News, site_url: str) -> str:
    return urljoin(site_url, news.address.lstrip("/")) if site_url else news.address


def _calendar(edition: Edition, site_url: str, pages: Sequence[PlannedPage]) -> tuple[Output, ...]:
    """The calendar of days on which sources, clauses and values begin or end, as all-day events."""
    shown = sorted((n for n in rules(edition) if n.day > edition.day - PAST), key=lambda n: (n.day, n.address, n.title))
    name = _escaped(edition.library.words.site.name)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//{name}//rules//ZH", f"X-WR-CALNAME:{name}"]
    for news in shown:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{news.id}",
            f"DTSTAMP:{edition.day:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{news.day:%Y%m%d}",
            f"SUMMARY:{_escaped(news.title)}",
            *([f"DESCRIPTION:{_escaped(news.says)}"] if news.says else []),
            *([f"URL:{_url(news, site_url)}"] if site_url else []),
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    text = "".join(f"{folded}\r\n" for line in (*lines, "END:VCALENDAR") for folded in _folded(line))
    return (Output(CALENDAR, text.encode("utf-8")),)


def _escaped(text: str) -> str:
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """A line of a calendar folded into pieces of at most 75 bytes, as RFC 5545 requires."""
    piece = ""
    for character in line:
        if len((piece + character).encode("utf-8")) > 73:
            yield piece
            piece = " "
        piece += character
    yield piece
