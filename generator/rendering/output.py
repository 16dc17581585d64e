"""One file of the built site, as data."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Output:
    """A file to write: its path inside the site (with `/`) and its bytes."""

    path: str
    content: bytes
