"""Uploads a built site file by file, so that readers never see a mix of two releases; and rolls back one release.

Files that pages need are uploaded first, then the pages; obsolete files are deleted last, and only those that an earlier
release uploaded. Replaced files are kept for the rollback. An interrupted run can be repeated: before anything is
changed, the state file at the destination lists the paths that are being written.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from secrets import token_hex
from typing import Protocol

from generator.publishing.manifest import (
    KEPT,
    STATE,
    TURN,
    DestinationState,
    Manifest,
    NotPublished,
    Overtaken,
    digest_of,
    lingering,
    state_of,
)

_PAGE = re.compile(r"\.(?:html|md)(?:\.br|\.gz)?$")


class Foreign(Exception):
    """The destination contains files but no manifest of ours."""


class NoWayBack(Exception):
    """There is no previous release to roll back to, or its files are gone."""


class Destination(Protocol):
    """A place where a site can be published; it must write files atomically."""

    def read(self, path: str) -> bytes | None:
        """The bytes of a file; None if there is none."""

    def write(self, path: str, content: bytes) -> None:
        """Writes or replaces a file."""

    def copy(self, path: str, to: str) -> None:
        """Copies a file; does nothing if it does not exist."""

    def delete(self, path: str) -> None:
        """Deletes a file if it exists."""

    def paths(self, folder: str = "") -> Iterable[str]:
        """The paths of all files, or of those in a folder."""


class _InTurn:
    """A destination for one run: before each change it checks that no later run has begun. Raises `Overtaken`."""

    def __init__(self, place: Destination) -> None:
        self.read, self.paths = place.read, place.paths
        self._place, self._mark = place, token_hex(8).encode("ascii")
        place.write(TURN, self._mark)

    def write(self, path: str, content: bytes) -> None:
        self._checked().write(path, content)

    def copy(self, path: str, to: str) -> None:
        self._checked().copy(path, to)

    def delete(self, path: str) -> None:
        self._checked().delete(path)

    def _checked(self) -> Destination:
        if self._place.read(TURN) != self._mark:
            raise Overtaken
        return self._place


def publish(site: Path, manifest: Manifest, place: Destination, everything: bool = False) -> int:
    """Publishes a site and returns the number of files written: only changed ones unless `everything` is true.

    Raises `Foreign`, or `Overtaken` when another run begins at the same destination.
    """
    place, state = _begun(place)
    new = manifest != state.manifest
    changed = [p for p in manifest if everything or state.manifest.get(p) != manifest[p] or p in state.pending]
    asked_for = lingering(state, manifest)
    gone = state.ours - manifest.keys() - asked_for
    _announce(place, state, {*changed, *gone})
    for path in sorted(changed, key=partial(_order, state.manifest)):
        _keep(place, path, state.manifest, manifest)
        place.write(path, (site / path).read_bytes())
    for path in sorted(gone, key=partial(_order, state.manifest), reverse=True):
        _keep(place, path, state.manifest, manifest)
        place.delete(path)
    _settle(site, manifest, place, state.pending)
    previous = state.manifest if new else state.previous
    place.write(STATE, DestinationState(manifest, previous, lingering=asked_for).packed())
    _clear_kept(place, previous, manifest)
    place.delete(TURN)
    return len(changed)


def _settle(site: Path, manifest: Manifest, place: Destination, pending: frozenset[str]) -> None:
    """Checks and rewrites files that an earlier run was writing, since a change that it had sent may arrive late."""
    for path in sorted(pending & manifest.keys()):
        held = place.read(path)
        if held is None or digest_of(held) != manifest[path]:
            place.write(path, (site / path).read_bytes())


def step_back(place: Destination) -> int:
    """Rolls back to the previous release and returns the number of files written. Raises `NoWayBack`."""
    place, state = _begun(place)
    if not state.previous:
        raise NoWayBack
    back = {p: d for p, d in state.previous.items() if state.manifest.get(p) != d or p in state.pending}
    contents = {path: _kept(place, path, digest) for path, digest in back.items()}
    gone = state.ours - state.previous.keys()
    _announce(place, state, {*back, *gone})
    for path in sorted(contents, key=partial(_order, state.manifest)):
        place.write(path, contents[path])
    for path in sorted(gone, key=partial(_order, state.manifest), reverse=True):
        place.delete(path)
    place.write(STATE, DestinationState(state.previous).packed())
    _clear_kept(place, None, state.previous)
    place.delete(TURN)
    return len(contents)


def _begun(place: Destination) -> tuple[Destination, DestinationState]:
    """Claims a destination for this run; returns it with its state, which is read again after the claim."""
    _state(place)
    mine = _InTurn(place)
    return mine, _state(mine)


def _state(place: Destination) -> DestinationState:
    content = place.read(STATE)
    if content is None:
        if any(path != TURN for path in place.paths()):
            raise Foreign
        return DestinationState()
    try:
        return state_of(content)
    except NotPublished:
        raise Foreign from None


def _announce(place: Destination, state: DestinationState, paths: Iterable[str]) -> None:
    pending = state.pending | frozenset(paths)
    if pending != state.pending:
        place.write(STATE, replace(state, pending=pending).packed())


def _order(old: Manifest, path: str) -> tuple[bool, bool, str]:
    """Sort key of uploads: files that pages need before pages, and among both new files before changed ones."""
    return bool(_PAGE.search(path)), path in old, path


def _keep(place: Destination, path: str, old: Manifest, new: Manifest) -> None:
    """Saves the old version of a file for the rollback, unless an interrupted run has done so."""
    digest = old.get(path)
    if digest and digest != new.get(path) and place.read(KEPT + digest) is None:
        place.copy(path, KEPT + digest)


def _kept(place: Destination, path: str, digest: str) -> bytes:
    """The bytes of a file of the previous release: its saved version, or the file itself if unchanged."""
    for where in (KEPT + digest, path):
        content = place.read(where)
        if content is not None and digest_of(content) == digest:
            return content
    raise NoWayBack


def _clear_kept(place: Destination, previous: Manifest | None, manifest: Manifest) -> None:
    needed = {KEPT + digest for path, digest in (previous or {}).items() if manifest.get(path) != digest}
    for path in [path for path in place.paths(KEPT) if path not in needed]:
        place.delete(path)
