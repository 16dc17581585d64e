"""Uploads a built site file by file, so that readers never see a mix of two releases; and rolls back one release.

First goes what pages ask for, then the pages, and what nobody needs is deleted last, and only what we put there. What a
release replaces is kept for the way back. Stopped anywhere, the next run goes on: before anything is touched, the state
at the place says which paths are on their way.
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
    """The place holds files, and no list of ours."""


class NoWayBack(Exception):
    """There is no previous release, or its files are gone."""


class Destination(Protocol):
    """Where a site is published; a file is there whole or not at all."""

    def read(self, path: str) -> bytes | None:
        """The bytes of a file; nothing when there is none."""

    def write(self, path: str, content: bytes) -> None:
        """Put a file there, whatever there was."""

    def copy(self, path: str, to: str) -> None:
        """A second file with the same bytes, if there is the first."""

    def delete(self, path: str) -> None:
        """Remove a file, if there is one."""

    def paths(self, folder: str = "") -> Iterable[str]:
        """The paths of all files, or of those in a folder."""


class _InTurn:
    """A place for one run: before each change it makes sure that no other run has begun. Raises `Overtaken`."""

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
    """Make a place hold a site; the number of files written: those that changed, or `everything`.

    Raises `Foreign`, and `Overtaken` when another run begins at the place.
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
    """Put right what a run before this one was writing: a change that it sent before it was told to stop may come late."""
    for path in sorted(pending & manifest.keys()):
        held = place.read(path)
        if held is None or digest_of(held) != manifest[path]:
            place.write(path, (site / path).read_bytes())


def step_back(place: Destination) -> int:
    """Make a place hold the release before the present one; the number of files written. Raises `NoWayBack`."""
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
    """A place for this run alone, and what it holds of ours; that is read again once other runs know of this one."""
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
    """What pages ask for before the pages, and among both what is new before what others may link to already."""
    return bool(_PAGE.search(path)), path in old, path


def _keep(place: Destination, path: str, old: Manifest, new: Manifest) -> None:
    """Keep what a release had at a path; what has been kept before the last run was stopped is right already."""
    digest = old.get(path)
    if digest and digest != new.get(path) and place.read(KEPT + digest) is None:
        place.copy(path, KEPT + digest)


def _kept(place: Destination, path: str, digest: str) -> bytes:
    """The bytes of a file of the release before, wherever they are."""
    for where in (KEPT + digest, path):
        content = place.read(where)
        if content is not None and digest_of(content) == digest:
            return content
    raise NoWayBack


def _clear_kept(place: Destination, previous: Manifest | None, manifest: Manifest) -> None:
    needed = {KEPT + digest for path, digest in (previous or {}).items() if manifest.get(path) != digest}
    for path in [path for path in place.paths(KEPT) if path not in needed]:
        place.delete(path)
