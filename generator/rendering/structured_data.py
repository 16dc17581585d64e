"""Structured data (schema.org as JSON-LD) in the head of each page.

URLs are relative to the page, so that they are valid wherever the site is served.
"""

import json
from collections.abc import Mapping
from typing import Any

from generator.content_types.calculator import Calculator
from generator.content_types.contact import Contact
from generator.content_types.path import Path
from generator.content_types.source import Source
from generator.content_types.strategy import Strategy
from generator.content_types.term import Term
from generator.entry import Article, Entry
from generator.imprint import API, LANGUAGE, LICENCE_URL
from generator.linking.addresses import address, relative
from generator.reading.document import Document
from generator.rendering.edition import Edition

Data = dict[str, Any]
_LAWS = frozenset({"law", "interpretation", "regulation", "rule"})
_WORKS = {"study": "ScholarlyArticle", "report": "Report", "news": "NewsArticle"}
_WRITER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def of_entry(document: Document, edition: Edition) -> Mapping[str, str]:
    """The structured data for the page of an entry, as a value for `RenderedPage.head`."""
    entry, here = document.entry, address(document.key)
    page: Data = {
        **_page(entry.title, edition.summary(document), edition),
        "lastReviewed": entry.reviewed.on.isoformat(),
        "dateModified": entry.reviewed.on.isoformat(),
        "breadcrumb": _breadcrumb(entry, here, edition),
    }
    main = _main(document, edition)
    if questions := _questions(document, edition):
        page |= {"@type": "FAQPage", "mainEntity": questions, **({"about": main} if main else {})}
    elif main:
        page["mainEntity"] = main
    answer = relative(here, f"/{API}{document.key}.json")
    return {**_head(page), "answer": f'<link rel="alternate" type="application/json" href="{answer}">'}


def of_terms(title: str, edition: Edition) -> Mapping[str, str]:
    """The structured data for the list of all terms."""
    here = "/terms/"
    terms = [
        {
            "@type": "DefinedTerm",
            "name": d.entry.title,
            "url": relative(here, address(d.key)),
            "description": edition.summary(d),
        }
        for d in edition.library.section(Term.section)
        if d.entry.status == "published"
    ]
    terms_of_site = {"@type": "DefinedTermSet", "name": title, "hasDefinedTerm": terms}
    return _head({**_page(title, title, edition), "mainEntity": terms_of_site})


def _name(edition: Edition) -> str:
    return edition.library.words.site.name


def _head(data: Data) -> Mapping[str, str]:
    text = _WRITER.encode(data).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return {"structured_data": f'<script type="application/ld+json">{text}</script>'}


def _page(title: str, description: str, edition: Edition) -> Data:
    return {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "name": title,
        "description": description,
        "inLanguage": LANGUAGE,
        "isAccessibleForFree": True,
        "license": LICENCE_URL,
        "publisher": {"@type": "Organization", "name": _name(edition)},
    }


def _breadcrumb(entry: Entry, here: str, edition: Edition) -> Data:
    steps = [(_name(edition), "/")]
    if not entry.by_hand:
        steps.append((entry.label, f"/{entry.section}/"))
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": relative(here, to)}
        for place, (name, to) in enumerate([*steps, (entry.title, here)], 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _questions(document: Document, edition: Edition) -> list[Data]:
    """The questions and answers of an article if all headings of its sections are questions; else empty."""
    sections = document.sections
    if len(sections) < 2 or not all(section.heading.endswith(("？", "?")) for section in sections.values()):
        return []
    return [
        {
            "@type": "Question",
            "name": section.heading,
            "acceptedAnswer": {
                "@type": "Answer",
                "text": _words(document, (*place, "body"), section.body, edition),
            },
        }
        for place, section in sections.items()
    ]


def _words(document: Document, place: tuple[str | int, ...], text: str, edition: Edition) -> str:
    return " ".join(edition.plain(document, place, text).split())


def _main(document: Document, edition: Edition) -> Data | None:
    """The main entity of the page, or None."""
    entry = document.entry
    if isinstance(entry, Source):
        return _source(entry, edition)
    if isinstance(entry, Contact):
        return _contact(entry)
    if isinstance(entry, Term):
        terms = {"@type": "DefinedTermSet", "name": entry.label, "url": "../"}
        return {
            "@type": "DefinedTerm",
            "name": entry.title,
            "alternateName": list(entry.aliases),
            "description": edition.summary(document),
            "inDefinedTermSet": terms,
        }
    if isinstance(entry, Calculator):
        return {
            "@type": "WebApplication",
            "name": entry.title,
            "applicationCategory": "FinanceApplication",
            "operatingSystem": "Any",
            "isAccessibleForFree": True,
        }
    if isinstance(entry, Strategy | Path):
        return _how_to(document, edition)
    return _article(document, edition) if isinstance(entry, Article) else None


def _source(source: Source, edition: Edition) -> Data:
    ended = source.ended is not None and source.ended <= edition.day
    begun = source.effective is None or source.effective <= edition.day
    common: Data = {"name": source.title, **({"sameAs": source.address} if source.address else {})}
    if source.published:
        common["datePublished"] = source.published
    if source.kind not in _LAWS:
        return {"@type": _WORKS.get(source.kind, "CreativeWork"), **common}
    law = {"@type": "Legislation", **common, "legislationPassedBy": {"@type": "Organization", "name": source.issuer}}
    law["legislationLegalForce"] = "https://schema.org/" + ("InForce" if begun and not ended else "NotInForce")
    if source.number:
        law["legislationIdentifier"] = source.number
    if source.effective:
        law["legislationDateVersion"] = source.effective.isoformat()
    return law


def _contact(contact: Contact) -> Data:
    point: Data = {"@type": "ContactPoint", "contactType": contact.title, "availableLanguage": "zh"}
    if contact.phone:
        point["telephone"] = contact.phone
    found: Data = {"@type": "Organization", "name": contact.run_by, "contactPoint": point}
    return found | ({"url": contact.address} if contact.address else {})


def _how_to(document: Document, edition: Edition) -> Data:
    entry = document.entry
    steps = [_words(document, ("do_now", i), text, edition) for i, text in enumerate(getattr(entry, "do_now", ()))]
    if isinstance(entry, Path):
        steps = [_words(document, ("first_step",), entry.first_step, edition)]
        steps += [_words(document, ("steps", i, "why"), step.why, edition) for i, step in enumerate(entry.steps)]
    written = [{"@type": "HowToStep", "position": place, "text": text} for place, text in enumerate(steps, 1)]
    return {
        "@type": "HowTo",
        "name": entry.title,
        "description": edition.summary(document),
        **({"step": written} if written else {}),
    }


def _article(document: Document, edition: Edition) -> Data:
    entry = document.entry
    cited = dict.fromkeys(
        m.resolution.key for m in edition.links.mentions[document.key] if m.reference.kind == "citation"
    )
    works = [edition.library[key].entry for key in cited if key]
    return {
        "@type": "Article",
        "headline": entry.title,
        "description": edition.summary(document),
        "dateModified": entry.reviewed.on.isoformat(),
        "inLanguage": LANGUAGE,
        "author": {"@type": "Organization", "name": _name(edition)},
        "citation": [
            {
                "@type": "CreativeWork",
                "name": work.title,
                "url": relative(address(document.key), address(f"sources/{work.id}")),
            }
            for work in works
        ],
    }
