"""The manifest of a published site: every file with the hash of its bytes, and how a folder differs from it."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from generator.policy import LINGERING
from generator.remembering.folders import entries
from generator.remembering.ownership import claimed, inside
from generator.remembering.place import NotOrdinary, ordinary

_LINGERING = re.compile(LINGERING)

STATE = ".kb-published.json"
"""Name of the manifest file at a destination."""
TURN = ".kb-publishing"
"""Name of the file at a destination that says which run is writing there."""
KEPT = ".kb-kept/"
"""Folder of replaced files of the previous release, each named by its hash."""

Manifest = Mapping[str, str]
"""SHA-256 hashes (hexadecimal) by path."""
Difference = Literal["missing", "changed", "unknown"]


class Overtaken(Exception):
    """Another run began at the same destination; that one continues, and this one has stopped."""


class NotPublished(Exception):
    """A folder has no manifest, or one that cannot be parsed."""


@dataclass(frozen=True)
class DestinationState:
    """The state of a destination: the current release, the previous one, uploads in progress, and files that open pages
    may still request.
    """

    manifest: Manifest = field(default_factory=dict)
    previous: Manifest | None = None
    pending: frozenset[str] = frozenset()
    lingering: frozenset[str] = frozenset()

    @property
    def ours(self) -> frozenset[str]:
        """Every path at which there may be a file that we uploaded."""
        return frozenset(self.manifest) | self.pending | self.lingering

    def packed(self) -> bytes:
        """The state as the bytes of the manifest file."""
        parts = {
            "manifest": dict(sorted(self.manifest.items())),
            "previous": self.previous,
            "pending": sorted(self.pending),
            "lingering": sorted(self.lingering),
        }
        return json.dumps({"kb-published": 1, **parts}, ensure_ascii=False, indent=0).encode("utf-8")


def state_of(content: bytes) -> DestinationState:
    """The state from the bytes of a manifest file. Raises `NotPublished`."""
    try:
        found = json.loads(content)
        if found["kb-published"] != 1:
            raise NotPublished
        previous = None if found["previous"] is None else _manifest(found["previous"])
        pending, lingering = (frozenset(filter(inside, found[name])) for name in ("pending", "lingering"))
        return DestinationState(_manifest(found["manifest"]), previous, pending, lingering)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise NotPublished from error


def _manifest(found: Mapping[str, Any]) -> Manifest:
    if not all(inside(path) and isinstance(digest, str) and digest.isalnum() for path, digest in found.items()):
        raise NotPublished
    return dict(found)


def lingering(state: DestinationState, manifest: Manifest) -> frozenset[str]:
    """Paths of old files that pages opened before the new release may still request: those with a hash in their name."""
    if manifest == state.manifest:
        return state.lingering
    return frozenset(path for path in state.manifest if _LINGERING.search(path) and path not in manifest)


def digest_of(content: bytes) -> str:
    """The hash of a file's bytes."""
    return sha256(content).hexdigest()


def manifest_of(site: Path) -> Manifest:
    """The manifest of a folder that `kb build` made."""
    return {path: digest_of((site / path).read_bytes()) for path in sorted(claimed(site))}


def differences(folder: Path) -> Iterator[tuple[str, Difference]]:
    """The differences between a folder and its manifest, by path. Raises `NotPublished`."""
    try:
        state = state_of(ordinary(folder / STATE))
    except OSError as error:
        raise NotPublished from error
    there = {path: Path(entry.path) for path, entry in entries(folder) if not entry.is_dir(follow_symlinks=False)}
    for path, digest in sorted(state.manifest.items()):
        if path not in there:
            yield path, "missing"
        elif not _holds(there[path], digest):
            yield path, "changed"
    known = state.ours | {STATE, TURN}
    kept = {KEPT + digest for digest in (state.previous or {}).values()}
    for path in sorted(there.keys() - known):
        if path not in kept:
            yield path, "unknown"
        elif not _holds(there[path], path.removeprefix(KEPT)):
            yield path, "changed"


def _holds(path: Path, digest: str) -> bool:
    """Whether a path is a regular file with this hash."""
    with suppress(NotOrdinary):
        return digest_of(ordinary(path)) == digest
    return False
