"""A server that rsync reaches as the place of a published site: whole releases side by side, and a link to the present one.

The web server reads `current/`. The link changes in one moment, so readers meet one release or the other; a step back is
the same link on the release before. Files that did not change are shared between releases.
"""

import re
import subprocess
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.publishing.manifest import STATE, DestinationState, Manifest

CURRENT, PREVIOUS, RELEASES = "current", "previous", "releases"
_NAME = re.compile(r"[0-9a-f]{16}")
_LISTED = re.compile(r"(?m)^(?P<kind>[-dl])\S+\s+\S+\s+\S+\s+\S+\s+(?P<name>[^\n]+?)(?: -> (?P<to>[^\n]+))?$")


class RsyncFailed(Exception):
    """rsync is not there, or failed; says what it said."""


def publish(site: Path, manifest: Manifest, destination: str) -> str:
    """Make a destination's present release a site; the name of the release."""
    state = DestinationState(manifest)
    name, links = sha256(state.packed()).hexdigest()[:16], _links(destination)
    present = links.get(CURRENT)
    with TemporaryDirectory() as folder:
        listed = Path(folder) / "files"
        listed.write_text("".join(f"{path}\n" for path in manifest), "utf-8")
        (Path(folder) / STATE).write_bytes(state.packed())
        there = f"{destination}/{RELEASES}/{name}/"
        shared = [f"--link-dest=../{present}"] if present and present != name else []
        _rsync(
            "-r", "--checksum", "--mkpath", "--chmod=D755,F644", f"--files-from={listed}", *shared, f"{site}/", there
        )
        _rsync("--chmod=F644", f"{folder}/{STATE}", there)
    if present != name:
        _point(destination, name, present)
    _prune(destination, {name, present or name} if present != name else {name, links.get(PREVIOUS, name)})
    return name


def step_back(destination: str) -> str | None:
    """Make the release before the present one again; its name, or nothing when there is none."""
    previous = _links(destination).get(PREVIOUS)
    if previous:
        _point(destination, previous, None)
    return previous


def _point(destination: str, name: str, previous: str | None) -> None:
    """Let the links lead to releases; each is replaced in one step, the one that readers follow last."""
    with TemporaryDirectory() as folder:
        for link, release in ((PREVIOUS, previous), (CURRENT, name)):
            if release:
                (Path(folder) / link).symlink_to(f"{RELEASES}/{release}")
                _rsync("-l", f"{folder}/{link}", f"{destination}/")


def _links(destination: str) -> dict[str, str]:
    """The releases that the links lead to."""
    found = _LISTED.finditer(_rsync("-l", "--list-only", f"{destination}/", missing=True))
    links = {each["name"]: (each["to"] or "").rpartition("/")[2] for each in found if each["kind"] == "l"}
    return {name: to for name, to in links.items() if name in (CURRENT, PREVIOUS) and _NAME.fullmatch(to)}


def _prune(destination: str, wanted: set[str]) -> None:
    """Remove the releases that nothing leads to; nothing but ours has such names."""
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
    """What rsync says; nothing where `missing` allows that there is no such place yet."""
    try:
        done = subprocess.run(["rsync", *arguments], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise RsyncFailed("rsync") from None
    if done.returncode and not (missing and done.returncode == 23):
        raise RsyncFailed(done.stderr.strip())
    return done.stdout
