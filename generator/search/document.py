"""What search needs to know of one page."""

from dataclasses import dataclass

from generator.remembering.values import remembered


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
    links: tuple[str, ...] = ()
    """The addresses of pages that this one names, and so is near to."""
    parts: tuple[tuple[str, str], ...] = ()
    """Headings and the words below them; the heading is empty for what stands before the first."""
    prior: float = 1.0
    urgent: bool = False
    """Whether the page comes first when a question sounds like distress."""
