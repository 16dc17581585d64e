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
    parts: tuple[tuple[str, str], ...] = ()
    """Headings and the words below them; the heading is empty for what stands before the first."""
    prior: float = 1.0
    urgent: bool = False
    """Whether the page comes first when a question sounds like distress."""
