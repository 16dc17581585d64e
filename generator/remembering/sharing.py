"""Shares cached results between machines: bundles of rows on a server with GET and PUT, each signed with a shared secret.

Any server will do that stores what it is sent, such as a remote cache for Bazel. A bundle with another signature is
ignored. Machines that build one base at the same time need no coordination: each computes its own share of the missing
bundles first, then requests those of the others.
"""

import hmac
import os
import time
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from urllib.request import Request

URL, SECRET, SHARE = "KB_SHARED_CACHE", "KB_SHARED_SECRET", "KB_SHARE"
"""The environment variables: URL of the server, secret for signatures, and share to compute first, such as `2/4`."""
SHORTEST = 32
"""Minimum number of characters of the secret."""
PATIENCE = 20.0
"""Seconds to wait for the shares of others since the last one arrived."""
_PAUSE = 0.5
_TIMEOUT = 20.0
_AT_ONCE = 16
_LARGEST = 64_000_000
_ROWS = 64
"""Average number of rows in a bundle. Bundles are split at keys, so that a new row changes only one."""
_KEY, _LENGTH, _SIGNATURE = 32, 4, 32

Rows = dict[bytes, bytes]
Bundle = tuple[bytes, ...]
"""The keys of the rows of a bundle."""


class SharingRefused(Exception):
    """A setting is invalid; carries the name of the variable."""


@dataclass(frozen=True)
class Sharing:
    """A server with bundles, the secret for signatures, and this machine's share (index from 0, and number of shares)."""

    url: str
    secret: bytes
    share: int = 0
    shares: int = 1
    _down: list[bool] = field(default_factory=list, compare=False, repr=False)
    """Not empty when the server could not be reached: it is not asked again."""

    def complete(self, keys: Sequence[bytes], known: Rows, make: Callable[[list[bytes]], Rows]) -> Rows:
        """The rows that are not in `known`: from other machines, or computed with `make` and uploaded."""
        wanted = [bundle for bundle in _bundles(keys) if any(key not in known for key in bundle)]
        found = self._read(wanted)
        own = [bundle for bundle in wanted if _name(bundle)[0] % self.shares == self.share]
        found |= self._made(own, known | found, make)
        others = [bundle for bundle in wanted if bundle not in own]
        found |= self._awaited([bundle for bundle in others if bundle[0] not in found])
        return found | self._made(others, known | found, make)

    def _made(self, bundles: Iterable[Bundle], known: Rows, make: Callable[[list[bytes]], Rows]) -> Rows:
        """Computes the rows that are still missing in these bundles, and uploads the bundles."""
        missing = {bundle: [key for key in bundle if key not in known] for bundle in bundles}
        new = make([key for keys in missing.values() for key in keys])
        sent = [bundle for bundle, keys in missing.items() if keys]
        self._all(lambda bundle: self._put(_name(bundle), {key: (known | new)[key] for key in bundle}), sent)
        return new

    def _awaited(self, bundles: list[Bundle]) -> Rows:
        """The rows of bundles that other machines compute, until nothing has arrived for some time."""
        found: Rows = {}
        last = time.monotonic()
        while bundles and not self._down and time.monotonic() - last < PATIENCE:
            if new := self._read(bundles):
                found |= new
                bundles = [bundle for bundle in bundles if bundle[0] not in found]
                last = time.monotonic()
            else:
                time.sleep(_PAUSE)
        return found

    def _read(self, bundles: Sequence[Bundle]) -> Rows:
        got = self._all(lambda bundle: _unpacked(self.secret, bundle, self._get(_name(bundle))), bundles)
        return {key: value for rows in got for key, value in rows.items()}

    def _all(self, do: Callable[[Bundle], Rows], bundles: Sequence[Bundle]) -> list[Rows]:
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(_AT_ONCE) as threads:
            return list(threads.map(do, bundles))

    def _get(self, name: bytes) -> bytes:
        return self._asked("GET", name)

    def _put(self, name: bytes, rows: Rows) -> Rows:
        body = b"".join(key + len(value).to_bytes(_LENGTH, "big") + value for key, value in rows.items())
        self._asked("PUT", name, _signature(self.secret, name, body) + body)
        return {}

    def _asked(self, method: str, name: bytes, body: bytes | None = None) -> bytes:
        """The body of the server's answer; None if it has no such bundle or cannot be reached."""
        if self._down:
            return b""
        # Imported late: most runs share nothing, and these modules take longer to import than the rest of the cache.
        from http.client import HTTPException
        from urllib.error import HTTPError
        from urllib.request import urlopen

        try:
            with urlopen(_request(self.url, method, name, body), timeout=_TIMEOUT) as answer:
                return bytes(answer.read(_LARGEST))
        except HTTPError:
            return b""
        except (OSError, HTTPException):
            self._down.append(True)
            return b""


def asked_for() -> Sharing | None:
    """The settings from the environment, or None. Raises `SharingRefused` if they are invalid."""
    url, secret, share = (os.environ.get(name, "") for name in (URL, SECRET, SHARE))
    if not url:
        return None
    if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
        raise SharingRefused(URL)
    if len(secret) < SHORTEST:
        raise SharingRefused(SECRET)
    number, _, shares = (share or "1/1").partition("/")
    if not (number.isdecimal() and shares.isdecimal() and 1 <= int(number) <= int(shares)):
        raise SharingRefused(SHARE)
    return Sharing(url.rstrip("/"), secret.encode(), int(number) - 1, int(shares))


def _bundles(keys: Sequence[bytes]) -> Iterator[Bundle]:
    bundle: list[bytes] = []
    for key in keys:
        bundle.append(key)
        if key[-1] % _ROWS == 0:
            yield tuple(bundle)
            bundle = []
    if bundle:
        yield tuple(bundle)


def _name(bundle: Bundle) -> bytes:
    return sha256(b"".join(bundle)).digest()


def _signature(secret: bytes, name: bytes, body: bytes) -> bytes:
    return hmac.digest(secret, name + body, "sha256")


def _unpacked(secret: bytes, bundle: Bundle, data: bytes) -> Rows:
    """The rows in the bytes of a bundle; empty if the signature is wrong or the keys are others."""
    signature, body = data[:_SIGNATURE], data[_SIGNATURE:]
    if not hmac.compare_digest(signature, _signature(secret, _name(bundle), body)):
        return {}
    rows, at = {}, 0
    while at < len(body):
        start = at + _KEY + _LENGTH
        end = start + int.from_bytes(body[at + _KEY : start], "big")
        rows[body[at : at + _KEY]] = body[start:end]
        at = end
    return rows


def _request(url: str, method: str, name: bytes, body: bytes | None) -> "Request":
    """A request as for Bazel's remote caches, with the user and password of the URL in a header."""
    from urllib.request import Request

    parts = urlsplit(url)
    request = Request(
        f"{parts._replace(netloc=parts.netloc.rpartition('@')[2]).geturl()}/ac/{name.hex()}", body, method=method
    )
    if parts.username:
        user = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        request.add_header("Authorization", f"Basic {b64encode(user.encode()).decode()}")
    return request
