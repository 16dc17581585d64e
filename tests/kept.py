"""A cache for one run of tests: what files that nobody changed say is worked out once."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from generator.base import Base
from generator.remembering.memo import Memo

ValueT = TypeVar("ValueT")


class Kept(Memo):
    """Keeps every result; a kind of it may say which keys are worth keeping."""

    known: ClassVar[dict[tuple[str, bytes], Any]] = {}

    def is_kept(self, key: bytes) -> bool:
        return True

    def over(
        self, name: str, function: Callable[[Any], Any], values: Sequence[Any], keys: Iterable[bytes]
    ) -> Iterator[Any]:
        for value, key in zip(values, keys, strict=True):
            if not self.is_kept(key):
                yield function(value)
                continue
            if (name, key) not in self.known:
                self.known[name, key] = function(value)
            yield self.known[name, key]

    def recall(self, name: str, key: bytes, kind: type[ValueT]) -> ValueT | None:
        found = self.known.get((name, key))
        return found if isinstance(found, kind) else None

    def keep(self, name: str, key: bytes, value: object) -> None:
        if self.is_kept(key):
            self.known[name, key] = value


def kept(root: Path) -> Base:
    """The base in a folder, of which only what no test has looked at before is worked out."""
    return Base(root, Kept())
