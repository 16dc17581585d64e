"""The search index and its scripts, from the entries."""

from collections.abc import Iterator, Sequence
from functools import partial

from generator.content_types.contact import Contact
from generator.content_types.source import Source
from generator.content_types.term import Term
from generator.entry import Entry, Location, Role, Text, has_role
from generator.linking.addresses import address
from generator.reading.document import Document
from generator.reading.editors_words import SearchWords
from generator.remembering.memo import digest
from generator.rendering.edition import Edition, term_tip
from generator.rendering.inputs import Inputs
from generator.rendering.output import Output, PlannedFiles
from generator.rendering.page import PlannedPage, keys_of_tips, with_tips
from generator.rendering.templates import render
from generator.rendering.views import start
from generator.search.analysis import Analyzer, Ignored, squeezed
from generator.search.document import SearchDocument
from generator.search.encoding import encode
from generator.search.index import analyse, build_index
from generator.search.scripts import PATH, script

_LONGEST_NAME = 6
"""Characters of a title or alias that may be one word; longer ones are questions, to be cut into theirs."""


def planned(inputs: Inputs) -> Iterator[PlannedFiles]:
    """The files below `assets/search/` and the script that searches them."""
    yield PlannedFiles(("assets/search/", PATH), partial(outputs, inputs))


def outputs(inputs: Inputs, pages: Sequence[PlannedPage] = ()) -> tuple[Output, ...]:
    """The same, made now."""
    edition, words = inputs.edition, inputs.edition.library.words.search
    documents = [document for document in edition.library if _findable(document)]
    groups = synonyms(edition, words)
    names = [name for group in groups for name in group]
    named = (name for d in documents for name in (d.entry.title, *d.entry.aliases))
    analyzer = Analyzer([*names, *(name for name in named if len(squeezed(name)) <= _LONGEST_NAME)])
    ignored = Ignored(words.ignored)
    vocabulary = digest(*analyzer.own_words)
    analysed = inputs.memo.over(
        "analyse",
        lambda document: analyse(search_document(document, edition), analyzer),
        documents,
        (inputs.fingerprints.key(document) + vocabulary for document in documents),
    )
    index = build_index(analysed, groups, ignored, analyzer)
    pieces = {name: _piece(f"pages/search_{name}.html.j2", inputs) for name in ("help", "start")}
    return (*encode(index, ignored, words.unknown_number or ""), Output(PATH, script(words.distress, pieces)))


def _piece(template: str, inputs: Inputs) -> str:
    """HTML that the script shows: whom to call, or where to start without words."""
    html = render(inputs.templates, template, **start("/search/", inputs.edition))
    return with_tips(html, {key: term_tip(key, inputs.edition) for key in keys_of_tips(html)})


def remembered(inputs: Inputs) -> tuple[Output, ...]:
    """The same for who only wants to search: remembered as a whole, as long as no entry and no word is another."""
    documents = (inputs.fingerprints.key(document) for document in inputs.edition.library)
    key = digest(*documents, repr(inputs.edition.library.words.search))
    known = inputs.memo.recall("search", key, tuple)
    if known is None:
        known = outputs(inputs)
        inputs.memo.keep("search", key, known)
    return known


def synonyms(edition: Edition, words: SearchWords) -> list[tuple[str, ...]]:
    """Words of one meaning: each term with its aliases, slang with its neutral word, and the editors' groups."""
    groups = [group.words for group in words.synonyms]
    for document in edition.library.section("terms"):
        entry = document.entry
        assert isinstance(entry, Term)
        neutral = edition.library.resolve(f"terms/{entry.neutral}").key if entry.neutral else None
        other = edition.library[neutral].entry if neutral else None
        names = (entry.title, *entry.aliases, *((other.title, *other.aliases) if other else ()))
        if len(names) > 1:
            groups.append(tuple(dict.fromkeys(names)))
    return groups


def search_document(document: Document, edition: Edition) -> SearchDocument:
    """An entry as search sees it."""
    entry = document.entry
    return SearchDocument(
        address(document.key), entry.section, entry.label, entry.title, edition.summary(document),
        (*entry.aliases, *_numbers(document)), entry.questions, _neighbours(document, edition),
        tuple(_parts(document, edition)), entry.prior,
        getattr(entry, "distress", "none") == "high" or getattr(entry, "crisis", False),
    )  # fmt: skip


def _neighbours(document: Document, edition: Edition) -> tuple[str, ...]:
    """The pages that an entry names, laws and numbers left out: what leads to the one often leads to the other."""
    keys = (mention.resolution.key for mention in edition.links.mentions[document.key] if mention.kind != "citation")
    near = dict.fromkeys(key for key in keys if key and key.split("/")[0] not in ("sources", "parameters"))
    return tuple(address(key) for key in near if key != document.key)


def _findable(document: Document) -> bool:
    return document.entry.status == "published" and document.entry.prior > 0


def _numbers(document: Document) -> tuple[str, ...]:
    """A contact is looked for by its number, a law by its number too."""
    entry = document.entry
    if isinstance(entry, Contact) and entry.phone:
        return (entry.phone,)
    return (entry.number,) if isinstance(entry, Source) and entry.number else ()


def _apart(entry: Entry, text: Text) -> bool:
    """Whether a text has a place of its own in the index, or must never be shown by itself."""
    field = text.location[0]
    summary = field in entry.summary and text.markup != "plain"
    return field in ("title", "aliases") or summary or has_role(type(entry), text.location, Role.WRONG)


def _parts(document: Document, edition: Edition) -> list[tuple[str, str]]:
    """Headings with the words below them; each other field is a part without a heading. What is wrong is left out."""
    headings: dict[Location, str] = {}
    parts: dict[tuple[str, Location], list[str]] = {}
    for text in document.texts:
        place, last = text.location, text.location[-1]
        words = text.value if text.markup == "plain" else edition.plain(document, place, text.value)
        if place[0] == "sections" and last == "heading":
            headings[place[:2]] = words
        elif place[0] == "sections":
            parts.setdefault((headings.get(place[:2], ""), place[:2]), []).append(words)
        elif not _apart(document.entry, text):
            parts.setdefault(("", place[:1]), []).append(words)
    return [(heading, " ".join(" ".join(words).split())) for (heading, _), words in parts.items()]
