"""The base as a graph: links between entries, entries without links, entries many depend on; as text, DOT, SVG or JSON."""

import json
import re
from collections import Counter
from dataclasses import dataclass

from generator.linking.links import Links
from generator.reading.library import Library
from generator.remembering.values import remembered
from generator.rendering import pictures


@remembered
@dataclass(frozen=True)
class GraphSummary:
    """The parts of the graph that editors look for; entries by key, counted ones with their number, highest first."""

    orphans: tuple[str, ...]
    """Articles that no other entry links to."""
    dead_ends: tuple[str, ...]
    """Articles without `next`, `eased_by` or `related`."""
    most_cited: tuple[tuple[str, int], ...]
    """Clauses by the number of entries that cite them."""
    most_named: tuple[tuple[str, int], ...]
    """Entries by the number of entries that link to them."""


def edges(links: Links) -> tuple[tuple[str, str, str], ...]:
    """Every reference between two entries once, as (from, to, relation); without a relation, the kind of the reference."""
    found = {
        (key, mention.resolution.key, mention.relation or mention.reference.kind)
        for key, mentions in links.mentions.items()
        for mention in mentions
        if mention.resolution.key and mention.resolution.key != key
    }
    return tuple(sorted(found))


def summary(library: Library, links: Links, most: int = 10) -> GraphSummary:
    """The summary of the graph; lists of counted items are limited to `most`."""
    articles = [document for document in library if document.article]
    onward = {"next", "eased_by", "related"}
    return GraphSummary(
        tuple(document.key for document in articles if not links.backlinks.get(document.key)),
        tuple(
            document.key
            for document in articles
            if not any(mention.relation in onward for mention in links.mentions[document.key])
        ),
        tuple(Counter({name: len(keys) for name, keys in links.cited_by.items()}).most_common(most)),
        tuple(Counter({key: len(keys) for key, keys in links.backlinks.items()}).most_common(most)),
    )


def dot(library: Library, links: Links) -> str:
    """The graph in DOT, for Graphviz."""
    nodes = [
        f"  {json.dumps(document.key)} [label={json.dumps(document.entry.title, ensure_ascii=False)}];"
        for document in library
    ]
    lines = [
        f"  {json.dumps(start)} -> {json.dumps(end)} [label={json.dumps(kind)}];" for start, end, kind in edges(links)
    ]
    return "\n".join(["digraph kb {", "  rankdir=LR;", *nodes, *lines, "}"])


def as_json(library: Library, links: Links) -> str:
    """The graph as JSON with `nodes` and `edges`."""
    nodes = [
        {"key": document.key, "title": document.entry.title, "section": document.entry.section} for document in library
    ]
    return json.dumps({"nodes": nodes, "edges": [list(edge) for edge in edges(links)]}, ensure_ascii=False, indent=2)


_STYLE = (
    ".kb-svg-box{fill:#fff;stroke:#888}.kb-svg-line{fill:none;stroke:#0f5f5c}"
    ".kb-svg-middle{text-anchor:middle}.kb-svg-end{text-anchor:end}"
)
"""The styles of the picture, which the site has in its stylesheet and a separate file needs inline."""


def svg(library: Library, links: Links) -> str:
    """The relations between articles as an SVG picture, from left to right."""
    typed = list(dict.fromkeys((a, b) for a, b, kind in edges(links) if kind in ("next", "leads_to", "eased_by")))
    left = sorted({start for start, _ in typed})
    right = sorted({end for _, end in typed})
    title = {key: library[key].entry.title for key in (*left, *right)}
    drawn = pictures.pairs(
        "kb",
        [title[key] for key in left],
        [title[key] for key in right],
        [(left.index(start), right.index(end)) for start, end in typed],
    )
    size = re.sub(r'.*?viewBox="0 0 (\d+) (\d+)".*', r'width="\1" height="\2"', drawn, count=1, flags=re.DOTALL)
    own = f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="13" '
    opened = drawn.replace("<svg ", own, 1)
    return opened.replace(">", f"><style>{_STYLE}</style>", 1)
