"""What a new entry may have to do with: entries that a search for its words finds, and the clauses these cite."""

from collections import Counter
from datetime import date
from pathlib import Path

from generator.examining import Examination
from generator.linking.links import clause_of
from generator.outputs import search
from generator.remembering.memo import Memo
from generator.rendering.inputs import Inputs
from generator.search.engine import Ranking

MOST = 5

Named = tuple[tuple[str, str], ...]
"""Names as they are written in references, with their titles."""


def suggestions(root: Path, examination: Examination, day: date, words: str, memo: Memo) -> tuple[Named, Named]:
    """Entries like the words, likest first, and the clauses that several of them cite, most cited first."""
    library, links = examination.library, examination.links
    ranking = Ranking(search.outputs(Inputs.of(root, library, links, day, memo)))
    keys = [hit.address.strip("/") for hit in ranking.search(words, 4 * MOST).hits]
    found = [key for key in keys if key in library and library[key].entry.suggested][:MOST]
    cited = Counter(mention for key in found for mention in _cited(examination, key))
    related = tuple((_short(examination, key), library[key].entry.title) for key in found)
    return related, tuple(clause for clause, count in cited.most_common(MOST) if count > 1 or len(found) < 3)


def _cited(examination: Examination, key: str) -> set[tuple[str, str]]:
    found = ((mention, clause_of(examination.library, mention)) for mention in examination.links.mentions[key])
    return {
        (f"{source.id}:{clause.id}", f"{source.title} {clause.label}")
        for _, (source, clause) in ((mention, pair) for mention, pair in found if pair)
        if clause
    }


def _short(examination: Examination, key: str) -> str:
    name = key.split("/")[1]
    return name if examination.library.resolve(name).state == "found" else key
