"""The data that search indexes of one page."""

from dataclasses import dataclass
from typing import NamedTuple

from generator.remembering.values import remembered


@remembered
class TextPart(NamedTuple):
    """A stretch of a page's text: its heading (empty for what stands outside the sections), words, short answer and anchor.

    A place that cites a source is marked with `CITED`.
    """

    heading: str
    body: str
    short: str = ""
    anchor: str = ""


@remembered
class AnsweringSentence(NamedTuple):
    """A sentence of a page that answers: its words, the heading it stands under, the anchor there, and who asks so."""

    sentence: str
    heading: str
    anchor: str
    asks: tuple[str, ...]


CITED = "†"


@remembered
@dataclass(frozen=True)
class SearchDocument:
    """One findable page. All texts are plain words; `prior` is how much likelier than others it is to be wanted."""

    address: str
    section: str
    label: str
    title: str
    answer: str
    aliases: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    """Ways in which readers ask for this page; they are never shown."""
    parts: tuple[TextPart, ...] = ()
    replies: tuple[AnsweringSentence, ...] = ()
    prior: float = 1.0
    urgent: bool = False
    """Whether the page comes first when a question sounds like distress."""
    grave: bool = False
    """Whether the page is about the reader being in danger: a question that clearly leads here sounds like distress."""
