"""A knowledge base: its folder together with its result cache. Everything that reads a base takes a `Base`."""

from dataclasses import dataclass, replace
from pathlib import Path

from generator.remembering.memo import Memo, opened
from generator.remembering.pool import cores


@dataclass(frozen=True)
class Base:
    """The folder that holds `content/`, and the cache of results for it."""

    root: Path
    memo: Memo

    @classmethod
    def at(cls, root: Path) -> "Base":
        """The base in a folder, with the result cache and a process for every core."""
        return cls(root, opened(root, cores()))

    @classmethod
    def forgetful(cls, root: Path) -> "Base":
        """The base in a folder, without a cache and with one process."""
        return cls(root, Memo())

    def on(self, jobs: int) -> "Base":
        """The same base with this number of processes."""
        return Base(self.root, replace(self.memo, jobs=jobs))
