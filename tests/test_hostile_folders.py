"""Untrusted checkouts, folders of the user, full disks: nothing is read back from a checkout, and no foreign file is
touched.
"""

import ctypes
import os
import pickle
import shutil
import subprocess
import sys
from functools import partial
from importlib import import_module
from pathlib import Path

import pytest
from conftest import DAY, ROOT, Kb, cache_of

from generator.hosting.shell import Shell
from generator.publishing.shelf import OutsideSite, Shelf, ready
from generator.remembering import memo
from generator.remembering.memo import Memo, opened
from generator.remembering.ownership import LIST, NotOurs
from generator.remembering.place import SETTING, PlaceRefused, folder_of
from generator.remembering.store import SECRET, Store
from generator.remembering.values import packed, unpacked
from generator.rendering.output import Output
from tests import commands


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def precious(tmp_path: Path) -> Path:
    """A folder of the user's own."""
    folder = tmp_path / "precious"
    (folder / "photos").mkdir(parents=True)
    (folder / "thesis.docx").write_text("thesis", "utf-8")
    (folder / "photos/one.jpg").write_text("one", "utf-8")
    return folder


def refused(kb: Kb, root: Path, *options: object) -> str:
    done = kb("build", "--root", root, "--as-of", DAY, *options)
    assert done.returncode == 2 and "Traceback" not in done.stderr, done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    return done.stderr


def build(kb: Kb, root: Path, *options: object) -> None:
    done = kb("build", "--root", root, "--as-of", DAY, *options)
    assert done.returncode == 0, done.stderr


# What is remembered


def test_a_cache_in_a_checkout_is_never_read(kb: Kb, small: Path, tmp_path: Path) -> None:
    clean = tmp_path / "clean"
    shutil.copytree(small, clean)
    build(kb, clean)
    shutil.copytree(cache_of(clean), small / ".kb-cache")
    store = Store(small / ".kb-cache" / memo.FILE)
    assert store.connection
    store.connection.execute("UPDATE rows SET value = x'00'")
    before = tree(small / ".kb-cache")
    build(kb, small)
    assert tree(small / "site") == tree(clean / "site")
    assert tree(small / ".kb-cache") == before


def test_the_folder_is_private_and_one_for_each_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SETTING)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    old = os.umask(0)
    try:
        one, other = folder_of(tmp_path / "a/site"), folder_of(tmp_path / "b/site")
    finally:
        os.umask(old)
    assert one and other and one != other
    for folder in (one, one.parent):
        assert folder.is_relative_to(tmp_path / "cache") and folder.stat().st_mode & 0o777 == 0o700
    one.chmod(0o777)
    assert folder_of(tmp_path / "a/site") == one and one.stat().st_mode & 0o777 == 0o700


def test_a_linked_folder_is_not_used(tmp_path: Path, precious: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SETTING)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache/fenfu-kb").symlink_to(precious)
    assert folder_of(tmp_path / "root") is None
    assert opened(tmp_path / "root", 1).store is None


@pytest.mark.parametrize("where", ["inside", "link", "file"])
def test_a_setting_that_cannot_be_used_is_told(
    kb: Kb, small: Path, precious: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    folder = {"inside": small / "cache", "link": tmp_path / "link", "file": tmp_path / "file"}[where]
    if where == "link":
        folder.symlink_to(precious)
    if where == "file":
        folder.write_text("x", "utf-8")
    monkeypatch.setenv(SETTING, str(folder))
    with pytest.raises(PlaceRefused):
        folder_of(small)
    assert SETTING in refused(kb, small)
    assert sorted(tree(precious)) == ["photos/one.jpg", "thesis.docx"]


def test_a_row_that_was_signed_elsewhere_is_not_looked_into(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    Memo(1, Store(tmp_path / "one" / memo.FILE)).keep("name", b"key", "planted")
    assert Memo(1, Store(tmp_path / "one" / memo.FILE)).recall("name", b"key", str) == "planted"
    shutil.copy(tmp_path / "one" / memo.FILE, tmp_path / "other")
    assert Memo(1, Store(tmp_path / "other" / memo.FILE)).recall("name", b"key", str) is None


def test_a_linked_file_is_not_followed(tmp_path: Path, precious: Path) -> None:
    folder = tmp_path / "cache"
    folder.mkdir()
    for name in (memo.FILE, SECRET):
        (folder / name).symlink_to(precious / "thesis.docx")
    how = Memo(1, Store(folder / memo.FILE))
    how.keep("name", b"key", "value")
    assert Memo(1, Store(folder / memo.FILE)).recall("name", b"key", str) == "value"
    assert (precious / "thesis.docx").read_text("utf-8") == "thesis"


def _state_of_a_class(kind: type) -> bytes:
    """A row that sets something upon a class itself."""
    name = f"c{kind.__module__}\n{kind.__name__}\n".encode()
    return b"\x80\x02" + name + b"(N}X\x07\x00\x00\x00patchedX\x03\x00\x00\x00yestb\x85."


@pytest.mark.parametrize("kind", [Shell, Output])
def test_nothing_is_set_upon_a_class(kind: type) -> None:
    assert unpacked(_state_of_a_class(kind)) is None
    assert not hasattr(kind, "patched")


@pytest.mark.parametrize("value", [Store, Memo, Path, os.system, print, int, pickle.Unpickler, type])
def test_nothing_but_marked_classes_is_made(value: object) -> None:
    assert unpacked(packed(value)) is None


def test_a_store_is_not_made_by_reading(tmp_path: Path) -> None:
    path = str(tmp_path / "made")
    row = (
        b"\x80\x02cgenerator.remembering.memo\nStore\nX"
        + len(path).to_bytes(4, "little")
        + path.encode()
        + b"\x85R\x85."
    )
    assert unpacked(row) is None
    assert not (tmp_path / "made").exists()


def test_what_a_build_keeps_can_all_be_read_back(small: Path, kb: Kb) -> None:
    build(kb, small)
    for name in ("publishing.building", "rules.kb317_claims_at_odds"):
        import_module(f"generator.{name}")
    store = Store(cache_of(small) / memo.FILE)
    assert store.connection
    keys = [row[0] for row in store.connection.execute("SELECT key FROM rows")]
    rows = store.read(keys)
    assert keys and len(rows) == len(keys)
    assert not [key for key, row in rows.items() if unpacked(row, partial(bytes, store.rest(key) or b"")) is None]


@pytest.mark.parametrize("damage", ["[[1e400, 1e400]]", '[{"a": ["d", 1e400, 1, 1]}, {}]', "[" * 100_000])
def test_notes_and_answers_of_any_shape_only_cost_time(kb: Kb, small: Path, damage: str) -> None:
    build(kb, small)
    good = tree(small / "site")
    (note,) = cache_of(small).glob("site-*.json")
    note.write_text(damage, "utf-8")
    (cache_of(small) / "links.json").write_text(damage, "utf-8")
    build(kb, small)
    assert tree(small / "site") == good
    assert kb("links", "--list", "--root", small).returncode == 0


def test_answers_are_written_beside_a_link_not_through_it(kb: Kb, small: Path, precious: Path) -> None:
    (cache_of(small) / "links.json").symlink_to(precious / "thesis.docx")
    source = small / "content/sources/standard.yaml"
    source.write_text(source.read_text("utf-8") + "address: http://127.0.0.1:9/nobody\n", "utf-8")
    kb("links", "--pause", "0", "--timeout", "1", "--root", small)
    assert (precious / "thesis.docx").read_text("utf-8") == "thesis"
    assert "127.0.0.1:9" in (cache_of(small) / "links.json").read_text("utf-8")


# Where the site goes


@pytest.mark.parametrize(
    "path", ["../evil", "/tmp/evil", "a/../../evil", "a//b", "./a", "a\\..\\b", "a\0b", "", LIST, "a/.."]
)
def test_no_file_is_put_outside_the_site(tmp_path: Path, path: str) -> None:
    shelf = Shelf(tmp_path / "out/site").publish([ready("index.html", b"old")])
    with pytest.raises(OutsideSite):
        shelf.publish([ready("index.html", b"new"), ready(path, b"evil")])
    assert (tmp_path / "out/site/index.html").read_bytes() == b"old"
    assert not list(tmp_path.glob("**/evil"))


@pytest.mark.parametrize("name", ["site", ".site-spare-site", ".site-old-site"])
def test_a_link_is_never_followed(kb: Kb, small: Path, precious: Path, name: str) -> None:
    before = tree(precious)
    (small / name).symlink_to(precious)
    assert name in refused(kb, small)
    assert tree(precious) == before and (small / name).is_symlink()


@pytest.mark.parametrize("name", ["site", ".site-spare-site", ".site-old-site"])
def test_a_link_inside_a_folder_of_ours_is_never_followed(kb: Kb, small: Path, precious: Path, name: str) -> None:
    before = tree(precious)
    build(kb, small)
    for _ in range(2):
        entry = small / "content/strategies/keep-records.yaml"
        entry.write_text(entry.read_text("utf-8").replace("开一个", "先开一个"), "utf-8")
        build(kb, small)
    folder = small / name
    if not folder.exists():
        shutil.copytree(small / "site", folder)
    shutil.rmtree(folder / "concepts")
    (folder / "concepts").symlink_to(precious, target_is_directory=True)
    (folder / "404.html").unlink()
    (folder / "404.html").symlink_to(precious / "thesis.docx")
    entry.write_text(entry.read_text("utf-8").replace("先先开一个", "开一个"), "utf-8")
    refused(kb, small)
    assert tree(precious) == before


@pytest.mark.parametrize("name", ["site", ".site-spare-site", ".site-old-site"])
@pytest.mark.parametrize("extra", ["sitemap.xml", "index.html", LIST])
def test_a_folder_without_our_list_is_left_alone(kb: Kb, small: Path, name: str, extra: str) -> None:
    folder = small / name
    (folder / "blog").mkdir(parents=True)
    (folder / extra).write_text("<urlset/>", "utf-8")
    (folder / "blog/post.md").write_text("post", "utf-8")
    before = tree(folder)
    for _ in range(2):
        assert name in refused(kb, small)
    assert tree(folder) == before


@pytest.mark.parametrize("name", ["site", ".site-spare-site"])
def test_a_file_that_we_did_not_put_there_is_kept(kb: Kb, small: Path, name: str) -> None:
    build(kb, small)
    entry = small / "content/strategies/keep-records.yaml"
    entry.write_text(entry.read_text("utf-8").replace("开一个", "先开一个"), "utf-8")
    build(kb, small)
    (small / name / "concepts/mine.html").write_text("mine", "utf-8")
    entry.write_text(entry.read_text("utf-8").replace("先开一个", "开一个"), "utf-8")
    assert "mine.html" in refused(kb, small)
    assert (small / name / "concepts/mine.html").read_text("utf-8") == "mine"
    (small / name / "concepts/mine.html").unlink()
    build(kb, small)


def test_what_file_managers_leave_bothers_nobody(kb: Kb, small: Path) -> None:
    build(kb, small)
    (small / "site/concepts/.DS_Store").write_text("x", "utf-8")
    build(kb, small)
    assert (small / "site/concepts/.DS_Store").exists()


def test_a_list_that_names_places_outside_removes_nothing(tmp_path: Path, precious: Path) -> None:
    shelf = Shelf(tmp_path / "site")
    shelf.publish([ready("index.html", b"one")])
    shelf.publish([ready("index.html", b"two")])
    for folder in (shelf.target, shelf.spare):
        (folder / LIST).write_text(
            f"kb-site 1\n../precious/thesis.docx\n{precious}/photos/one.jpg\nindex.html\n", "utf-8"
        )
    shelf.publish([ready("other.html", b"three")])
    assert sorted(tree(precious)) == ["photos/one.jpg", "thesis.docx"]
    assert sorted(tree(shelf.target)) == [LIST, "other.html"]


@pytest.mark.parametrize("out", ["content", "content/x", "site_templates/x", ".git/x", ".site-spare-x", ".", ".."])
def test_a_place_of_sources_is_refused(kb: Kb, small: Path, out: str) -> None:
    before = tree(small)
    refused(kb, small, "--out", small / out)
    assert tree(small) == before


def test_the_first_site_without_a_list_is_told_of(small: Path) -> None:
    (small / "site").mkdir()
    (small / "site/index.html").write_text("old", "utf-8")
    with pytest.raises(NotOurs) as other:
        Shelf(small / "site").publish([ready("index.html", b"new")])
    assert other.value.path == small / "site/index.html"


# Settings and templates, whose files are published


@pytest.mark.parametrize("kind", ["link", "folder", "pipe"])
@pytest.mark.parametrize(
    "where", ["mkdocs.yml", "site_templates/assets/more.css", "site_templates/entries/more.html.j2"]
)
def test_what_is_no_ordinary_file_is_not_published(kb: Kb, small: Path, precious: Path, where: str, kind: str) -> None:
    odd = small / where
    odd.unlink(missing_ok=True)
    if kind == "pipe":
        os.mkfifo(odd)
    else:
        odd.symlink_to(precious if kind == "folder" else precious / "thesis.docx")
    assert f"{where} is a link or a special file" in refused(kb, small)
    assert not (small / "site").exists()


# Two builds, and what the system refuses


def test_two_builds_of_one_site_do_not_mix(kb: Kb, small: Path, tmp_path: Path) -> None:
    entry = small / "content/strategies/keep-records.yaml"
    words = entry.read_text("utf-8")
    command = ["build", "-q", "--as-of", str(DAY), "--root", str(small)]
    build(kb, small)
    for number in range(2):
        running = []
        for step in range(3):
            saved = tmp_path / "saved.yaml"
            saved.write_text(words.replace("开一个记事本", f"开一个记事本{'甲乙'[number]}{'子丑寅'[step]}"), "utf-8")
            saved.replace(entry)  # as editors' programs save: a build that has begun never sees half of it
            told = tmp_path / f"said-{number}-{step}"
            told.mkdir()
            running.append((commands.started(command, os.environ, told), told / "err"))
        for process, _ in running:
            process.join()
        said = [err.read_text("utf-8") for _, err in running]
        assert [process.exitcode for process, _ in running] == [0, 0, 0], said
        assert not any("Traceback" in words for words in said)
        build(kb, small, "--out", tmp_path / f"anew-{number}")
        assert tree(small / "site") == tree(tmp_path / f"anew-{number}")


def test_the_one_that_waits_says_so(kb: Kb, small: Path) -> None:
    import fcntl

    folder = os.open(small, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    command = [sys.executable, "-m", "generator", "build", "--as-of", str(DAY), "--root", str(small)]
    environment = {**os.environ, "KB_LANG": "en", "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, env=environment) as waiting:
        assert waiting.stderr
        assert "Another kb build" in waiting.stderr.readline()
        assert not (small / "site").exists()
        os.close(folder)
        assert waiting.wait() == 0


def _as_a_common_user() -> None:
    """Take from root what lets it write anywhere; others have no such right to lose."""
    for capability in (1, 2):  # to ignore the rights of files for writing, for reading
        ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)


def test_a_folder_without_permission_is_told(small: Path) -> None:
    small.chmod(0o555)
    command = [sys.executable, "-m", "generator", "build", "--root", str(small), "--as-of", str(DAY)]
    environment = {**os.environ, "KB_LANG": "en"}
    failed = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, env=environment, check=False, preexec_fn=_as_a_common_user
    )
    small.chmod(0o755)
    assert failed.returncode == 2 and "permission denied" in failed.stderr and "Traceback" not in failed.stderr
    assert not (small / "site").exists()


def test_a_disk_that_is_full_leaves_the_old_site(kb: Kb, small: Path) -> None:
    build(kb, small)
    before = tree(small / "site")
    entry = small / "content/strategies/keep-records.yaml"
    entry.write_text(entry.read_text("utf-8").replace("开一个", "先开一个"), "utf-8")
    # No file may grow beyond a few bytes: what the system says then is what a full disk makes of a write.
    limited = [
        sys.executable,
        "-c",
        "import resource, signal, runpy, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000)); sys.argv = sys.argv[1:]; "
        "runpy.run_module('generator', run_name='__main__')",
        "kb",
        "build",
        "--root",
        str(small),
        "--as-of",
        str(DAY),
    ]
    environment = {**os.environ, "KB_LANG": "en"}
    failed = subprocess.run(limited, cwd=ROOT, capture_output=True, text=True, env=environment, check=False)
    assert failed.returncode == 2, failed.stderr
    assert "larger than the system allows" in failed.stderr and "Traceback" not in failed.stderr
    assert tree(small / "site") == before
    build(kb, small)
    assert "先开一个" in (small / "site/strategies/keep-records/index.html").read_text("utf-8")
