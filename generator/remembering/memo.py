"""The result cache: results of pure functions are looked up in a store; what is missing is computed in a process pool.

A key covers the generator's code, the versions of the libraries that define output, the function's name and its
inputs, so a row is right or never found. The file may be deleted at any time, and whatever is wrong with it only
costs the time to compute again.
"""

import hashlib
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TypeVar

from generator.remembering import pool
from generator.remembering.place import folder_of
from generator.remembering.sharing import Sharing, asked_for
from generator.remembering.store import FILE, Store
from generator.remembering.values import packed, parted, unpacked

ValueT = TypeVar("ValueT")
ResultT = TypeVar("ResultT")
Parts = tuple[bytes, bytes]
"""A result as bytes: what is restored at once, and the rest, which is for later."""

LIBRARIES = (
    "ahocorasick-rs",
    "autocorrect-py",
    "jinja2",
    "markdown",
    "markupsafe",
    "mkdocs",
    "mkdocs-material",
    "opencc",
    "pydantic",
    "pypinyin",
    "pyyaml",
    "rjieba",
    "selectolax",
)
"""Libraries whose version affects results."""
SLICE = 2048
"""Batch size. After each batch, results are written to the store and worker processes are restarted, which bounds the
memory that copy-on-write duplicates."""

TOGETHER = 128
"""Results that are written to the store at once, and are in memory until then."""


def digest(*parts: bytes | str) -> bytes:
    """A hash of several parts; different parts never give the same input to the hash function."""
    whole = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        whole.update(b"%d:" % len(data))
        whole.update(data)
    return whole.digest()


@dataclass(frozen=True)
class Memo:
    """Runs functions in a process pool and caches their results in an optional store."""

    jobs: int = 1
    store: "Store | None" = None
    sharing: Sharing | None = None
    """The server on which results are shared with other machines, if any."""

    @property
    def folder(self) -> Path | None:
        """The cache folder, if there is one."""
        return self.store.path.parent if self.store else None

    @property
    def is_warm(self) -> bool:
        """Whether an earlier run has left results."""
        return self.store is not None and self.store.run > 1

    def over(
        self, name: str, function: Callable[[ValueT], ResultT], values: Sequence[ValueT], keys: Iterable[bytes]
    ) -> Iterator[ResultT]:
        """The function's result for each value, in order.

        A value's key must cover everything that its result depends on.
        """
        if self.store is None:
            yield from pool.over(function, values, self.jobs)
            return
        full = [_full(name, key) for key in keys]
        for start in range(0, len(full), SLICE):
            part = slice(start, start + SLICE)
            yield from self._over_slice(self.store, function, values[part], full[part])

    def _over_slice(
        self, store: "Store", function: Callable[[ValueT], ResultT], values: Sequence[ValueT], full: list[bytes]
    ) -> Iterator[ResultT]:
        rows = store.read(full)
        by_key = dict(zip(full, values, strict=True))
        missing = [key for key in by_key if key not in rows]

        def make(keys: list[bytes]) -> Iterator[tuple[bytes, Parts]]:
            made = pool.over(lambda key: parted(function(by_key[key])), keys, self.jobs)
            return zip(keys, made, strict=True)

        new = _shared(self.sharing, store, full, rows, make) if self.sharing and missing else {}
        making = make([key for key in missing if key not in new])
        try:
            # New results, too, are restored from their rows one by one, while the other processes go on: that saves
            # memory, and a first run cannot differ from later ones.
            for key, value in zip(full, values, strict=True):
                while key not in rows and key not in new:
                    new |= [next(making)]
                    if len(new) == TOGETHER:
                        _save(store, new, rows)
                rest = partial(_rest, key, new, store, function, value)
                result = unpacked(rows[key] if key in rows else new[key][0], rest)
                yield function(value) if result is None else result[0]
        finally:
            _save(store, new, rows)

    def complete(
        self, name: str, function: Callable[[ValueT], object], values: Iterable[ValueT], keys: Iterable[bytes]
    ) -> None:
        """Caches the function's results that are missing, where there is a cache and several processes, one of which is to
        find them there.
        """
        if self.store and self.jobs > 1:
            deque(self.over(name, function, tuple(values), keys), maxlen=0)

    def recall(self, name: str, key: bytes, kind: type[ValueT]) -> ValueT | None:
        """The cached value of a name and key if it has the given type, else None."""
        full = _full(name, key)
        row = self.store.read([full]).get(full) if self.store else None
        found = unpacked(row, partial(_part, self.store, full)) if self.store and row else None
        return found[0] if found and isinstance(found[0], kind) else None

    def keep(self, name: str, key: bytes, value: object) -> None:
        """Caches a value under a name and a key, which must cover everything that the value depends on."""
        if self.store:
            self.store.write({_full(name, key): packed(value)})


PLAIN = Memo()
"""No cache, one process."""


def opened(root: Path, jobs: int) -> Memo:
    """The cache for a root; without a store if no cache folder can be used."""
    folder = folder_of(root)
    store = Store(folder / FILE) if folder else None
    return Memo(jobs, store if store and store.connection else None, asked_for())


def _save(store: Store, new: dict[bytes, Parts], rows: dict[bytes, bytes]) -> None:
    """Puts new results into the store, if it takes them, and from `new` into `rows`."""
    now = {key: row for key, (row, _) in new.items()}
    if store.write(now, {key: rest for key, (_, rest) in new.items() if rest}):
        rows.update(now)
        new.clear()


def _rest(
    key: bytes,
    new: Mapping[bytes, Parts],
    store: Store,
    function: Callable[[ValueT], object],
    value: ValueT,
    place: int,
    size: int,
) -> bytes:
    """A part of the rest of a result: of those that are new, or from the store; computed again if it is gone."""
    found = new[key][1] if key in new else store.rest(key)
    return (parted(function(value))[1] if found is None else found)[place : place + size]


def _part(store: Store, key: bytes, place: int, size: int) -> bytes:
    """A part of the rest of a row; empty if it is gone."""
    return (store.rest(key) or b"")[place : place + size]


def _shared(
    sharing: Sharing,
    store: Store,
    keys: Sequence[bytes],
    rows: Mapping[bytes, bytes],
    make: Callable[[list[bytes]], Iterable[tuple[bytes, Parts]]],
) -> dict[bytes, Parts]:
    """The results that are not in the store, from other machines, or computed and uploaded."""
    rests = ((key, store.rest(key)) for key in rows)
    known = {key: packed((rows[key], rest)) for key, rest in rests if rest is not None}
    found = sharing.complete(keys, known, lambda keys: {key: packed(parts) for key, parts in make(keys)})
    return {key: parts[0] for key, row in found.items() if (parts := unpacked(row))}


def _full(name: str, key: bytes) -> bytes:
    whole = _named(name).copy()
    whole.update(key)
    return whole.digest()


@cache
def _named(name: str) -> "hashlib._Hash":
    return hashlib.sha256(digest(code(), name))


@cache
def code() -> bytes:
    """The hash of everything that determines results besides their inputs: this package, Python, the libraries."""
    package = Path(__file__).parent.parent
    sources = sorted(path for path in package.rglob("*") if path.suffix in (".py", ".js", ".json"))
    return digest(
        sys.version,
        str(sys.flags.optimize),  # -OO removes docstrings, some of which are displayed
        *_versions(),
        *(part for path in sources for part in (path.relative_to(package).as_posix(), path.read_bytes())),
    )


def _versions() -> list[str]:
    """The libraries with their versions, from the names of `.dist-info` folders.

    `importlib.metadata` would take longer than everything else at the start of a command.
    """
    told = [path.name.lower() for place in dict.fromkeys(sys.path) for path in sorted(Path(place).glob("*.dist-info"))]
    found = {name.partition("-")[0].replace(".", "_"): name for name in reversed(told)}
    return [found.get(name.replace("-", "_")) or _version(name) for name in LIBRARIES]


def _version(name: str) -> str:
    from importlib import metadata

    return f"{name} {metadata.version(name)}"
