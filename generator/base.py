"""A knowledge base held open: where it lies, and what is remembered of it. Whoever examines it is given both."""

from dataclasses import dataclass
from pathlib import Path

from generator.remembering.memo import Memo, opened
from generator.remembering.pool import cores


@dataclass(frozen=True)
class Base:
    """The folder that holds `content/`, and its memo."""

    root: Path
    memo: Memo

    @classmethod
    def at(cls, root: Path) -> "Base":
        """The base in a folder, with all the processors of this machine to work on it."""
        return cls(root, opened(root, cores()))

    @classmethod
    def forgetful(cls, root: Path) -> "Base":
        """The base in a folder with nothing remembered, worked on by one process."""
        return cls(root, Memo())

    def on(self, jobs: int) -> "Base":
        """The same, worked on by so many processes."""
        return Base(self.root, Memo(jobs, self.memo.store))
