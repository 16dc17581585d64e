"""The data that search indexes of one page."""

from dataclasses import dataclass
from typing import NamedTuple

from generator.remembering.values import remembered


@remembered
class TextPart(NamedTuple):
    """A part of a page's text: its heading (empty outside sections), text, short answer and anchor.

    A place that cites a source is marked with `CITED`.
    """

    heading: str
    body: str
    short: str = ""
    anchor: str = ""


@remembered
class AnsweringSentence(NamedTuple):
    """A sentence of a page that answers questions: its text, the heading above it with its anchor, and the questions
    (`asks`).
    """

    sentence: str
    heading: str
    anchor: str
    asks: tuple[str, ...]


CITED = "†"


@remembered
@dataclass(frozen=True)
class SearchDocument:
    """A page for the index. All texts are plain text; `prior` says how much likelier than average it is to be the
    wanted one.
    """

    address: str
    section: str
    label: str
    title: str
    answer: str
    aliases: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    """Questions by which readers ask for this page; never shown."""
    parts: tuple[TextPart, ...] = ()
    replies: tuple[AnsweringSentence, ...] = ()
    prior: float = 1.0
    urgent: bool = False
    """Whether the page comes first when a question is classified as distress."""
    grave: bool = False
    """Whether the page is about the reader being in danger, so that a question that clearly leads here counts as
    distress.
    """
