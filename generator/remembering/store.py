"""The cache file: rows by key, each signed with a secret that is stored beside the file."""

import hashlib
import hmac
import os
import secrets
import sqlite3
import stat
import threading
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.remembering.place import ours, written

FILE = "results.sqlite"


UNUSED_RUNS = 50
"""Rows that were not read in this many runs are dropped; runs that add nothing do not count."""


MARKED_EVERY = 5
"""A row's last use is recorded only if the recorded one is at least this many runs old."""


LARGEST = 1_000_000_000
"""File size in bytes above which every row is dropped that none of the last runs read. What is left then may be as large:
after that, it is looked at again when the file is twice that size."""


_UNIT = 1_000
"""Unit, in bytes, of the size that the file records."""


_DAMAGED = (sqlite3.DatabaseError, UnicodeDecodeError)
"""The exceptions when reading a damaged file; the second one if names in it are not valid text."""


_PATIENCE = 2.0
"""Seconds to wait for another build that is writing."""


_SIGNATURE = 16
"""Bytes of the signature before each value."""
_REST = b"rest"
SECRET = "secret"
"""Name of the file with the secret that rows are signed with; rows with another signature are ignored."""
_SECRET = 32


@dataclass
class Store:
    """Results by key in one SQLite file."""

    path: Path
    connection: sqlite3.Connection | None = field(default=None, init=False)
    secret: bytes = field(default=b"", init=False)
    run: int = field(default=0, init=False)
    _counted: bool = field(default=False, init=False)
    _opened_by: int = field(default=0, init=False)
    """The number of the process that has opened the file."""
    _of_parent: sqlite3.Connection | None = field(default=None, init=False)
    """Kept in a forked process, which must not close it."""
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)
    """In a preview, the thread that follows the files and those that answer requests come at the same time."""

    def __post_init__(self) -> None:
        secret = _secret(self.path.with_name(SECRET))
        if secret is None:
            return
        self.secret = secret
        for again in (False, True):
            try:
                self._open()
                return
            except sqlite3.OperationalError as error:
                if again or "locked" in str(error) or not self._discard():
                    return
            except _DAMAGED:
                if again or not self._discard():
                    return

    def _open(self) -> None:
        if self.path.is_symlink():
            raise sqlite3.DatabaseError("a link is not followed")
        # Closed when the process exits; a preview reads it from another thread than the one that opened it.
        connection = sqlite3.connect(self.path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA synchronous = OFF")
        # In this order, since SQLite reads a row up to the last column that it needs.
        connection.execute(
            "CREATE TABLE IF NOT EXISTS rows (key BLOB PRIMARY KEY, used INTEGER, value BLOB, rest BLOB)"
        )
        connection.execute("CREATE TABLE IF NOT EXISTS runs (number INTEGER PRIMARY KEY)")
        connection.execute("SELECT key, used, value, rest FROM rows LIMIT 1")
        self.run = connection.execute("SELECT coalesce(max(number), 0) + 1 FROM runs").fetchone()[0]
        self.connection, self._opened_by = connection, os.getpid()

    def _renew(self) -> None:
        """Opens the file again in a forked process, which cannot use the connection of its parent."""
        if self._opened_by == os.getpid() or self.connection is None:
            return
        self._of_parent, run = self.connection, self.run
        self.connection, self._lock = None, threading.Lock()
        with suppress(*_DAMAGED):
            self._open()
        self.run = run

    def _discard(self) -> bool:
        """Removes a file that is not ours or damaged."""
        self.connection = None
        try:
            self.path.unlink(missing_ok=True)
            self.path.with_name(self.path.name + "-journal").unlink(missing_ok=True)
        except OSError:
            return False
        return True

    def read(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """The rows that exist and have a valid signature, by key, without their rests."""
        found: dict[bytes, bytes] = {}
        old: list[bytes] = []
        self._renew()
        if self.connection is None:
            return found
        try:
            with self._lock, self.connection:
                self.connection.execute("BEGIN")
                for key in keys:
                    row = self.connection.execute("SELECT value, used FROM rows WHERE key = ?", (key,)).fetchone()
                    value = _genuine(self.secret, key, row[0]) if row else None
                    if value is not None:
                        found[key] = value
                        if row[1] <= self.run - MARKED_EVERY:
                            old.append(key)
            self._execute("UPDATE rows SET used = ? WHERE key = ?", [(self.run, key) for key in old])
        except sqlite3.OperationalError:
            pass
        except _DAMAGED:
            self._discard()
        return found

    def rest(self, key: bytes) -> bytes | None:
        """The rest of a row, empty if it has none; None if the row is gone or the signature is wrong."""
        self._renew()
        with suppress(*_DAMAGED), self._lock:
            if self.connection:
                row = self.connection.execute("SELECT rest FROM rows WHERE key = ?", (key,)).fetchone()
                return b"" if row == (None,) else _genuine(self.secret, key, row[0], _REST) if row else None
        return None

    def write(self, results: Mapping[bytes, bytes], rests: Mapping[bytes, bytes] | None = None) -> bool:
        """Saves results for later runs, some with a rest that is read on its own; returns False if the file cannot be
        written.
        """
        self._renew()
        try:
            self._begin_run()
            rests = {key: _signed(self.secret, key, rest, _REST) for key, rest in (rests or {}).items()}
            rows = ((key, self.run, _signed(self.secret, key, value), rests.get(key)) for key, value in results.items())
            self._execute("INSERT OR REPLACE INTO rows VALUES (?, ?, ?, ?)", rows)
            return self.connection is not None
        except sqlite3.OperationalError:
            pass
        except (*_DAMAGED, OSError):
            self._discard()
        return False

    def _begin_run(self) -> None:
        """Counts this run, once, and drops rows that were last used long ago. Runs that save nothing are not counted."""
        if self._counted or self.connection is None:
            return
        self._execute("INSERT OR REPLACE INTO runs VALUES (?)", [(self.run,)])
        self._execute("DELETE FROM runs WHERE number < ?", [(self.run,)])
        full = self._is_full(self.connection)
        removed = self._execute(
            "DELETE FROM rows WHERE used < ?", [(self.run - (MARKED_EVERY if full else UNUSED_RUNS),)]
        )
        self._counted = True
        if full:
            self._note_size(self.connection, bool(removed))

    def _is_full(self, connection: sqlite3.Connection) -> bool:
        """Whether the file is above the size limit and above twice its size after the last clean-up."""
        left: int = connection.execute("PRAGMA user_version").fetchone()[0] * _UNIT
        return self.path.stat().st_size > max(LARGEST, 2 * left)

    def _note_size(self, connection: sqlite3.Connection, smaller: bool) -> None:
        """Saves the size of the file in it; with `smaller`, after freeing unused space."""
        with self._lock:
            if smaller:
                connection.execute("VACUUM")
            connection.execute(f"PRAGMA user_version = {self.path.stat().st_size // _UNIT}")

    def _execute(self, statement: str, rows: Iterable[tuple[Any, ...]]) -> int:
        """Executes a statement for each row and returns the number of changed rows."""
        if self.connection is None:
            return 0
        with self._lock, self.connection:
            self.connection.execute("BEGIN IMMEDIATE")
            return self.connection.executemany(statement, rows).rowcount


def _signed(secret: bytes, key: bytes, value: bytes, part: bytes = b"") -> bytes:
    """A value, or another part of a row, after its signature."""
    return _signature(secret, key, value, part) + value


def _signature(secret: bytes, key: bytes, value: bytes, part: bytes) -> bytes:
    whole = hashlib.blake2b(key, digest_size=_SIGNATURE, key=secret, person=part)
    whole.update(value)
    return whole.digest()


def _genuine(secret: bytes, key: bytes, row: Any, part: bytes = b"") -> bytes | None:
    """The value, or another part of a row; None if its signature is wrong."""
    if not isinstance(row, bytes):
        return None
    value = row[_SIGNATURE:]
    return value if hmac.compare_digest(_signature(secret, key, value, part), row[:_SIGNATURE]) else None


def _secret(path: Path) -> bytes | None:
    """The secret in a file, created if necessary; None if it cannot be created."""
    for _ in range(2):
        try:
            known = path.read_bytes() if ours(path, stat.S_IFREG) else b""
            if len(known) == _SECRET:
                return known
            written(path, secrets.token_bytes(_SECRET))
        except OSError:
            return None
    return None
