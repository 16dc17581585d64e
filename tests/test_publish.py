"""`kb publish` to a folder, a server or object storage: readers never see a mix of two releases, and a release can be
rolled back.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import boto3
import pytest
from conftest import Kb
from moto.server import ThreadedMotoServer
from waiting import free_port, listens, until

from generator.publishing import release, rsync
from generator.publishing.folder import Folder, LinkInTheWay
from generator.publishing.manifest import (
    KEPT,
    STATE,
    TURN,
    DestinationState,
    Overtaken,
    differences,
    digest_of,
    lingering,
    manifest_of,
)
from generator.publishing.object_storage import Bucket, ExtraMissing, StorageRefused
from generator.publishing.release import Destination, Foreign, NoWayBack
from generator.remembering.ownership import claim
from generator.remembering.place import NotOrdinary

OLD = {
    "index.html": b"<a href=a/>old</a> s1",
    "a/index.html": b"a old s1",
    "gone/index.html": b"gone",
    "assets/search/parts/aaaaaaaaaa.js": b"s1",
    "assets/site.css": b"css",
    "same.txt": b"same",
}
NEW = {
    "index.html": b"<a href=z/>new</a> s2",
    "a/index.html": b"a new s2",
    "z/index.html": b"z s2",
    "assets/search/parts/bbbbbbbbbb.js": b"s2",
    "assets/site.css": b"css2",
    "same.txt": b"same",
}
INDEXES = {b"s1": "assets/search/parts/aaaaaaaaaa.js", b"s2": "assets/search/parts/bbbbbbbbbb.js"}


@pytest.fixture
def site(tmp_path: Path) -> Callable[[dict[str, bytes]], Path]:
    """Makes a folder as `kb build` does, with these files."""

    def make(files: dict[str, bytes]) -> Path:
        folder = tmp_path / f"site{len(list(tmp_path.iterdir()))}"
        for path, content in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
        claim(folder, files)
        return folder

    return make


def carry(files: dict[str, bytes], place: Destination, site: Callable[[dict[str, bytes]], Path]) -> int:
    """Publish a site of these files."""
    folder = site(files)
    return release.publish(folder, manifest_of(folder), place)


def shown(place: Destination) -> dict[str, bytes]:
    """What readers find at a place."""
    paths = [path for path in place.paths() if path not in (STATE, TURN) and not path.startswith(KEPT)]
    return {path: place.read(path) or b"" for path in paths}


class Stopped(Exception):
    """The run was stopped."""


class Stopping:
    """A place at which a run is stopped before its nth change."""

    def __init__(self, place: Destination, after: int) -> None:
        self._place, self._left = place, after

    def __getattr__(self, name: str) -> Any:
        if name in ("write", "copy", "delete"):
            self._left -= 1
            if self._left < 0:
                raise Stopped
        return getattr(self._place, name)


@pytest.fixture(scope="module")
def storage() -> Iterator[str]:
    """A local server that speaks S3."""
    keys = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1"}
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in keys.items():
            patch.setenv(name, value)
        boto3.client("s3", endpoint_url=f"http://{host}:{port}").create_bucket(Bucket="kb-site")
        yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(params=["folder", "s3"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Destination:
    """An empty place to publish to."""
    if request.param == "folder":
        return Folder(tmp_path / "public")
    return Bucket(f"s3://kb-site/{tmp_path.name}", request.getfixturevalue("storage"))


def test_a_place_holds_the_new_site_and_only_what_open_pages_ask_for_of_the_old(place: Destination, site: Any) -> None:
    assert carry(OLD, place, site) == len(OLD) and shown(place) == OLD
    assert carry(OLD, place, site) == 0
    assert carry(NEW, place, site) == 5
    lingering = {INDEXES[b"s1"]: b"s1"}
    assert shown(place) == NEW | lingering
    assert carry(NEW, place, site) == 0 and shown(place) == NEW | lingering
    third = {**NEW, "c/index.html": b"c s2"}
    carry(third, place, site)
    assert shown(place) == third


def test_one_step_back_and_no_further(place: Destination, site: Any) -> None:
    carry(OLD, place, site)
    with pytest.raises(NoWayBack):
        release.step_back(place)
    carry(NEW, place, site)
    carry(NEW, place, site)
    release.step_back(place)
    assert shown(place) == OLD
    with pytest.raises(NoWayBack):
        release.step_back(place)
    carry(NEW, place, site)
    assert NEW.items() <= shown(place).items()


def places(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[int], Destination]:
    """As many empty places of a kind as are asked for."""
    if kind == "folder":
        return lambda number: Folder(tmp_path / f"stopped{number}")
    storage = request.getfixturevalue("storage")
    return lambda number: Bucket(f"s3://kb-site/{tmp_path.name}-{number}", storage)


# A storage is asked over the network for each step, which are the same as in a folder: there, every one of them is tried.
@pytest.mark.parametrize(("kind", "every"), [("folder", 1), ("s3", 9)])
def test_stopped_anywhere_no_page_lacks_what_it_asks_for_and_the_next_run_heals(
    kind: str, every: int, request: pytest.FixtureRequest, tmp_path: Path, site: Any
) -> None:
    empty = places(kind, request, tmp_path)
    for after in range(0, 1000, every):
        place = empty(after)
        carry(OLD, place, site)
        try:
            carry(NEW, Stopping(place, after), site)
        except Stopped:
            assert_is_whole(shown(place))
            carry(NEW, place, site)
        else:
            assert after > 10
            return
        assert shown(place) == NEW | {INDEXES[b"s1"]: b"s1"}
        assert kind == "s3" or not list(differences(tmp_path / f"stopped{after}"))
        for again in range(100):
            try:
                release.step_back(Stopping(place, again))
                break
            except Stopped:
                assert_is_whole(shown(place))
            except NoWayBack:  # it was done but for tidying up
                break
        assert shown(place) == OLD
    raise AssertionError("it never came to its end")


def assert_is_whole(site: dict[str, bytes]) -> None:
    """Each page is one of the two releases', and what it asks for and leads to is there."""
    pages = {path: content for path, content in site.items() if path.endswith("html")}
    assert all(content in (OLD.get(path), NEW.get(path)) for path, content in pages.items())
    assert all(INDEXES[content[-2:]] in site for content in pages.values() if content[-2:] in INDEXES)
    assert b"new" not in pages["index.html"] or "z/index.html" in pages


class Joined:
    """A place at which another run begins, and comes to its end, before this one looks the nth time whose turn it is."""

    def __init__(self, place: Destination, after: int, other: Callable[[], object]) -> None:
        self._place, self._left, self._other = place, after, other

    def read(self, path: str) -> bytes | None:
        if path == TURN:
            self._left -= 1
            if self._left == -1:
                self._other()
        return self._place.read(path)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._place, name)


@pytest.mark.parametrize("kind", ["folder", "s3"])
def test_of_two_runs_at_once_the_later_is_whole_and_the_earlier_is_told(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path, site: Any
) -> None:
    empty = places(kind, request, tmp_path)
    third = {**OLD, "index.html": b"<a href=a/>third</a> s1", "c/index.html": b"c s1"}
    overtaken = 0
    for after in range(0, 100, 1 if kind == "folder" else 9):
        place = empty(after)
        carry(OLD, place, site)
        joined = Joined(place, after, lambda place=place: carry(third, place, site))  # type: ignore[misc]
        try:
            carry(NEW, joined, site)
        except Overtaken:
            overtaken += 1
            held = shown(place)
            assert third.items() <= held.items() and set(held) - set(third) <= {INDEXES[b"s2"], "z/index.html"}
            carry(NEW, place, site)
            assert NEW.items() <= shown(place).items()
        else:
            assert overtaken > (10 if kind == "folder" else 1)
            return
    raise AssertionError("it never came to its end")


class Late:
    """A place at which the last write of an earlier run comes after this run wrote the same file."""

    def __init__(self, place: Destination, late: dict[str, bytes]) -> None:
        self._place, self._late = place, late

    def write(self, path: str, content: bytes) -> None:
        self._place.write(path, content)
        if path in self._late:
            self._place.write(path, self._late.pop(path))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._place, name)


def test_a_write_of_an_earlier_run_that_comes_late_does_not_stay(place: Destination, site: Any) -> None:
    carry(OLD, place, site)
    with pytest.raises(Stopped):
        carry(NEW, Stopping(place, 4), site)
    carry({**OLD, "index.html": b"<a href=a/>third</a> s1"}, Late(place, {"index.html": NEW["index.html"]}), site)
    assert shown(place)["index.html"] == b"<a href=a/>third</a> s1"


@pytest.mark.skipif(os.name == "nt", reason="rsync is for Unix")
def test_of_two_runs_of_rsync_at_once_the_later_is_whole(
    tmp_path: Path, site: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new, third = site(OLD), site(NEW), site({**OLD, "c/index.html": b"c s1"})
    for before in ("_point", "_carry"):
        destination = tmp_path / f"server{before}"
        rsync.publish(old, manifest_of(old), str(destination))
        real = getattr(rsync, before)

        def joined(*given: Any, real: Any = real, before: str = before, place: Path = destination) -> None:
            monkeypatch.setattr(rsync, before, real)
            rsync.publish(third, manifest_of(third), str(place))
            real(*given)

        monkeypatch.setattr(rsync, before, joined)
        if before == "_carry":
            with pytest.raises(Overtaken):
                rsync.publish(new, manifest_of(new), str(destination))
            assert released(destination) == {**OLD, "c/index.html": b"c s1"}
        else:
            with pytest.raises(Overtaken):  # it has its moment, and the later run's release stays to be gone back to
                rsync.publish(new, manifest_of(new), str(destination))
            assert released(destination) == NEW | {INDEXES[b"s1"]: b"s1"}
        rsync.publish(new, manifest_of(new), str(destination))
        assert NEW.items() <= released(destination).items()


def test_storage_that_does_not_answer_is_told_of_without_a_traceback(
    small: Path, site: Any, storage: str, kb: Kb
) -> None:
    folder = site(OLD)
    nobody = f"http://127.0.0.1:{free_port()}"
    for endpoint in (nobody, "no-address"):
        told = kb("publish", "s3://kb-site/silent", "--root", small, "--site", folder, "--endpoint", endpoint)
        assert told.returncode == 2 and "not carried over" in told.stderr and "Traceback" not in told.stderr


def test_what_is_not_ours_is_never_touched(place: Destination, site: Any) -> None:
    place.write("mine.txt", b"mine")
    with pytest.raises(Foreign):
        carry(OLD, place, site)
    assert shown(place) == {"mine.txt": b"mine"}
    place.delete("mine.txt")
    carry(OLD, place, site)
    place.write("mine.txt", b"mine")
    carry(NEW, place, site)
    release.step_back(place)
    assert place.read("mine.txt") == b"mine"


def test_a_list_that_was_changed_by_others_leads_nowhere_else(tmp_path: Path, site: Any) -> None:
    place = Folder(tmp_path / "public")
    carry(OLD, place, site)
    precious = tmp_path / "precious.txt"
    precious.write_bytes(b"precious")
    state = tmp_path / "public" / STATE
    state.write_text(state.read_text("utf-8").replace('"same.txt"', '"../precious.txt"'), "utf-8")
    with pytest.raises(Foreign):
        carry(NEW, place, site)
    assert precious.read_bytes() == b"precious"


def test_scripts_and_styles_of_the_release_before_stay_for_open_pages() -> None:
    kept = {"assets/hashed/site-0123456789.js", "assets/search/search-0123456789.js", "assets/search/parts/a.js"}
    before = dict.fromkeys({*kept, "terms/a/index.html", "assets/images/mark.svg"}, "a")
    assert lingering(DestinationState(before), {"index.html": "b"}) == kept


def test_objects_have_their_types_and_lives(storage: str, site: Any) -> None:
    carry(OLD | {"feed.atom": b"<feed/>"}, Bucket("s3://kb-site/typed", storage), site)
    client = boto3.client("s3", endpoint_url=storage)
    heads = {
        path: client.head_object(Bucket="kb-site", Key=f"typed/{path}")
        for path in ("index.html", INDEXES[b"s1"], "feed.atom")
    }
    assert heads["index.html"]["ContentType"] == "text/html; charset=utf-8"
    assert heads["feed.atom"]["ContentType"] == "application/atom+xml; charset=utf-8"
    assert (
        "immutable" in heads[INDEXES[b"s1"]]["CacheControl"] and "immutable" not in heads["index.html"]["CacheControl"]
    )


def test_what_a_storage_refuses_is_told(storage: str) -> None:
    nowhere = Bucket("s3://no-such-bucket/site", storage)
    actions: list[Callable[[], object]] = [
        lambda: nowhere.read("a"),
        lambda: nowhere.write("a", b""),
        lambda: nowhere.copy("a", "b"),
        lambda: nowhere.delete("a"),
        lambda: list(nowhere.paths()),
    ]
    for action in actions:
        with pytest.raises(StorageRefused, match="NoSuchBucket"):
            action()
    with pytest.raises(StorageRefused, match="no address"):
        Bucket("s3://kb-site", "no address")


def test_a_bucket_without_a_folder_is_the_site_itself(storage: str) -> None:
    whole, part = Bucket("s3://kb-site", storage), Bucket("s3://kb-site/part/of/it/", storage)
    part.write("a/b", b"1")
    assert whole.read("part/of/it/a/b") == b"1" and whole.read("a/b") is None and [*part.paths("a/")] == ["a/b"]
    whole.copy("none", "part/of/it/c")
    whole.delete("part/of/it/a/b")
    assert [*part.paths()] == []


def test_without_the_library_for_storage_that_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "boto3", None)
    with pytest.raises(ExtraMissing):
        Bucket("s3://kb-site")


@pytest.mark.skipif(os.name == "nt", reason="rsync is for Unix")
def test_a_release_whose_list_is_lost_is_no_hindrance(tmp_path: Path, site: Any) -> None:
    old, new = site(OLD), site(NEW)
    first = rsync.publish(old, manifest_of(old), str(tmp_path / "server"))
    for damage in (lambda path: path.write_text("{}", "utf-8"), Path.unlink):
        damage(tmp_path / "server/releases" / first / STATE)
        rsync.publish(new, manifest_of(new), str(tmp_path / "server"))
        assert released(tmp_path / "server") == NEW
        assert rsync.step_back(str(tmp_path / "server")) == first and released(tmp_path / "server") == OLD


@pytest.mark.skipif(os.name == "nt", reason="rsync is for Unix")
def test_an_rsync_that_fails_or_is_missing_is_told(tmp_path: Path, site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = site(OLD)
    (tmp_path / "file").write_text("mine", "utf-8")
    with pytest.raises(rsync.RsyncFailed, match="file"):
        rsync.publish(folder, manifest_of(folder), str(tmp_path / "file/below"))
    assert rsync.step_back(str(tmp_path / "nowhere")) is None
    monkeypatch.setenv("PATH", "")
    with pytest.raises(rsync.RsyncFailed, match=r"^rsync$"):
        rsync.step_back(str(tmp_path / "server"))


@pytest.mark.skipif(os.name == "nt", reason="rsync is for Unix")
def test_rsync_changes_releases_in_one_step_and_back(tmp_path: Path, site: Any) -> None:
    destination = tmp_path / "server"
    (destination / "releases").mkdir(parents=True)
    (destination / "releases" / "mine").mkdir()
    (destination / "other.txt").write_text("mine", "utf-8")

    def there() -> dict[str, bytes]:
        current = destination / "current"
        files = (path for path in current.resolve().rglob("*") if path.is_file() and path.name != STATE)
        return {path.relative_to(current.resolve()).as_posix(): path.read_bytes() for path in files}

    def send(files: dict[str, bytes]) -> str:
        folder = site(files)
        return rsync.publish(folder, manifest_of(folder), str(destination))

    first = send(OLD)
    assert there() == OLD and (destination / "current").is_symlink()
    second = send(NEW)
    open_pages = {INDEXES[b"s1"]: b"s1"}
    assert there() == NEW | open_pages and second != first == (destination / "previous").resolve().name
    same = [destination / "releases" / name / "same.txt" for name in (first, second)]
    assert same[0].stat().st_ino == same[1].stat().st_ino
    assert send(NEW) == second and rsync.step_back(str(destination)) == first
    assert there() == OLD
    send(NEW)
    third = send({**NEW, "c/index.html": b"c"})
    assert {path.name for path in (destination / "releases").iterdir()} == {second, third, "mine"}
    assert there() == {**NEW, "c/index.html": b"c"}, "two releases later nobody asks for them"
    assert (destination / "other.txt").is_file() and not list(differences(destination / "releases" / third))


class HalfWay:
    """rsync that breaks off at its nth call; where it was to carry files, in the middle of them."""

    def __init__(self, after: int) -> None:
        self._left, self._real = after, rsync._rsync

    def __call__(self, *arguments: str, **how: bool) -> str:
        self._left -= 1
        if self._left >= 0:
            return self._real(*arguments, **how)
        listed = next((each.partition("=")[2] for each in arguments if each.startswith("--files-from=")), "")
        if listed:
            names = Path(listed).read_text("utf-8").splitlines()
            Path(listed).write_text("\n".join(names[: len(names) // 2]), "utf-8")
            self._real(*arguments, **how)
        raise Stopped


def released(destination: Path) -> dict[str, bytes]:
    """What readers find where the present release is."""
    current = (destination / "current").resolve()
    files = (path for path in current.rglob("*") if path.is_file() and path.name != STATE)
    return {path.relative_to(current).as_posix(): path.read_bytes() for path in files}


@pytest.mark.skipif(os.name == "nt", reason="rsync is for Unix")
def test_rsync_broken_off_anywhere_leaves_one_release_or_the_other(
    tmp_path: Path, site: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new, before = site(OLD), site(NEW), tmp_path / "server"
    rsync.publish(old, manifest_of(old), str(before))
    for after in range(100):
        destination = tmp_path / f"server{after}"
        shutil.copytree(before, destination, symlinks=True)
        with monkeypatch.context() as patch:
            patch.setattr(rsync, "_rsync", HalfWay(after))
            try:
                rsync.publish(new, manifest_of(new), str(destination))
            except Stopped:
                assert released(destination) in (OLD, NEW | {INDEXES[b"s1"]: b"s1"})
            else:
                assert after > 5
                return
        rsync.publish(new, manifest_of(new), str(destination))
        assert released(destination) == NEW | {INDEXES[b"s1"]: b"s1"}
        assert rsync.step_back(str(destination)) and released(destination) == OLD
    raise AssertionError("it never came to its end")


@pytest.fixture
def daemon(tmp_path: Path) -> Iterator[str]:
    """A local server that speaks rsync's own protocol; its address. It serves `tmp_path / "served"`."""
    (tmp_path / "served").mkdir()
    port = free_port()
    settings = tmp_path / "rsyncd.conf"
    settings.write_text(
        f"use chroot = no\nmunge symlinks = no\nnumeric ids = yes\nuid = {os.getuid()}\ngid = {os.getgid()}\n"
        f"[site]\npath = {tmp_path / 'served'}\nread only = no\n",
        "utf-8",
    )
    call = ["rsync", "--daemon", "--no-detach", "--address=127.0.0.1", f"--port={port}", f"--config={settings}"]
    with subprocess.Popen(call) as running:
        until(partial(listens, port))
        yield f"rsync://127.0.0.1:{port}/site/public"
        running.terminate()


@pytest.mark.skipif(os.name == "nt", reason="rsync is for Unix")
def test_rsync_changes_releases_on_a_server_of_its_own_protocol(tmp_path: Path, daemon: str, site: Any) -> None:
    old, new = site(OLD), site(NEW)
    rsync.publish(old, manifest_of(old), daemon)
    rsync.publish(new, manifest_of(new), daemon)
    assert released(tmp_path / "served/public") == NEW | {INDEXES[b"s1"]: b"s1"}
    assert rsync.step_back(daemon) and released(tmp_path / "served/public") == OLD


@pytest.fixture
def public(tmp_path: Path, site: Any) -> Path:
    """A folder that two releases were published to."""
    place = tmp_path / "public"
    for release_ in (site(OLD), site(NEW)):
        release.publish(release_, manifest_of(release_), Folder(place))
    return place


def odd(path: Path, kind: str) -> None:
    """Put something there that is no ordinary file."""
    path.unlink(missing_ok=True)
    if kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("/dev/zero" if kind == "device" else path.parent / "robots.txt")


@pytest.mark.parametrize("kind", ["pipe", "link", "device"])
@pytest.mark.parametrize(("path", "told"), [("index.html", "changed"), ("more.html", "unknown")])
def test_what_is_no_ordinary_file_is_told_by_a_check(public: Path, kind: str, path: str, told: str) -> None:
    odd(public / path, kind)
    assert list(differences(public)) == [(path, told)]


@pytest.mark.parametrize("kind", ["pipe", "link", "device"])
def test_a_list_that_is_no_ordinary_file_is_not_read(public: Path, kb: Kb, kind: str) -> None:
    odd(public / STATE, kind)
    told = kb("verify", public)
    assert told.returncode == 2 and "holds no list" in told.stderr
    with pytest.raises((NotOrdinary, LinkInTheWay), match=re.escape(STATE)):
        Folder(public).read(STATE)


def test_only_what_a_release_replaced_may_lie_among_what_is_kept(public: Path) -> None:
    (public / KEPT / "stranger.html").write_bytes(b"not ours")
    replaced = public / KEPT / digest_of(OLD["a/index.html"])
    assert replaced.is_file()
    replaced.write_bytes(b"not the same")
    assert dict(differences(public)) == {
        f"{KEPT}stranger.html": "unknown",
        replaced.relative_to(public).as_posix(): "changed",
    }


@pytest.mark.parametrize("path", ["a\ud800", "a\x7f", "a\nb", "a\\b", "../a", "/a", "a//b"])
def test_a_list_with_a_path_that_no_site_has_is_none(public: Path, kb: Kb, path: str) -> None:
    (public / STATE).write_text(
        json.dumps({"kb-published": 1, "manifest": {path: "aa"}, "previous": None, "pending": [], "lingering": []})
    )
    told = kb("verify", public)
    assert told.returncode == 2 and "holds no list" in told.stderr


def test_from_the_command_line(small: Path, kb: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_REPORT", "mailto:editors@kb.example")
    public = small.parent / "public"
    published = kb("publish", public, "--root", small)
    assert published.returncode == 0, published.stderr
    assert (public / "concepts/fenfu/index.html").is_file() and kb("verify", public).returncode == 0
    assert kb("build", "--root", small, "--out", small.parent / "plain").returncode == 0
    told = kb("verify", small.parent / "plain")
    assert told.returncode == 2 and "kb build made" in told.stderr and "Traceback" not in told.stderr
    (public / "index.html").write_bytes(b"changed")
    (public / "robots.txt").unlink()
    (public / "stranger.html").write_bytes(b"")
    told = kb("verify", public)
    assert told.returncode == 1
    assert set(told.stdout.split("\n")[:-1]) == {
        "index.html: changed",
        "robots.txt: missing",
        "stranger.html: not published",
    }
    (public / "stranger.html").unlink()
    assert kb("publish", public, "--root", small, "--all").returncode == 0
    assert kb("verify", public).returncode == 0
    assert kb("publish", public, "--back", "--root", small).returncode == 2
    shutil.copytree(small / "content", small.parent / "full")
    refused = kb("publish", small.parent / "full", "--site", small / "site", "--root", small)
    assert refused.returncode == 2 and "nothing was touched" in refused.stderr
    nothing = kb("publish", public, "--site", small / "content", "--root", small)
    assert nothing.returncode == 2 and "no site" in nothing.stderr
