"""Publishing to a server over rsync: whole releases side by side, and a symbolic link `current` to the present one.

The web server reads `current/`. The link is replaced atomically, so readers see one release or the other; a rollback sets
it to the previous release. Unchanged files are hard-linked between releases, and files that open pages of the previous
release may still request are carried into the new one.
"""

import re
import subprocess
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from tempfile import NamedTemporaryFile, TemporaryDirectory

from generator.publishing.manifest import (
    STATE,
    TURN,
    DestinationState,
    Manifest,
    NotPublished,
    Overtaken,
    lingering,
    state_of,
)

CURRENT, PREVIOUS, RELEASES = "current", "previous", "releases"
_NAME = re.compile(r"[0-9a-f]{16}")
_LISTED = re.compile(r"(?m)^(?P<kind>[-dl])\S+\s+\S+\s+\S+\s+\S+\s+(?P<name>[^\n]+?)(?: -> (?P<to>[^\n]+))?$")


class RsyncFailed(Exception):
    """rsync is not installed or failed; carries its message."""


def publish(site: Path, manifest: Manifest, destination: str) -> str:
    """Publishes a site as a new release and returns its name. Raises `Overtaken` or `RsyncFailed`."""
    name = sha256(DestinationState(manifest).packed()).hexdigest()[:16]
    turn, links = _Turn(destination, name), _links(destination)
    present = links.get(CURRENT)
    there, old_one = f"{destination}/{RELEASES}/{name}/", f"{destination}/{RELEASES}/{present}/"
    shared = [f"--link-dest=../{present}"] if present and present != name else []
    with TemporaryDirectory() as folder:
        old = _state(old_one, Path(folder)) if present else DestinationState()
        asked_for = lingering(old, manifest)
        _carry(manifest, f"{site}/", there, *shared)
        if asked_for and present != name:
            _fetch(asked_for, old_one, f"{folder}/old/")
            _carry(asked_for, f"{folder}/old/", there, *shared)
        (Path(folder) / STATE).write_bytes(DestinationState(manifest, lingering=asked_for).packed())
        _rsync("--chmod=F644", f"{folder}/{STATE}", there)
    turn.check()
    if present != name:
        _point(destination, name, present)
    turn.check()
    before = present if present != name else links.get(PREVIOUS)
    _prune(destination, {name, before or name, turn.overtaken})
    return name


class _Turn:
    """The marker file of a run at a destination: a later run overwrites it, and the earlier one then stops."""

    def __init__(self, destination: str, name: str) -> None:
        self._file, self._mark = f"{destination}/{TURN}", f"{token_hex(8)} {name}"
        self.overtaken = self._read().partition(" ")[2]
        """The release of the run before, which may be at work still: the place where it stopped stays whole."""
        with TemporaryDirectory() as folder:
            (Path(folder) / TURN).write_text(self._mark, "ascii")
            _rsync("--mkpath", "--chmod=F644", "--ignore-times", f"{folder}/{TURN}", f"{destination}/")

    def check(self) -> None:
        """Raises `Overtaken` if a later run has begun."""
        if self._read() != self._mark:
            raise Overtaken

    def _read(self) -> str:
        with TemporaryDirectory() as folder:
            _rsync(self._file, f"{folder}/", missing=True)
            held = Path(folder) / TURN
            return held.read_text("ascii", "replace") if held.is_file() else ""


def _state(release: str, folder: Path) -> DestinationState:
    """The state file of a release; an empty state if it has none."""
    _rsync(f"{release}{STATE}", f"{folder}/before", missing=True)
    try:
        return state_of((folder / "before").read_bytes())
    except (FileNotFoundError, NotPublished):
        return DestinationState()


def _fetch(paths: Iterable[str], start: str, end: str) -> None:
    """Fetches files of a destination, one pattern each, since not every rsync server understands a list of files."""
    with TemporaryDirectory() as folder:
        rules = Path(folder) / "rules"
        rules.write_text("".join(f"+ /{path}\n" for path in sorted(paths)), "utf-8")
        _rsync("-r", "--prune-empty-dirs", "--include=*/", f"--include-from={rules}", "--exclude=*", start, end)


def _carry(paths: Iterable[str], start: str, end: str, *shared: str) -> None:
    """Uploads files of a folder to a destination; files that are equal in a `shared` release are linked instead."""
    with NamedTemporaryFile("w", encoding="utf-8", suffix=".files") as listed:
        listed.write("".join(f"{path}\n" for path in sorted(paths)))
        listed.flush()
        _rsync("-r", "--checksum", "--mkpath", "--chmod=D755,F644", f"--files-from={listed.name}", *shared, start, end)


def step_back(destination: str) -> str | None:
    """Rolls back to the previous release and returns its name; None if there is none."""
    previous = _links(destination).get(PREVIOUS)
    if previous:
        _point(destination, previous, None)
    return previous


def _point(destination: str, name: str, previous: str | None) -> None:
    """Sets the links to releases, each atomically; `current` last."""
    with TemporaryDirectory() as folder:
        for link, release in ((PREVIOUS, previous), (CURRENT, name)):
            if release:
                (Path(folder) / link).symlink_to(f"{RELEASES}/{release}")
                _rsync("-l", f"{folder}/{link}", f"{destination}/")


def _links(destination: str) -> dict[str, str]:
    """The names of the releases that the links point to, by link."""
    found = _LISTED.finditer(_rsync("-l", "--list-only", f"{destination}/", missing=True))
    links = {each["name"]: (each["to"] or "").rpartition("/")[2] for each in found if each["kind"] == "l"}
    return {name: to for name, to in links.items() if name in (CURRENT, PREVIOUS) and _NAME.fullmatch(to)}


def _prune(destination: str, wanted: set[str]) -> None:
    """Deletes releases that no link points to; only our releases have such names."""
    listed = _rsync("--list-only", f"{destination}/{RELEASES}/", missing=True)
    names = {each["name"] for each in _LISTED.finditer(listed) if each["kind"] == "d"}
    with TemporaryDirectory() as empty:
        for name in sorted(name for name in names - wanted if _NAME.fullmatch(name)):
            _rsync(
                "-r",
                "--delete",
                f"--include=/{name}/",
                f"--include=/{name}/**",
                "--exclude=*",
                f"{empty}/",
                f"{destination}/{RELEASES}/",
            )


def _rsync(*arguments: str, missing: bool = False) -> str:
    """Runs rsync and returns its output; empty if `missing` is true and the place does not exist yet. Raises
    `RsyncFailed`.
    """
    try:
        done = subprocess.run(["rsync", *arguments], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise RsyncFailed("rsync") from None
    if done.returncode and not (missing and done.returncode == 23):
        raise RsyncFailed(done.stderr.strip())
    return done.stdout
