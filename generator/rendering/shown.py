"""What the page of an entry may show, as one value: its hash is the cache key, and templates get nothing else."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from generator.content_types.contact import Contact
from generator.content_types.parameter import Parameter
from generator.linking.links import Links
from generator.reading.document import Document
from generator.reading.editors_words import EditorsWords, SiteWords
from generator.reading.library import Library
from generator.remembering.memo import PLAIN, Memo, digest
from generator.remembering.once import once
from generator.remembering.values import remembered
from generator.rendering.edition import Edition, Face
from generator.rendering.tool_views import rests_on

ValueT = TypeVar("ValueT")


class Shown(NamedTuple):
    """The part of the base that a page may show: whole entries, the faces of others, and the links of these entries."""

    whole: Mapping[str, Document]
    faces: Mapping[str, Face]
    links: Links


@remembered
class KnownKeys(NamedTuple):
    """The cache keys of all entries with what they rest on: the state of all links and what every page shows; and of each
    entry the hash of its file and of what is shown where it is only named.
    """

    rests_on: bytes
    keys: dict[str, tuple[bytes, bytes, bytes]]


@dataclass(frozen=True)
class Showing:
    """For each entry of an edition what its page may show, and the cache key of that, with a set of templates.

    Keys are conservative: a page may be rendered again for a change that it does not show, but is never stale. Tooltips of
    terms are not covered, because they are filled in last (`page.with_tips`).
    """

    edition: Edition
    templates: bytes
    memo: Memo = PLAIN

    def key(self, document: Document) -> bytes:
        """The cache key for everything made from one entry: the hash of what its page may show."""
        return self._key(document.key)

    @cached_property
    def _known(self) -> Mapping[str, bytes]:
        """The keys that an earlier run has left, without those of entries that have changed; none if a change shows on
        other pages.
        """
        known, library = self.memo.recall("keys", b"", KnownKeys), self.edition.library.documents
        if not known or not self.edition.links.state or known.rests_on != self._rests_on:
            return {}
        changed = {key: face for key, (file, face, _) in known.keys.items() if library[key].content_hash != file}
        if any(self._of_named(key) != face for key, face in changed.items()):
            return {}
        return {key: found for key, (_, _, found) in known.keys.items() if key not in changed}

    def keep(self) -> None:
        """Caches the keys of all entries, if those that are cached are no use."""
        if not self._known and self.edition.links.state:
            keys = {d.key: (d.content_hash, self._of_named(d.key), self.key(d)) for d in self.edition.library}
            self.memo.keep("keys", b"", KnownKeys(self._rests_on, keys))

    @property
    def _rests_on(self) -> bytes:
        return digest(self._common, self.edition.links.state)

    @once
    def _key(self, key: str) -> bytes:
        known = self._known.get(key)
        return self._computed(key) if known is None else known

    def _computed(self, key: str) -> bytes:
        document = self.edition.library[key]
        hashes = (self._of_whole(key), *map(self._other, self._beside(document)))
        return digest(self._common, document.path, b"".join(hashes), repr(self._derived(document)))

    def part(self, document: Document) -> Edition:
        """An edition of just the part that the page of an entry may show."""
        shown, whole = self.around(document), self.edition
        library = Library.of(tuple(shown.whole.values()), words=self._words)
        return Edition(library, shown.links, whole.terms, whole.day, whole.turned, shown.faces)

    @cached_property
    def of_all(self) -> bytes:
        """The cache key of pages that are made from the whole edition."""
        library = self.edition.library
        files = b"".join(document.content_hash for document in library)
        return digest(self._common, self.edition.day.isoformat(), repr(library.words), files)

    def of_values(self, values: object) -> bytes:
        """The cache key of a page that is made from these values only."""
        return digest(self._common, self.edition.day.isoformat(), repr(values))

    def around(self, document: Document) -> Shown:
        """What the page of an entry may show."""
        key, beside = document.key, self._beside(document)
        first = {key: document, **self._whole(beside)}
        faces = {each: self._every_face[each] for each in (key, *beside)}
        whole: dict[str, Document] = {}
        for other in first:
            faces |= self._faces(other)
            whole |= self._whole_named(other)
        mentions = {each: self.edition.links.mentions[each] for each in first}
        return Shown(whole | first, faces, Links(mentions, *self._derived(document)))

    @once
    def _faces(self, key: str) -> dict[str, Face]:
        """The faces of the entries that an entry refers to."""
        return {each: self._every_face[each] for each in self._named(key)}

    @cached_property
    def _every_face(self) -> dict[str, Face]:
        return {document.key: self.edition.face(document.key) for document in self.edition.library}

    @once
    def _whole_named(self, key: str) -> dict[str, Document]:
        """Those among the entries that an entry refers to of which other pages show more than the face."""
        return self._whole(self._named(key))

    def _beside(self, document: Document) -> Iterable[str]:
        """The keys of entries that the page of an entry shows with what they name."""
        return dict.fromkeys((*self._named(document.key), *self._linked(document), *self._besides(document)))

    def _derived(self, document: Document) -> tuple[Any, ...]:
        """What is derived from all references, as far as it is about one entry, in the order of `Links`."""
        links, key = self.edition.links, document.key
        cited = (f"{document.entry.id}:{clause.id}" for clause in getattr(document.entry, "clauses", ()))
        return (
            _of(key, links.backlinks),
            {clause: links.cited_by[clause] for clause in cited if clause in links.cited_by},
            _of(key, links.used_by),
            _of(key, links.reverse),
            _of(key, links.forward),
            _of(key, links.called_first),
        )

    @once
    def _named(self, key: str) -> tuple[str, ...]:
        """The keys of entries that an entry refers to, each once."""
        return tuple({each.key: None for each in self.edition.links.resolutions[key] if each.key})

    def _linked(self, document: Document) -> Iterator[str]:
        """The keys of entries that refer to, use or cite an entry."""
        links = self.edition.links
        yield from links.backlinks.get(document.key, ())
        for keys in links.reverse.get(document.key, {}).values():
            yield from keys
        yield from links.used_by.get(document.key, ())
        for clause in getattr(document.entry, "clauses", ()):
            yield from links.cited_by.get(f"{document.entry.id}:{clause.id}", ())

    def _besides(self, document: Document) -> Iterator[str]:
        """The keys of entries that a page shows without a reference: crisis contacts, parameters of its tool."""
        if getattr(document.entry, "distress", "none") != "none" or isinstance(document.entry, Contact):
            yield from self._crisis
        found = (self.edition.library.resolve(f"{Parameter.section}/{name}").key for name in rests_on(document.entry))
        yield from filter(None, found)

    @cached_property
    def _crisis(self) -> tuple[str, ...]:
        contacts = self.edition.library.section(Contact.section)
        return tuple(d.key for d in contacts if isinstance(d.entry, Contact) and d.entry.crisis)

    def _whole(self, keys: Iterable[str]) -> dict[str, Document]:
        """Those among some entries of which other pages show more than the face."""
        whole = self._shown_whole
        return {key: whole[key] for key in keys if key in whole}

    @cached_property
    def _shown_whole(self) -> dict[str, Document]:
        return {document.key: document for document in self.edition.library if document.entry.shown_whole}

    @once
    def _other(self, key: str) -> bytes:
        """The hash of an entry as far as a page beside it may show it: its face, or all of it with what it names."""
        return self._of_whole(key) if key in self._shown_whole else self._of_named(key)

    @once
    def _of_whole(self, key: str) -> bytes:
        """The hash of an entry with the targets of its references, and with what is shown of these."""
        resolved = (each.key or "" for each in self.edition.links.resolutions[key])
        named = map(self._of_named, self._named(key))
        return digest(self._of_named(key), self.edition.library[key].content_hash, "\n".join(resolved), b"".join(named))

    @once
    def _of_named(self, key: str) -> bytes:
        """The hash of an entry as far as it is shown where it is only named: its face, or all of its file."""
        whole = self._shown_whole.get(key)
        return digest(key, repr(self.edition.face(key)), whole.content_hash if whole else b"")

    @cached_property
    def _words(self) -> EditorsWords:
        """The editors' words that every page shows: the name of the site."""
        return EditorsWords(site=SiteWords(name=self.edition.library.words.site.name))

    @cached_property
    def _common(self) -> bytes:
        words = (f"{word}\t{key}" for word, key in self.edition.terms.words)
        return digest(self.templates, self._words.site.name, self.edition.turned.isoformat(), "\n".join(words))


def _of(key: str, found: Mapping[str, ValueT]) -> dict[str, ValueT]:
    """The part of a mapping by entry that belongs to one entry."""
    return {key: found[key]} if key in found else {}
