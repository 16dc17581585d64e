"""The one seam for remembered results: pure functions over many values, looked up in `.kb-cache/`, computed in a pool.

A key covers the generator's code, the versions of the libraries that define output, the function's name and its
inputs, so a row is right or never found. The file may be deleted at any time, and whatever is wrong with it only
costs the time to compute again.
"""

import hashlib
import io
import pickle
import sqlite3
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, is_dataclass
from datetime import date
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from generator import pool

Value = TypeVar("Value")
Result = TypeVar("Result")

FOLDER = ".kb-cache"
FILE = "results.sqlite"
LIBRARIES = (
    "ahocorasick-rs", "autocorrect-py", "jinja2", "markdown", "markupsafe", "mkdocs", "mkdocs-material", "opencc",
    "pydantic", "pypinyin", "pyyaml", "rjieba",
)  # fmt: skip
"""The libraries whose version shows in a result."""
UNUSED_RUNS = 50
"""Rows that were not asked for in so many runs that had something new are dropped."""
MARKED_EVERY = 5
"""A row's last use is written down only when it is so many runs old."""
LARGEST = 1_000_000_000
"""Bytes of the file above which everything goes that the present run did not ask for."""
SLICE = 2048
"""So many results are in memory at once, and what has been worked out is kept at least so often. Processes live as long:
the longer, the more of the shared memory each has copied."""
_PATIENCE = 2.0
"""Seconds to wait for another build that is writing."""
_CHECK = 8
"""Bytes of the checksum before each value."""


def digest(*parts: bytes | str) -> bytes:
    """A key that differs whenever a part does."""
    whole = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        whole.update(b"%d:" % len(data))
        whole.update(data)
    return whole.digest()


@dataclass(frozen=True)
class Memo:
    """How results are come by: on how many processes, and (if there is a store) where they are kept."""

    jobs: int = 1
    store: "Store | None" = None

    def over(
        self, name: str, function: Callable[[Value], Result], values: Sequence[Value], keys: Iterable[bytes]
    ) -> Iterator[Result]:
        """The function's result for each value, in order. A value's key must cover all that its result depends on."""
        if self.store is None:
            yield from pool.over(function, values, self.jobs)
            return
        full = [_full(name, key) for key in keys]
        for start in range(0, len(full), SLICE):
            part = slice(start, start + SLICE)
            yield from self._over_slice(self.store, function, values[part], full[part])

    def _over_slice(
        self, store: "Store", function: Callable[[Value], Result], values: Sequence[Value], full: list[bytes]
    ) -> Iterator[Result]:
        rows = store.read(full)
        missing = [index for index, key in enumerate(full) if key not in rows]
        made = pool.over(lambda index: _packed(full[index], function(values[index])), missing, self.jobs)
        new = {full[index]: row for index, row in zip(missing, made, strict=True)}
        store.write(new)
        rows |= new
        # Results come out of their rows one by one and on every run alike: they need little memory, and what was
        # computed now cannot differ from what is found later.
        for key, value in zip(full, values, strict=True):
            result = _unpacked(rows[key])
            yield function(value) if result is None else result[0]

    def recall(self, name: str, key: bytes, kind: type[Value]) -> Value | None:
        """What was kept under a name and key, when it is of that kind; else nothing."""
        full = _full(name, key)
        row = self.store.read([full]).get(full) if self.store else None
        found = _unpacked(row) if row else None
        return found[0] if found and isinstance(found[0], kind) else None

    def keep(self, name: str, key: bytes, value: object) -> None:
        """Keep a value under a name and a key, which must cover all that it depends on."""
        if self.store:
            full = _full(name, key)
            self.store.write({full: _packed(full, value)})


PLAIN = Memo()
"""Nothing is remembered, and one process does it all."""


def opened(root: Path, jobs: int) -> Memo:
    """The memo of a root; without a store where `.kb-cache/` cannot be written."""
    path = root / FOLDER / FILE
    try:
        path.parent.mkdir(exist_ok=True)
    except OSError:
        return Memo(jobs)
    store = Store(path)
    return Memo(jobs, store if store.connection else None)


@dataclass
class Store:
    """Results by key in one SQLite file."""

    path: Path
    connection: sqlite3.Connection | None = field(default=None, init=False)
    run: int = field(default=0, init=False)
    _counted: bool = field(default=False, init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)
    """In a preview, the thread that follows the files and those that answer requests come at the same time."""

    def __post_init__(self) -> None:
        for again in (False, True):
            try:
                self._open()
                return
            except sqlite3.OperationalError as error:
                if again or "locked" in str(error) or not self._discard():
                    return
            except sqlite3.DatabaseError:
                if again or not self._discard():
                    return

    def _open(self) -> None:
        # Whoever closes the process closes the file; a preview reads it from another thread than the one that opened it.
        connection = sqlite3.connect(self.path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA synchronous = OFF")
        # `used` stands before the value: looking for old rows then does not read through every value.
        connection.execute("CREATE TABLE IF NOT EXISTS rows (key BLOB PRIMARY KEY, used INTEGER, value BLOB)")
        connection.execute("CREATE TABLE IF NOT EXISTS runs (number INTEGER PRIMARY KEY)")
        connection.execute("SELECT key, used, value FROM rows LIMIT 1")
        self.run = connection.execute("SELECT coalesce(max(number), 0) + 1 FROM runs").fetchone()[0]
        self.connection = connection

    def _discard(self) -> bool:
        """Remove a file that is none of ours, or damaged."""
        self.connection = None
        try:
            self.path.unlink(missing_ok=True)
            self.path.with_name(self.path.name + "-journal").unlink(missing_ok=True)
        except OSError:
            return False
        return True

    def read(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """The rows that are there and as they were written, by key."""
        found: dict[bytes, bytes] = {}
        old: list[bytes] = []
        if self.connection is None:
            return found
        try:
            with self._lock, self.connection:
                self.connection.execute("BEGIN")
                for key in keys:
                    row = self.connection.execute("SELECT value, used FROM rows WHERE key = ?", (key,)).fetchone()
                    if row is not None and _intact(key, row[0]):
                        found[key] = row[0]
                        if row[1] <= self.run - MARKED_EVERY:
                            old.append(key)
            self._execute("UPDATE rows SET used = ? WHERE key = ?", [(self.run, key) for key in old])
        except sqlite3.OperationalError:
            pass
        except sqlite3.DatabaseError:
            self._discard()
        return found

    def write(self, results: dict[bytes, bytes]) -> None:
        """Keep results for later runs; silently none, when the file cannot be written now."""
        try:
            self._begin_run()
            rows = ((key, self.run, row) for key, row in results.items())
            self._execute("INSERT OR REPLACE INTO rows VALUES (?, ?, ?)", rows)
            if self.path.stat().st_size > LARGEST:
                removed = self._execute("DELETE FROM rows WHERE used <= ?", [(self.run - MARKED_EVERY,)])
                if removed and self.connection:
                    with self._lock:
                        self.connection.execute("VACUUM")
        except sqlite3.OperationalError:
            pass
        except (sqlite3.DatabaseError, OSError):
            self._discard()

    def _begin_run(self) -> None:
        """Count this run, once, and drop what was last used long ago. A run that has nothing new to keep is none."""
        if not self._counted:
            self._execute("INSERT OR REPLACE INTO runs VALUES (?)", [(self.run,)])
            self._execute("DELETE FROM runs WHERE number < ?", [(self.run,)])
            self._execute("DELETE FROM rows WHERE used < ?", [(self.run - UNUSED_RUNS,)])
            self._counted = True

    def _execute(self, statement: str, rows: Iterable[tuple[Any, ...]]) -> int:
        """Do something with the rows of the file; how many it changed."""
        if self.connection is None:
            return 0
        with self._lock, self.connection:
            self.connection.execute("BEGIN IMMEDIATE")
            return self.connection.executemany(statement, rows).rowcount


def _full(name: str, key: bytes) -> bytes:
    whole = _named(name).copy()
    whole.update(key)
    return whole.digest()


@cache
def _named(name: str) -> "hashlib._Hash":
    return hashlib.sha256(digest(code(), name))


@cache
def code() -> bytes:
    """The digest of all that defines results besides their inputs: this package, Python, the libraries."""
    package = Path(__file__).parent
    sources = sorted(path for path in package.rglob("*") if path.suffix in (".py", ".js"))
    versions = [f"{name} {metadata.version(name)}" for name in LIBRARIES]
    return digest(sys.version, *versions, *(part for path in sources for part in (path.name, path.read_bytes())))


def _packed(key: bytes, value: Any) -> bytes:
    data = pickle.dumps((value,), pickle.HIGHEST_PROTOCOL)
    return _checksum(key, data) + data


def _checksum(key: bytes, data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_CHECK, key=key).digest()


def _intact(key: bytes, row: Any) -> bool:
    return isinstance(row, bytes) and _checksum(key, row[_CHECK:]) == row[:_CHECK]


def _unpacked(row: bytes) -> tuple[Any] | None:
    """The value in a row, in a tuple; nothing when it is none that this project writes."""
    try:
        value = _Unpickler(io.BytesIO(row[_CHECK:])).load()
    except Exception:  # a foreign row may fail in any way, and all of them mean: compute it again
        return None
    return value if isinstance(value, tuple) and len(value) == 1 else None


class _Unpickler(pickle.Unpickler):
    """Makes nothing but the project's own data, so that a planted file cannot run anything."""

    def find_class(self, module: str, name: str) -> Any:
        return _own_class(module, name)


@cache
def _own_class(module: str, name: str) -> type:
    if (module, name) == ("datetime", "date"):
        return date
    # Only modules that are loaded already: importing could run something too.
    found = getattr(sys.modules.get(module), name, None) if module.startswith("generator.") else None
    if not isinstance(found, type) or not (is_dataclass(found) or issubclass(found, (BaseModel, tuple))):
        raise pickle.UnpicklingError(f"{module}.{name}")
    return found
