"""Cache keys of pages: a hash of the entry's own file and of everything its page shows of other entries."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from generator.content_types.contact import Contact
from generator.reading.document import Document
from generator.remembering.memo import digest
from generator.rendering.edition import Edition
from generator.rendering.template_files import templates_digest


@dataclass(frozen=True)
class Fingerprints:
    """The keys of an edition's entries, rendered with a set of templates.

    Conservative: they may cause a needless re-render, never a stale page. The summaries of
    terms that are linked by themselves are left out, because they are filled in at the end (`page.with_tips`).
    """

    edition: Edition
    templates: bytes

    @classmethod
    def of(cls, edition: Edition, templates: Path) -> "Fingerprints":
        """The fingerprints of an edition; every file of the templates counts for every page."""
        return cls(edition, templates_digest(templates))

    def key(self, document: Document) -> bytes:
        """The key of all that is made of one entry."""
        if document.key not in self._keys:
            self._keys[document.key] = self._key(document)
        return self._keys[document.key]

    @cached_property
    def of_all(self) -> bytes:
        """The key of all that pages made from many entries can show of them."""
        links, documents = self.edition.links, tuple(self.edition.library)
        shown = [
            (d.key, d.entry.status, d.entry.topics, d.entry.reviewed.on.isoformat(), getattr(d.entry, "place", None))
            for d in documents
        ]
        faces = (self._face(document.key) for document in documents)
        return digest(
            self._common,
            self.edition.day.isoformat(),
            repr(self.edition.library.words.site),
            repr(self.edition.library.words.topics),
            repr(shown),
            repr(links.forward),
            repr(links.cited_by),
            *faces,
        )

    @cached_property
    def _keys(self) -> dict[str, bytes]:
        return {}

    def _key(self, document: Document) -> bytes:
        links = self.edition.links
        resolved = (mention.resolution.key or "" for mention in links.mentions[document.key])
        derived = repr(sorted(links.reverse.get(document.key, {}).items()))
        distress = getattr(document.entry, "distress", "none") != "none"
        return digest(
            self._common, document.path, document.data, "\n".join(resolved), derived,
            self._crisis if distress else b"", b"".join(map(self._face, self._shown(document))),
        )  # fmt: skip

    @cached_property
    def _common(self) -> bytes:
        words = (f"{word}\t{key}" for word, key in self.edition.terms.words)
        name = self.edition.library.words.site.name
        return digest(self.templates, name, self.edition.turned.isoformat(), "\n".join(words))

    @cached_property
    def _crisis(self) -> bytes:
        contacts = self.edition.library.section("contacts")
        return digest(*(self._face(d.key) for d in contacts if isinstance(d.entry, Contact) and d.entry.crisis))

    @cached_property
    def _faces(self) -> dict[str, bytes]:
        return {}

    def _shown(self, document: Document) -> Iterator[str]:
        """The keys of the entries that a page can show, in the order it names them; some more than once."""
        links = self.edition.links
        yield from dict.fromkeys(m.resolution.key for m in links.mentions[document.key] if m.resolution.key)
        yield from links.backlinks.get(document.key, ())
        for keys in links.reverse.get(document.key, {}).values():
            yield from keys
        yield from links.used_by.get(document.key, ())
        for clause in getattr(document.entry, "clauses", ()):
            yield "#" + clause.id
            yield from links.cited_by.get(f"{document.entry.id}:{clause.id}", ())

    def _face(self, key: str) -> bytes:
        """The digest of all that another page can show of an entry; of a clause, of its name."""
        face = self._faces.get(key)
        if face is None:
            face = digest(key) if key.startswith("#") else self._digest(self.edition.library[key])
            self._faces[key] = face
        return face

    def _digest(self, document: Document) -> bytes:
        entry = document.entry
        shown = [document.key, *self.edition.face(document.key)]
        if not entry.shown_whole:
            return digest(*shown)
        # A contact is shown with its texts, and so with whatever they name.
        named = {m.resolution.key for m in self.edition.links.mentions[document.key] if m.resolution.key}
        others = (self.edition.library[key] for key in sorted(named))
        return digest(*shown, document.data, *(part for d in others for part in (d.key, d.entry.title, d.data)))
