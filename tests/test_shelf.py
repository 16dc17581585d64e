"""A built site on its way out, without a base: the folder that it is swapped into, its compressed copies, the file to read
offline, a folder that it is published to.
"""

import gzip
import json
import os
import stat
import sys
import threading
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from generator.hosting.shell import Shell, frame, kind_of
from generator.publishing import shelf as shelves
from generator.publishing.building import LinksBroken, Order, Shrunk, _pages, _refuse_shrunk, check_links, files_of
from generator.publishing.compression import BrotliMissing, compressed
from generator.publishing.folder import Folder, LinkInTheWay
from generator.publishing.manifest import KEPT, STATE, DestinationState, NotPublished, lingering, manifest_of, state_of
from generator.publishing.object_storage import type_of
from generator.publishing.offline import archive
from generator.publishing.shelf import OutputFile, Shelf, alone, doubling, keep, ready, shelf_of, summary
from generator.remembering.ownership import LIST, NotOurs, claim
from generator.rendering.output import LateOutput, Output
from generator.rendering.page import RenderedPage


def files(folder: Path) -> dict[str, bytes]:
    """Every file of a folder but its list, with its bytes."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.name != LIST)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def outputs(**contents: str) -> list[OutputFile]:
    """Files by their names, with `_` for a slash."""
    return [ready(name.replace("_", "/"), text.encode()) for name, text in contents.items()]


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """A site of three files."""
    return Shelf(tmp_path / "site").publish(outputs(a="1", b_c="2", b_d="3"))


def test_the_first_site_is_there_whole(shelf: Shelf) -> None:
    assert files(shelf.target) == {"a": b"1", "b/c": b"2", "b/d": b"3"} and shelf.intact()
    assert (shelf.target / LIST).read_text("utf-8") == "kb-site 1\na\nb/c\nb/d\n"
    assert shelf.notes.keys() == {"a", "b/c", "b/d"} and shelf.spare_notes == {}
    assert [*shelf.target.parent.iterdir()] == [shelf.target]


def test_what_stays_the_same_is_not_made_again(shelf: Shelf) -> None:
    made: list[str] = []

    def output(path: str, text: str) -> OutputFile:
        return OutputFile(path, text.encode, lambda: made.append(path) or text.encode())  # type: ignore[func-returns-value]

    for version, new in (("1", ["a", "b"]), ("2", ["a"]), ("1", []), ("2", []), ("3", ["a"])):
        shelf = shelf.publish([output("a", version), output("b", "same"), output(f"moved{version}", "same")])
        assert files(shelf.target) == {"a": version.encode(), "b": b"same", f"moved{version}": b"same"}
        assert [path for path in made if not path.startswith("moved")] == new and shelf.intact()
        made.clear()


def test_what_stays_the_same_is_one_file_of_both_sites(shelf: Shelf) -> None:
    after = shelf.publish(outputs(a="new", b_c="2", e_f_g="3"))
    assert files(after.target) == {"a": b"new", "b/c": b"2", "e/f/g": b"3"}
    assert files(after.spare) == {"a": b"1", "b/c": b"2", "b/d": b"3"} and after.spare_notes == shelf.notes
    assert (after.target / "b/c").samefile(after.spare / "b/c") and (after.target / "e/f/g").samefile(
        after.spare / "b/d"
    )
    assert not (after.target / "a").samefile(after.spare / "a")
    third = after.publish(outputs(a="1", b_c="2", b_d="3"))
    assert third.notes == shelf.notes, "what the spare folder has is left as it is"


@pytest.mark.parametrize("where", ["first", "target", "spare"])
@pytest.mark.parametrize("harm", ["longer", "as long", "shorter", "gone"])
def test_a_file_that_was_touched_is_made_again(shelf: Shelf, where: str, harm: str) -> None:
    if where != "first":
        shelf = shelf.publish(outputs(a="1", b_c="2", b_d="4"))
    path = (shelf.spare if where == "spare" else shelf.target) / "a"
    path.unlink()
    if harm != "gone":
        path.write_text({"as long": "x", "longer": "mine", "shorter": ""}[harm], "utf-8")
    assert shelf.intact() == (where == "spare")
    for version in ("5", "6"):
        shelf = shelf.publish(outputs(a="1", b_c="2", b_d=version))
        assert files(shelf.target) == {"a": b"1", "b/c": b"2", "b/d": version.encode()} and shelf.intact()


@pytest.mark.parametrize("jobs", [1, 2])
def test_while_a_site_is_built_again_its_spare_folder_is_begun_with_links_to_it(shelf: Shelf, jobs: int) -> None:
    folder = shelf.target.parent / "notes"
    folder.mkdir()
    keep(folder, shelf)
    with doubling(folder, shelf.target, jobs) as shelf_now:
        now = shelf_now()
        assert files(now.spare) == files(now.target) and (now.spare / "a").samefile(now.target / "a")
        (now.target / "a").unlink()
        (now.target / "a").write_bytes(b"x")
    after = now.publish(outputs(a="1", b_c="2", b_d="4"))
    assert files(after.target) == {"a": b"1", "b/c": b"2", "b/d": b"4"} and after.notes["b/c"] == shelf.notes["b/c"]
    keep(folder, after)
    with doubling(folder, shelf.target, jobs) as shelf_now:
        assert shelf_now() == after, "there is a spare folder already"


def test_no_spare_folder_is_begun_for_a_site_with_something_else_in_it(shelf: Shelf, tmp_path: Path) -> None:
    keep(tmp_path, shelf)
    (shelf.target / "mine").write_text("x", "utf-8")
    with doubling(tmp_path, shelf.target, 2) as shelf_now, pytest.raises(NotOurs):
        shelf_now()
    assert not shelf.spare.exists()


@pytest.mark.parametrize(("path", "intact"), [("more", False), ("b/more", False), ("b/.DS_Store", True)])
def test_a_site_with_something_else_in_it_is_not_as_it_was_left(shelf: Shelf, path: str, intact: bool) -> None:
    (shelf.target / path).write_text("x", "utf-8")
    assert shelf.intact() == intact


def test_a_site_without_its_list_or_without_notes_is_not_as_it_was_left(shelf: Shelf) -> None:
    assert not Shelf(shelf.target).intact() and not Shelf(shelf.target.parent / "nowhere", shelf.notes).intact()
    (shelf.target / LIST).unlink()
    assert not shelf.intact()


@pytest.mark.parametrize("how", ["no such function", "not on this file system", "as it should be"])
def test_folders_change_places_on_every_system(shelf: Shelf, how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def without(name: object) -> object:
        raise AttributeError(name)

    if how == "no such function":
        monkeypatch.setattr(shelves.ctypes, "CDLL", without)
    if how == "not on this file system":
        monkeypatch.setattr(shelves, "_EXCHANGE", 1 << 20)
    for version in ("2", "3"):
        shelf = shelf.publish(outputs(a=version))
        assert files(shelf.target) == {"a": version.encode()} and shelf.intact()
    assert files(shelf.spare) == {"a": b"2"} and not shelf.retired.exists()


def test_notes_are_kept_for_each_site_and_read_back(shelf: Shelf, tmp_path: Path) -> None:
    shelf = shelf.publish(outputs(a="1", b="2"))
    keep(tmp_path, shelf)
    assert shelf_of(tmp_path, shelf.target) == shelf
    assert shelf_of(tmp_path, tmp_path / "other") == Shelf(tmp_path / "other")
    assert shelf_of(None, shelf.target) == Shelf(shelf.target)
    keep(tmp_path / "nowhere", shelf)
    assert not (tmp_path / "nowhere").exists()


NOTE = '["d", 1, 2, 3]'


@pytest.mark.parametrize(
    "damage",
    [
        "",
        "{",
        "[]",
        "[1, 2]",
        "[{}]",
        '[{"a": 1}, {}]',
        '[{"a": ["d", "x", 2, 3]}, {}]',
        '[{"a": ["d", 1, 2]}, {}]',
        f'[{{"../a": {NOTE}}}, {{}}]',
        f'[{{}}, {{"a": {NOTE}, "/b": {NOTE}}}]',
        "[{}, {}, {}]",
        "[{}, null]",
    ],
)
def test_notes_that_are_no_good_count_as_none(shelf: Shelf, tmp_path: Path, damage: str) -> None:
    keep(tmp_path, shelf)
    (file,) = tmp_path.glob("site-*.json")
    file.write_text(damage, "utf-8")
    assert shelf_of(tmp_path, shelf.target) == Shelf(shelf.target)


def test_a_site_is_summed_up_by_its_paths_and_what_they_are_made_of() -> None:
    one = {"a": ("x", 1, 2, 3), "b": ("y", 1, 2, 3)}
    assert summary(one) == summary({"b": ("y", 9, 9, 9), "a": ("x", 9, 9, 9)})
    assert len({summary(one), summary({"a": one["a"]}), summary({"a": one["b"], "b": one["a"]})}) == 3


def test_two_builds_of_one_site_come_one_after_the_other(tmp_path: Path) -> None:
    target, said, told = tmp_path / "new/site", list[str](), threading.Event()

    def other() -> None:
        with alone(target, lambda: (said.append("waits"), told.set())):  # type: ignore[func-returns-value]
            said.append("builds")

    thread = threading.Thread(target=other)
    with alone(target, lambda: said.append("must not wait")):
        thread.start()
        assert told.wait(10)
        said.append("done")
    thread.join(10)
    assert said == ["waits", "done", "builds"] and target.parent.is_dir()


def test_where_there_are_no_locks_a_build_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*given: object) -> None:
        raise OSError("no locks here")

    monkeypatch.setattr("fcntl.flock", refuse)
    with alone(tmp_path / "site", lambda: pytest.fail("nobody is there")):
        pass
    monkeypatch.setitem(sys.modules, "fcntl", None)
    with alone(tmp_path / "site", lambda: pytest.fail("nobody is there")):
        pass


# Before it is built


def test_pages_are_counted_once_and_other_files_not_at_all() -> None:
    assert _pages(["index.html", "a/index.html", "zh-hant/index.html", "404.html", "a/index.md"]) == 2


@pytest.mark.parametrize(
    ("before", "after", "entries", "refused"),
    [(0, 1, 1, False), (10, 5, 1, False), (11, 5, 1, True), (10, 10, 0, True), (2, 1, 1, False), (1, 9, 1, False)],
)
def test_a_site_that_would_lose_more_than_half_of_its_pages_is_refused(
    before: int, after: int, entries: int, refused: bool
) -> None:
    if not refused:
        _refuse_shrunk(before, after, entries)
        return
    with pytest.raises(Shrunk) as told:
        _refuse_shrunk(before, after, entries)
    assert (told.value.before, told.value.after) == (before, after)


def test_each_option_that_shows_makes_another_site(tmp_path: Path) -> None:
    from datetime import date

    day = date(2026, 11, 26)
    plain = Order(tmp_path, day)
    others = [Order(tmp_path, date(2026, 11, 27)), Order(tmp_path, day, day)]
    others += [Order(tmp_path, day, **{name: True}) for name in ("release", "compress", "traditional", "cards")]
    assert len({order.key for order in (plain, *others)}) == 7
    assert Order(tmp_path / "other", day, smaller=True).key == plain.key


# Copies for servers and for reading offline


def test_texts_have_compressed_copies_and_pictures_have_none() -> None:
    names = ["a.html", "b.css", "c.png", "d.woff2", "_headers", "e.html.txt", "f.js"]
    files = {file.path: file for file in compressed([ready(name, b"x") for name in names])}
    copies = {path: file for path, file in files.items() if path not in names}
    texts = ("a.html", "b.css", "e.html.txt", "f.js")
    assert [*copies] == [f"{name}.{ending}" for name in texts for ending in ("br", "gz")]
    assert files.keys() - copies.keys() == set(names) and files["c.png"].content() == b"x"
    assert len({file.inputs() for file in copies.values()}) == 2
    again = {file.path: file for file in compressed([ready("a.html", b"y")])}
    assert again["a.html.br"].inputs() != copies["a.html.br"].inputs()
    assert copies["a.html.gz"].content()[4:8] == bytes(4) and gzip.decompress(copies["a.html.gz"].content()) == b"x"


def test_without_brotli_that_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "brotli", None)
    with pytest.raises(BrotliMissing):
        next(compressed([]), None)


def test_the_file_to_read_offline_has_all_that_a_reader_needs_and_is_always_the_same(tmp_path: Path) -> None:
    names = ["index.html", "b/c.txt", "_headers", "_redirects", "robots.txt", "a.css"]
    Shelf(tmp_path / "site").publish([ready(name, name.encode() * 1000) for name in names])
    (tmp_path / "site/mine").write_text("mine", "utf-8")
    data = archive(tmp_path / "site", "kb")
    for path in (tmp_path / "site").rglob("*"):
        os.utime(path, (0, 0))
    assert archive(tmp_path / "site", "kb") == data and len(data) < 2000
    Shelf(tmp_path / "other").publish([ready("index.html", b"x")])
    with zipfile.ZipFile(BytesIO(archive(tmp_path / "other", "kb"))) as packed:
        assert packed.namelist() == ["kb/index.html"]
    with zipfile.ZipFile(BytesIO(data)) as packed:
        assert packed.namelist() == ["kb/a.css", "kb/b/c.txt", "kb/index.html"]
        assert packed.read("kb/b/c.txt") == b"b/c.txt" * 1000
        for entry in packed.infolist():
            assert entry.external_attr >> 16 == 0o644 and entry.date_time == (1980, 1, 1, 0, 0, 0)


# A folder that it is published to


def test_a_file_is_put_where_it_belongs_and_can_be_read_by_all(tmp_path: Path) -> None:
    place = Folder(tmp_path)
    place.write("a/[b].html", b"1")
    for left in ("[b].html.17", "[b].html.x", "[b].html.1x", "b.html.17"):
        (tmp_path / "a" / left).write_text("left", "utf-8")
    place.write("a/[b].html", b"2")
    assert files(tmp_path).keys() == {"a/[b].html", "a/[b].html.x", "a/[b].html.1x", "a/b.html.17"}
    assert place.read("a/[b].html") == b"2" and stat.S_IMODE((tmp_path / "a/[b].html").stat().st_mode) == 0o644
    assert place.read("a/none") is place.read("a/[b].html/none") is place.read("none/none") is None
    place.copy("a/[b].html", "c/d")
    place.copy("a/none", "c/none")
    assert files(tmp_path / "c") == {"d": b"2"}


def test_folders_that_are_empty_go_with_their_last_file(tmp_path: Path) -> None:
    place = Folder(tmp_path / "public")
    for path in ("a/b/c", "a/d", "e"):
        place.write(path, b"x")
    place.delete("a/b/c")
    place.delete("a/b/none")
    assert not (tmp_path / "public/a/b").exists() and (tmp_path / "public/a/d").exists()
    for path in ("a/d", "e", "e/below"):
        place.delete(path)
    assert [*(tmp_path / "public").iterdir()] == [], "the folder itself stays"


def test_what_file_managers_leave_is_not_listed(tmp_path: Path) -> None:
    place = Folder(tmp_path)
    for path in ("a/b/c", "a/.DS_Store", "Thumbs.db", "d"):
        place.write(path, b"x")
    (tmp_path / "a/link").symlink_to("b/c")
    assert sorted(place.paths()) == ["a/b/c", "a/link", "d"]
    assert sorted(place.paths("a")) == ["a/b/c", "a/link"] and [*place.paths("none")] == []


@pytest.mark.parametrize(
    ("path", "link"), [("link", "link"), ("link/b", "link"), ("a/link/b", "a/link"), ("a/dead", "a/dead")]
)
def test_a_link_is_never_followed(tmp_path: Path, path: str, link: str) -> None:
    precious = tmp_path / "precious"
    Folder(precious).write("b", b"precious")
    public = tmp_path / "public"
    (public / "a").mkdir(parents=True)
    (public / link).symlink_to(precious if "dead" not in path else tmp_path / "nowhere")
    place = Folder(public)
    actions: list[Callable[[], object]] = [
        lambda: place.read(path),
        lambda: place.write(path, b"new"),
        lambda: place.delete(path),
        lambda: place.copy(path, "c"),
    ]
    for action in actions:
        with pytest.raises(LinkInTheWay) as refused:
            action()
        assert refused.value.args == (public / link,)
    assert files(precious) == {"b": b"precious"} and not (tmp_path / "nowhere").exists()
    (tmp_path / "way").symlink_to(public)
    Folder(tmp_path / "way").write("c", b"x")
    assert (public / "c").read_bytes() == b"x", "the folder itself may be reached through one"


# What is known of a published site


STATES = [
    DestinationState({"a": "1f"}),
    DestinationState({"a": "1f", "b/c": "2f"}, {"a": "3f"}, frozenset({"a", "d"}), frozenset({"e"})),
    DestinationState({}, {}),
]


@pytest.mark.parametrize("state", STATES)
def test_what_is_known_of_a_site_is_read_back(state: DestinationState) -> None:
    assert state_of(state.packed()) == state
    assert state.ours == {*state.manifest, *state.pending, *state.lingering}


@pytest.mark.parametrize(
    "change",
    [
        {"kb-published": 2},
        {"kb-published": "1"},
        {"manifest": []},
        {"manifest": {"../a": "1f"}},
        {"manifest": {"a": 1}},
        {"manifest": {"a": "../1"}},
        {"manifest": {"a": ""}},
        {"manifest": None},
        {"previous": {"/a": "1f"}},
        {"previous": [1]},
        {"pending": 1},
        {"lingering": None},
    ],
)
def test_a_list_that_is_no_good_is_none(change: dict[str, object]) -> None:
    good = json.loads(STATES[1].packed())
    with pytest.raises(NotPublished):
        state_of(json.dumps(good | change).encode())
    name = next(iter(change))
    with pytest.raises(NotPublished):
        state_of(json.dumps({key: value for key, value in good.items() if key != name}).encode())


@pytest.mark.parametrize("content", [b"", b"[]", b"1", b"null", b"\xff", b"[" * 100_000])
def test_bytes_that_are_no_list_are_none(content: bytes) -> None:
    with pytest.raises(NotPublished):
        state_of(content)


def test_a_path_that_leads_elsewhere_is_left_out_of_what_is_pending() -> None:
    found = json.loads(STATES[1].packed()) | {"pending": ["../a", "b"], "lingering": ["/c", "d"]}
    assert state_of(json.dumps(found).encode()).ours == {"a", "b", "b/c", "d"}


HASHED = "assets/hashed/a-1.js"


@pytest.mark.parametrize(
    ("now", "stay"),
    [
        ({"index.html": "1"}, {HASHED, "zh-hant/assets/search/parts/b.js"}),
        ({"index.html": "1", HASHED: "9"}, {"zh-hant/assets/search/parts/b.js"}),
        ({}, {HASHED, "zh-hant/assets/search/parts/b.js"}),
        (None, {"earlier"}),
    ],
)
def test_what_open_pages_may_still_ask_for_stays(now: dict[str, str] | None, stay: set[str]) -> None:
    before = {"index.html": "1", HASHED: "1", "zh-hant/assets/search/parts/b.js": "1", "assets/images/a.png": "1"}
    state = DestinationState(before, lingering=frozenset({"earlier"}))
    assert lingering(state, before if now is None else now) == stay


def test_the_list_of_a_site_has_the_hash_of_each_file(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    (tmp_path / "mine").write_bytes(b"mine")
    claim(tmp_path, ["a"])
    assert manifest_of(tmp_path) == {"a": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"}
    assert STATE.startswith(".") and KEPT.startswith("."), "servers do not show them"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("a/index.html", "text/html; charset=utf-8"),
        ("a.css", "text/css; charset=utf-8"),
        ("a.b.js", "text/javascript; charset=utf-8"),
        ("a.json", "application/json; charset=utf-8"),
        ("feed.atom", "application/atom+xml; charset=utf-8"),
        ("rules.ics", "text/calendar; charset=utf-8"),
        ("index.md", "text/markdown; charset=utf-8"),
        ("site.webmanifest", "application/manifest+json"),
        ("a.png", "image/png"),
        ("_headers", "application/octet-stream"),
        (".kb-kept/0123", "application/octet-stream"),
    ],
)
def test_browsers_are_told_what_a_file_is(path: str, kind: str) -> None:
    assert type_of(path).replace("application/javascript", "text/javascript") == kind


# The pages and what they link to


def site_of(
    pages: dict[str, str], layout: str = "", others: dict[str, str] | None = None, **words: str
) -> tuple[Any, Shell]:
    """A site of some pages in a layout, with other files."""
    rendered = [RenderedPage.of(address, words.get("title", "题"), "", html) for address, html in pages.items()]
    frames = {kind_of(page): frame(kind_of(page), f"{layout}kb-slot-content", "/") for page in rendered}
    files = tuple(Output(path, text.encode()) for path, text in (others or {}).items())
    outputs = [LateOutput.of(file.path, file.content) for file in files[:1]]
    return SimpleNamespace(pages=rendered, outputs=outputs), Shell(frames, files[1:], "/")


@pytest.mark.parametrize(
    ("pages", "layout", "others", "broken"),
    [
        ({"/": '<a href="a/">a</a>', "/a/": '<a href="../#x">x</a><p id="y">'}, '<p id="x">', {}, []),
        ({"/": '<a href="a/index.md">a</a><a href="a.css">', "/a/": ""}, "", {"a.css": ""}, []),
        ({"/": '<a href="b/">b</a>'}, "", {}, [("index.html", "b/index.html")]),
        ({"/": '<a href="#no">b</a>'}, "", {}, [("index.html", "index.html#no")]),
        ({"/a/b/": "", "/a/c/": ""}, '<a href="../d/">d</a>', {}, [("a/kb-slot-name/index.html", "a/d/index.html")]),
        ({"/": ""}, "", {"404.html": '<a href="x/">x</a>', "a.txt": '<a href="y/">'}, [("404.html", "x/index.html")]),
        ({"/": ""}, "", {"a.txt": "", "404.html": '<a href="x/">x</a>'}, [("404.html", "x/index.html")]),
        ({"/": '<a href="404.html#z">z</a>'}, "", {"404.html": '<p id="z">'}, []),
    ],
)
def test_links_that_lead_nowhere_are_found_wherever_they_are(
    pages: dict[str, str], layout: str, others: dict[str, str], broken: list[tuple[str, str]]
) -> None:
    site, shell = site_of(pages, layout, others)
    if not broken:
        check_links(site, shell)
        return
    with pytest.raises(LinksBroken) as told:
        check_links(site, shell)
    assert [(link.page, link.target) for link in told.value.links] == broken
    assert str(told.value) == f"{len(broken)} broken links"


def made_files(**how: Any) -> dict[str, OutputFile]:
    site, shell = site_of(**{"pages": {"/": "<p>首</p>", "/a/b/": "<p>文</p>"}, "others": {"x": "1", "y": "2"}, **how})
    return {file.path: file for file in files_of(site, shell)}


def test_a_page_is_a_file_in_its_layout_and_one_of_its_text_alone() -> None:
    found = made_files(layout="<nav>")
    assert found.keys() == {"index.html", "a/b/index.html", "index.md", "a/b/index.md", "x", "y"}
    assert found["a/b/index.html"].content() == "<nav><p>文</p>".encode() and found["y"].content() == b"2"
    assert found["a/b/index.md"].content().decode().strip() == "文"


@pytest.mark.parametrize(
    ("how", "anew"),
    [
        ({}, set()),
        ({"layout": "<b>"}, {"index.html", "a/b/index.html"}),
        ({"title": "别的"}, {"index.html", "a/b/index.html", "index.md", "a/b/index.md"}),
        ({"pages": {"/": "<p>首</p>", "/a/b/": "<p>别</p>"}}, {"a/b/index.html", "a/b/index.md"}),
        ({"others": {"x": "1", "y": "3"}}, {"y"}),
    ],
)
def test_only_files_of_what_has_changed_are_made_anew(how: dict[str, Any], anew: set[str]) -> None:
    before, after = made_files(), made_files(**how)
    assert {path for path in before if before[path].inputs() != after[path].inputs()} == anew
