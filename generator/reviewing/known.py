"""Cache of results about all published entries, for the same files."""

from collections.abc import Callable
from typing import TypeVar

from generator.base import Base
from generator.linking.links import Links
from generator.reading.disk import files_digest, read_files
from generator.reading.library import Library

ResultT = TypeVar("ResultT")


def known(base: Base, name: str, kind: type[ResultT], compute: Callable[[Library, Links], ResultT]) -> ResultT:
    """The result of `compute` for the published entries and their links, from the cache if no file has changed.

    `name` must name the function and everything else that the result depends on.
    """
    key = files_digest(read_files(base.root))
    found = base.memo.recall(name, key, kind)
    if found is None:
        from generator.examining import linked  # with the rules, which a result from the cache does not need

        found = compute(*linked(base))
        base.memo.keep(name, key, found)
    return found
