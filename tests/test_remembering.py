"""What is remembered by itself, without a base: the file of results, folders and files of ours, processes, results kept on
objects.
"""

import errno
import os
import socket
import sqlite3
import stat
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import NoReturn

import pytest

from generator.content_types.contact import Contact
from generator.reading.editors_words import LocalWord
from generator.remembering import memo, ownership, pool, store
from generator.remembering.folders import entries
from generator.remembering.memo import Memo, digest
from generator.remembering.once import once
from generator.remembering.ownership import LIST, NotOurs, claim, claimed, clear, inside, refuse_foreign, remove
from generator.remembering.place import SETTING, NotOrdinary, PlaceRefused, folder_of, ordinary, ours, written
from generator.remembering.spool import Spool
from generator.remembering.store import FILE, SECRET, Store
from generator.remembering.values import Later, packed, remembered, unpacked

KEY = digest("key")


def kept(folder: Path) -> dict[bytes, bytes]:
    """What a run finds in a folder that an earlier one wrote to."""
    return Store(folder / FILE).read([KEY])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one remembered value."""
    Store(tmp_path / FILE).write({KEY: b"value"})
    assert kept(tmp_path) == {KEY: b"value"}
    return tmp_path


# The file of results


def database(path: Path, statement: str) -> None:
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as connection:
        connection.execute(statement)


def linked(path: Path) -> None:
    path.rename(path.with_name("elsewhere"))
    path.symlink_to("elsewhere")


DAMAGES: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_bytes(b""),
    "no database": lambda path: path.write_bytes(b"not a database at all" * 100),
    "a head alone": lambda path: path.write_bytes(b"SQLite format 3\x00" + b"\xff" * 4096),
    "another table": lambda path: database(path, "CREATE TABLE rows (something TEXT)"),
    "a name that is no text": lambda path: path.write_bytes(path.read_bytes().replace(b"rows", b"\xff\xff(\xff")),
    "a link": linked,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_file_that_is_no_good_is_replaced_and_its_journal_with_it(folder: Path, damage: str) -> None:
    DAMAGES[damage](folder / FILE)
    (folder / f"{FILE}-journal").write_bytes(b"")
    assert kept(folder) == {}
    Store(folder / FILE).write({KEY: b"new"})
    assert kept(folder) == {KEY: b"new"} and not (folder / FILE).is_symlink()
    assert not (folder / f"{FILE}-journal").exists()


@pytest.mark.parametrize(
    "change", ["value = x'00'", "value = 'text'", "value = NULL", "value = value || x'00'", "key = x'00'"]
)
def test_a_row_that_was_changed_is_not_found(folder: Path, change: str) -> None:
    with sqlite3.connect(folder / FILE) as connection:
        connection.execute(f"UPDATE rows SET {change}")
    assert Store(folder / FILE).read([KEY, b"\0"]) == {}


def test_a_row_damaged_while_the_file_is_open_only_costs_time(folder: Path) -> None:
    open_now = Store(folder / FILE)
    (folder / FILE).write_bytes(b"\xff" * 40_000)
    assert open_now.read([KEY]) == {}
    open_now.write({KEY: b"lost"})
    assert open_now.read([KEY]) == {} and kept(folder) == {}


@pytest.mark.parametrize("secret", [b"", b"short", b"x" * 33])
def test_with_another_secret_everything_is_made_again(folder: Path, secret: bytes) -> None:
    (folder / SECRET).write_bytes(secret)
    assert kept(folder) == {}
    assert len((folder / SECRET).read_bytes()) == 32 and (folder / SECRET).stat().st_mode & 0o777 == 0o600
    Store(folder / FILE).write({KEY: b"new"})
    assert kept(folder) == {KEY: b"new"}


@pytest.mark.parametrize("name", [FILE, SECRET])
def test_where_a_folder_is_in_the_way_nothing_is_remembered(folder: Path, name: str) -> None:
    (folder / name).unlink()
    (folder / name).mkdir()
    how = Memo(1, Store(folder / FILE))
    how.keep("name", KEY, "value")
    assert how.store and how.store.connection is None and how.recall("name", KEY, str) is None
    assert list(how.over("name", str, [1], [KEY])) == ["1"] and (folder / name).is_dir()


def test_a_file_that_another_writes_to_is_left_as_it_is(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_PATIENCE", 0.01)
    before = Store(folder / FILE)
    other = sqlite3.connect(folder / FILE)
    other.execute("BEGIN EXCLUSIVE")
    assert before.read([KEY]) == {} and kept(folder) == {}
    before.write({KEY: b"not now"})
    other.close()
    assert kept(folder) == {KEY: b"value"}
    before.write({KEY: b"now"})
    assert kept(folder) == {KEY: b"now"}


def used(folder: Path) -> int:
    """The run in which the row was last used, as the file has it."""
    with sqlite3.connect(folder / FILE) as connection:
        return int(connection.execute("SELECT used FROM rows WHERE key = ?", (KEY,)).fetchone()[0])


def run(folder: Path, *keys: bytes) -> None:
    """A run that reads these keys and adds something."""
    now = Store(folder / FILE)
    now.read(keys)
    now.write({digest(str(now.run)): b"new"})
    now.write({digest(f"more {now.run}"): b"new"})


def test_a_row_in_use_is_marked_now_and_then_and_only_runs_that_add_something_count(folder: Path) -> None:
    assert used(folder) == 1
    marked = []
    for _ in range(12):
        run(folder, KEY)
        marked.append(used(folder))
    assert marked == [1, 1, 1, 1, 6, 6, 6, 6, 6, 11, 11, 11]


def test_a_row_goes_when_it_was_not_used_for_long(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "UNUSED_RUNS", 7)
    for _ in range(7):
        run(folder)
    with sqlite3.connect(folder / FILE) as connection:
        rows = connection.execute("SELECT key FROM rows").fetchall()
        assert connection.execute("SELECT number FROM runs").fetchall() == [(8,)]
    assert (KEY,) in rows
    run(folder)
    assert kept(folder) == {}


def test_above_its_limit_the_file_keeps_what_the_last_runs_used(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(7):
        run(folder)
    before = Store(folder / FILE)
    before.write({digest("large"): b"x" * 100_000})
    monkeypatch.setattr(store, "LARGEST", 90_000)
    run(folder)
    assert kept(folder) == {}, "was not used for more than five runs"
    assert Store(folder / FILE).read([digest("large"), digest("5")]).keys() == {digest("large"), digest("5")}
    size = (folder / FILE).stat().st_size
    with sqlite3.connect(folder / FILE) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == size // 1000


def test_a_file_that_becomes_smaller_gives_its_room_back(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Store(folder / FILE).write({digest("large"): b"x" * 200_000})
    for _ in range(store.MARKED_EVERY + 1):
        run(folder)
    monkeypatch.setattr(store, "LARGEST", 100_000)
    run(folder)
    assert (folder / FILE).stat().st_size < 100_000


# Results of functions


def test_parts_of_a_key_are_told_apart() -> None:
    assert len({digest("ab", "c"), digest("a", "bc"), digest("abc"), digest("abc", ""), digest(b"ab", "c", b"")}) == 5
    assert digest("字") == digest("字".encode()) != digest("\udcff")


def test_what_is_remembered_is_not_computed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memo, "SLICE", 3)
    asked: list[int] = []

    def double(value: int) -> int:
        asked.append(value)
        return 2 * value

    def doubled(values: list[int], name: str = "double") -> list[int]:
        how = Memo(1, Store(tmp_path / FILE))
        return list(how.over(name, double, values, [digest(str(value)) for value in values]))

    assert doubled([1, 2, 3, 4, 5, 1, 7]) == [2, 4, 6, 8, 10, 2, 14]
    assert asked == [1, 2, 3, 4, 5, 7]
    assert doubled([8, 1, 7]) == [16, 2, 14] and asked == [1, 2, 3, 4, 5, 7, 8]
    assert doubled([1], "another function") == [2] and asked[-1] == 1


def test_a_value_is_recalled_by_its_name_key_and_kind(tmp_path: Path) -> None:
    how = Memo(1, Store(tmp_path / FILE))
    how.keep("name", KEY, "value")
    assert how.folder == tmp_path and how.recall("name", KEY, str) == "value"
    assert how.recall("name", KEY, int) is how.recall("other", KEY, str) is how.recall("name", b"other", str) is None
    forgetful = Memo()
    forgetful.keep("name", KEY, "value")
    assert forgetful.folder is forgetful.recall("name", KEY, str) is None


def test_what_a_base_remembers_lies_in_its_cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, str(tmp_path / "cache"))
    how = memo.opened(tmp_path / "base", 3)
    assert (how.jobs, how.folder, how.sharing) == (3, folder_of(tmp_path / "base"), None)
    how.keep("name", KEY, "value")
    assert memo.opened(tmp_path / "base", 1).recall("name", KEY, str) == "value"
    (how.store.path.with_name(SECRET) if how.store else tmp_path).unlink()
    (how.store.path.with_name(SECRET) if how.store else tmp_path).mkdir()
    assert memo.opened(tmp_path / "base", 1).store is None


@pytest.mark.parametrize("where", ["", "a file"])
def test_without_a_setting_the_users_own_cache_is_used_if_it_can_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    monkeypatch.delenv(SETTING)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    if where:
        (tmp_path / "cache").write_text("in the way", "utf-8")
    found = folder_of(tmp_path / "base")
    assert found is None if where else (found and found.parent == tmp_path / "cache/fenfu-kb")
    assert folder_of(tmp_path) is None, "never inside the base"


@pytest.mark.parametrize("harm", [b"", b"\x80", packed([1])[:-4], b"N."])
def test_a_row_that_cannot_be_understood_is_made_again(tmp_path: Path, harm: bytes) -> None:
    kept = Store(tmp_path / FILE)
    kept.write({memo._full("name", KEY): harm})
    how = Memo(1, kept)
    assert how.recall("name", KEY, int) is None
    assert list(how.over("name", lambda value: value + 1, [1], [KEY])) == [2]


def lates(how: Memo, made: list[int], values: Sequence[int] = (1, 2)) -> list[Later[str]]:
    """Results for later, and which of them were computed."""

    def late(value: int) -> Later[str]:
        made.append(value)
        return Later.of(f"late {value}")

    return list(how.over("late", late, values, [digest(str(value)) for value in values]))


def test_what_is_for_later_is_read_when_it_is_asked_for_in_any_process(tmp_path: Path) -> None:
    made: list[int] = []
    for _ in range(2):
        results = lates(Memo(1, Store(tmp_path / FILE)), made)
        read = pool.over(Later.again, results * 100, 2)
        assert list(read) == ["late 1", "late 2"] * 100
        assert made == [1, 2] and not any("value" in vars(later) for later in results)


def test_what_is_written_before_all_is_computed_is_computed_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memo, "TOGETHER", 2)
    made: list[int] = []
    results = lates(Memo(1, Store(tmp_path / FILE)), made, [1, 2, 3, 1])
    assert [later.again() for later in results] == ["late 1", "late 2", "late 3", "late 1"] and made == [1, 2, 3]


@pytest.mark.parametrize("harm", ["DELETE FROM rows", "UPDATE rows SET rest = value", "UPDATE rows SET rest = 'text'"])
def test_what_is_for_later_and_gone_is_made_again(tmp_path: Path, harm: str) -> None:
    lates(Memo(1, Store(tmp_path / FILE)), [])
    made: list[int] = []
    results = lates(Memo(1, Store(tmp_path / FILE)), made)
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute(harm)
    assert made == [] and [later.value for later in results] == ["late 1", "late 2"] and made == [1, 2]


def test_what_cannot_be_written_stays_in_memory_for_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_PATIENCE", 0.01)
    how, made = Memo(1, Store(tmp_path / FILE)), list[int]()
    other = sqlite3.connect(tmp_path / FILE)
    other.execute("BEGIN EXCLUSIVE")
    results = lates(how, made)
    other.close()
    assert [later.again() for later in results] == ["late 1", "late 2"] and made == [1, 2]


def test_another_version_of_a_library_makes_everything_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = memo._versions()
    names = [name.partition("-")[0].replace("_", "-").replace(".", "-") for name in before]
    assert names == list(memo.LIBRARIES)
    for folder, version in (("first", "99"), ("second", "98")):
        (tmp_path / folder / f"PyYAML-{version}.dist-info").mkdir(parents=True)
        monkeypatch.syspath_prepend(str(tmp_path / folder))
    now = dict(zip(memo.LIBRARIES, memo._versions(), strict=True))
    assert now.pop("pyyaml") == "pyyaml-98.dist-info", "what is imported is that of the first folder"
    assert [*now.values()] == [name for name in before if not name.startswith("pyyaml")]


def test_a_library_without_a_folder_of_its_own_is_asked_for_its_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.path", [])
    monkeypatch.setattr("importlib.metadata.version", lambda name: "1.0")
    assert memo._versions() == [f"{name} 1.0" for name in memo.LIBRARIES]


def test_only_marked_classes_come_back_and_nothing_else_is_one_value() -> None:
    @remembered
    @dataclass(frozen=True)
    class Mine:
        word: str

    Mine.__qualname__ = "Mine"
    globals()["Mine"] = Mine
    assert unpacked(packed(Mine("x"))) == (Mine("x"),)
    assert unpacked(b"(I1\nI2\nt.") is unpacked(b"]I1\na.") is unpacked(b"].") is None


def named(module: str, name: str) -> bytes:
    """A row that names something of a module."""
    return f"\x80\x02c{module}\n{name}\n\x85.".encode("latin-1")


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("generator.entry", "Annotated"),
        ("generator.entry", "partial"),
        ("generator.entry", "BaseModel"),
        ("generator.entry", "NoSuchThing"),
        ("generator.content_types.contact", "Entry"),
        ("generator.content_types.none", "Contact"),
        ("generator.remembering.memo", "Memo"),
        ("generator.hosting.material", "Material"),
        ("pydantic", "BaseModel"),
        ("datetime", "datetime"),
        ("builtins", "eval"),
    ],
)
def test_nothing_is_brought_back_by_its_name_alone(module: str, name: str) -> None:
    assert unpacked(named(module, name)) is None


def test_entries_and_days_come_back() -> None:
    assert unpacked(named("generator.content_types.contact", "Contact")) == (Contact,)
    assert unpacked(packed(date(2026, 11, 26))) == (date(2026, 11, 26),)
    words = LocalWord(means="怎么", says=("咋个",))
    (again,) = unpacked(packed(words)) or (None,)
    assert isinstance(again, LocalWord) and again.model_dump() == words.model_dump()


def test_a_value_for_later_is_restored_when_it_is_asked_for() -> None:
    (later,) = unpacked(packed(Later.of((date(2026, 11, 26),)))) or (None,)
    (again,) = unpacked(packed(later)) or (None,)
    for each in (later, again):
        assert isinstance(each, Later) and "value" not in vars(each)
        assert each.value == (date(2026, 11, 26),) and "value" in vars(each)
    (once_more,) = unpacked(packed(later)) or (None,)
    assert isinstance(once_more, Later) and once_more.value == (date(2026, 11, 26),)


def test_a_result_is_kept_on_its_object_for_each_set_of_arguments() -> None:
    asked: list[tuple[object, ...]] = []

    class Owner:
        @once
        def joined(self, *words: str) -> str:
            """Joins words."""
            asked.append(words)
            return "".join(words)

    one, other = Owner(), Owner()
    assert [one.joined("a", "b"), one.joined("a", "b"), one.joined("a"), one.joined(), one.joined()] == [
        "ab",
        "ab",
        "a",
        "",
        "",
    ]
    assert other.joined("a", "b") == "ab" and asked == [("a", "b"), ("a",), (), ("a", "b")]
    assert Owner.joined.__doc__ == "Joins words."


# Processes


@pytest.mark.parametrize(("jobs", "count", "most"), [(1, 500, 1), (2, pool.FEW, 1), (2, pool.FEW + 1, 2), (3, 500, 3)])
def test_work_is_shared_among_processes_where_that_pays(jobs: int, count: int, most: int) -> None:
    here, (told, telling) = os.getpid(), os.pipe()

    def by(value: int) -> tuple[int, int]:
        if os.getpid() != here:
            os.write(telling, b".")
        elif value and most > 1:  # until another process has done something
            os.write(telling, os.read(told, 1))
        return value, os.getpid()

    found = list(pool.over(by, range(count), jobs))
    assert [value for value, _ in found] == [*range(count)]
    processes = [process for _, process in found]
    assert processes[0] == here and min(most, 2) <= len({*processes}) <= most


def test_what_is_needed_later_is_loaded_while_others_work_one_thing_each_time() -> None:
    loaded: list[str] = []
    with pool.meanwhile(
        lambda: loaded.append("first"), lambda: loaded.append("second"), lambda: loaded.append("never")
    ):
        for count, wanted in ((pool.FEW, []), (60, ["first"]), (60, ["first", "second"])):
            assert [*pool.over(abs, range(count), 2)] == [*range(count)] and loaded == wanted
    assert [*pool.over(abs, range(60), 2)] and loaded == ["first", "second"]


def test_what_another_process_does_not_finish_is_computed_here() -> None:
    here = os.getpid()
    assert [*pool.over(lambda value: value if os.getpid() == here else os._exit(1), range(60), 2)] == [*range(60)]


def test_a_process_starts_none_of_its_own_and_the_next_work_starts_anew() -> None:
    def inner(value: int) -> list[int]:
        return [value, len({*pool.over(lambda _: os.getpid(), range(100), 2)})]

    for _ in range(2):
        assert list(pool.over(inner, range(60), 2))[1:] == [[value, 1] for value in range(1, 60)]


def test_a_process_aside_ends_before_its_value_is_asked_for() -> None:
    with pool.aside([lambda: (os.getpid(), b"x" * 1_000_000)], 2) as value:
        ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)
        assert ended and value(0) == (ended.si_pid, b"x" * 1_000_000)


def test_tasks_that_no_process_has_begun_are_done_by_the_one_that_has_nothing_else_to_do() -> None:
    begun, tell = os.pipe()
    wait, go_on = os.pipe()
    tasks = [
        lambda: (os.write(tell, b"x"), os.read(wait, 1), os.getpid()),
        lambda: (os.write(go_on, b"x"), os.getpid()),
    ]
    with pool.aside(tasks, 2) as value:
        os.read(begun, 1)
        assert value(0)[-1] != value(1)[-1] == os.getpid()


@pytest.mark.parametrize(("jobs", "most"), [(2, 1), (4, 3)])
def test_a_process_aside_leaves_half_of_the_cores_to_others(jobs: int, most: int) -> None:
    with pool.aside([lambda: [*pool.over(lambda _: os.getpid(), range(100), jobs)]], 2) as value:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)
        assert len({*value(0)}) <= most


def test_what_a_process_aside_cannot_make_is_made_here() -> None:
    here = os.getpid()
    with pool.aside([lambda: [here][os.getpid() - here], os.getpid], 2) as value:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)
        assert value(0) == here != value(1)


def test_without_a_temporary_folder_all_is_made_and_waits_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> NoReturn:
        raise FileNotFoundError(errno.ENOENT, "No usable temporary directory found")

    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    with pool.aside([os.getpid], 2) as value:
        assert value(0) == os.getpid()
    assert Spool().put(b"more")() == b"more"


def test_where_files_cannot_be_written_at_a_place_bytes_wait_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "pwrite")
    assert Spool().put(b"more")() == b"more"


def test_bytes_wait_on_disk_and_are_read_in_other_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    spool = Spool()
    reads = [spool.put(b"%d" % number * number) for number in range(100)]
    wanted = [b"%d" % number * number for number in range(100)]
    assert [read() for read in reads] == list(pool.over(lambda read: read(), reads, 2)) == wanted
    monkeypatch.setattr(os, "pwrite", lambda file, data, place: len(data) - 1)  # the disk is full
    assert spool.put(b"more")() == b"more" and [read() for read in reads] == wanted


def test_half_of_the_room_for_temporary_files_is_left_to_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fstatvfs", lambda file: SimpleNamespace(f_bavail=5, f_frsize=4))
    on_disk = list[bytes]()
    write = os.pwrite
    monkeypatch.setattr(os, "pwrite", lambda file, data, at: on_disk.append(data) or write(file, data, at))
    waiting = Spool()
    reads = [waiting.put(data) for data in (b"12345678", b"abcd", b"90")]
    assert [read() for read in reads] == [b"12345678", b"abcd", b"90"] and on_disk == [b"12345678", b"90"]


@pytest.mark.parametrize(
    ("name", "matters"), [("rule.py", True), ("search.js", True), ("api.json", True), ("a.md", False)]
)
def test_what_the_package_holds_decides_results(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, matters: bool
) -> None:
    monkeypatch.setattr(memo, "__file__", str(tmp_path / "remembering/memo.py"))
    made(tmp_path, f"outputs/{name}")
    before = memo.code.__wrapped__()
    (tmp_path / "outputs" / name).write_text("changed")
    assert (memo.code.__wrapped__() != before) == matters


def test_cores_are_those_that_this_process_may_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: {3, 5, 7}, raising=False)
    assert pool.cores() == 3
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: 6)
    assert pool.cores() == 6
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert pool.cores() == 1


# Folders and files of ours


def made(folder: Path, *paths: str) -> Path:
    """A folder with some files, each with its path in it."""
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(path, "utf-8")
    return folder


def listed(folder: Path) -> list[str]:
    return sorted(path for path, _ in entries(folder))


def test_everything_below_a_folder_is_listed_and_links_are_not_followed(tmp_path: Path) -> None:
    made(tmp_path / "site", "a", "b/c/d", "b/e")
    made(tmp_path / "other", "precious")
    (tmp_path / "site/link").symlink_to(tmp_path / "other", target_is_directory=True)
    assert listed(tmp_path / "site") == ["a", "b", "b/c", "b/c/d", "b/e", "link"]
    assert listed(tmp_path / "nowhere") == listed(tmp_path / "site/a") == []


@pytest.mark.parametrize(
    "path",
    [
        "",
        ".",
        "..",
        "a/../b",
        "a//b",
        "/a",
        "a/",
        "a/./b",
        LIST,
        f"a/{LIST}",
        "a\\b",
        "c:d",
        "a\n",
        "\x7f",
        "\x1f",
        "\ud800",
    ],
)
def test_a_path_that_leads_elsewhere_is_none_of_a_site(path: str) -> None:
    assert not inside(path)


@pytest.mark.parametrize("path", ["a", "a/b.c", ".well-known/x", "a..b", "...", "字/。", "a b", "~", "\ue000"])
def test_a_path_of_a_site_is_one(path: str) -> None:
    assert inside(path)


def test_a_list_holds_its_paths_and_none_that_leads_elsewhere(tmp_path: Path) -> None:
    claim(tmp_path, ["b", "a/c"])
    assert (tmp_path / LIST).read_text("utf-8") == "kb-site 1\na/c\nb\n"
    assert (tmp_path / LIST).stat().st_mode & 0o077 == 0o066 & ~current_umask()
    assert claimed(tmp_path) == {"a/c", "b"}
    (tmp_path / LIST).write_text("kb-site 1\n../x\nb\n/y\n", "utf-8")
    assert claimed(tmp_path) == {"b"}


def current_umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


@pytest.mark.parametrize("content", [b"", b"kb-site 2\na\n", b"kb-site 0\na\n", b"a\n", b"kb-site 1\n\xff\n"])
def test_what_is_no_list_of_ours_names_nothing(tmp_path: Path, content: bytes) -> None:
    (tmp_path / LIST).write_bytes(content)
    assert claimed(tmp_path) == frozenset()


@pytest.mark.parametrize("kind", ["link", "pipe", "folder", "large"])
def test_a_list_that_is_no_ordinary_file_names_nothing(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim(tmp_path, ["a"])
    (tmp_path / LIST).rename(tmp_path / "list")
    if kind == "link":
        (tmp_path / LIST).symlink_to("list")
    elif kind == "pipe":
        os.mkfifo(tmp_path / LIST)
    elif kind == "folder":
        (tmp_path / LIST).mkdir()
    else:
        (tmp_path / "list").rename(tmp_path / LIST)
        size = (tmp_path / LIST).stat().st_size
        monkeypatch.setattr(ownership, "_LARGEST", size)
        assert claimed(tmp_path) == {"a"}
        monkeypatch.setattr(ownership, "_LARGEST", size - 1)
    assert claimed(tmp_path) == frozenset()


OWN = ("a", "b/c", f"{LIST}.123", "b/.DS_Store", "Thumbs.db")


@pytest.mark.parametrize(
    "foreign", ["", "mine", "b/mine", f"{LIST}.x", f"b/{LIST}", f"b/{LIST}.1", f"x{LIST}.1", "linked", "linked folder"]
)
def test_a_folder_with_a_foreign_file_is_refused(tmp_path: Path, foreign: str) -> None:
    folder = made(tmp_path / "site", *OWN)
    claim(folder, ["a", "b/c", "gone"])
    refuse_foreign(folder)
    if not foreign:
        return
    if foreign.startswith("linked"):
        (folder / "a").unlink()
        (folder / "a").symlink_to("b/c" if foreign == "linked" else "b")
    else:
        made(folder, foreign)
    with pytest.raises(NotOurs) as refused:
        refuse_foreign(folder)
    assert refused.value.path == folder / ("a" if foreign.startswith("linked") else foreign)
    assert str(refused.value) == str(refused.value.path)


@pytest.mark.parametrize("kind", ["nothing", "link", "dead link", "file"])
def test_what_is_no_folder_is_refused(tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "site"
    if kind == "nothing":
        refuse_foreign(folder)
        return
    if kind == "file":
        folder.write_text("mine", "utf-8")
    else:
        folder.symlink_to(tmp_path if kind == "link" else tmp_path / "nowhere")
    with pytest.raises(NotOurs) as refused:
        refuse_foreign(folder)
    assert refused.value.path == folder


def test_what_is_no_longer_wanted_goes_and_nothing_else(tmp_path: Path) -> None:
    folder = made(tmp_path / "site", *OWN, "b/d/e", "mine", f"{LIST}.x", "f/g/h")
    claim(folder, ["a", "b/c", "b/d/e", "gone", "a/x", "f/g/h"])
    (folder / "empty/empty").mkdir(parents=True)
    clear(folder, claimed(folder) - {"a"})
    assert listed(folder) == [LIST, f"{LIST}.x", "Thumbs.db", "a", "b", "b/.DS_Store", "mine"]


def test_a_folder_of_ours_goes_whole_unless_something_else_is_in_it(tmp_path: Path) -> None:
    whole, other = (made(tmp_path / name, "a", "b/c") for name in ("whole", "other"))
    made(other, "b/mine")
    for folder in (whole, other):
        claim(folder, ["a", "b/c"])
        remove(folder)
    remove(tmp_path / "nowhere")
    assert not whole.exists() and listed(other) == ["b", "b/mine"]


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = made(tmp_path, "file", f"file.{os.getpid()}", "precious") / "file"
    written(path, b"new")
    assert path.read_bytes() == b"new" and path.stat().st_mode & 0o777 == 0o600
    path.unlink()
    path.symlink_to("precious")
    written(path, b"newer", 0o400)
    assert not path.is_symlink() and path.stat().st_mode & 0o777 == 0o400
    assert (tmp_path / "precious").read_text("utf-8") == "precious"
    (tmp_path / "folder/inside").mkdir(parents=True)
    with pytest.raises(OSError):
        written(tmp_path / "folder", b"x")
    assert listed(tmp_path) == ["file", "folder", "folder/inside", "precious"], "nothing half written is left"


def test_only_ordinary_files_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = made(tmp_path, "file") / "file"
    assert ordinary(path) == b"file" and ordinary(path, 2) == b"fi" and ordinary(path, 9) == b"file"
    (tmp_path / "link").symlink_to("file")
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as listening:
        monkeypatch.chdir(tmp_path)  # the path of a socket must be short
        listening.bind("socket")
        for odd in ("link", "pipe", "socket", "."):
            with pytest.raises(NotOrdinary) as refused:
                ordinary(tmp_path / odd)
            assert refused.value.filename == str(tmp_path / odd) and refused.value.strerror
    with pytest.raises(FileNotFoundError):
        ordinary(tmp_path / "nowhere")


@pytest.mark.parametrize("size", [0, 1, 3, 5, 100])
def test_a_file_that_grows_or_shrinks_is_read_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    path = made(tmp_path, "file") / "file"
    monkeypatch.setattr(os, "fstat", lambda opened: SimpleNamespace(st_mode=stat.S_IFREG, st_size=size))
    assert ordinary(path) == b"file" and ordinary(path, 2) == b"fi"


def test_a_file_is_ours_if_we_own_it_and_it_is_what_it_should_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made(tmp_path, "file") / "file"
    (tmp_path / "link").symlink_to("file")
    assert ours(path, stat.S_IFREG) and ours(tmp_path, stat.S_IFDIR)
    assert not any(ours(tmp_path / name, stat.S_IFREG) for name in ("link", "nowhere", "."))
    monkeypatch.setattr("generator.remembering.place._USER", os.geteuid() + 1)
    assert not ours(path, stat.S_IFREG)


def test_the_folder_of_a_root_is_private_and_named_after_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, str(tmp_path / "cache"))
    one, other = folder_of(tmp_path / "a/base"), folder_of(tmp_path / "b/base")
    assert one and other and one != other and one.parent == other.parent == tmp_path / "cache"
    assert one.name.startswith("base-") and len(one.name) == len("base-") + 16
    one.chmod(0o701)
    assert folder_of(tmp_path / "a/base") == one and one.stat().st_mode & 0o777 == 0o700
    one.chmod(0o500)
    assert folder_of(tmp_path / "a/base") == one and one.stat().st_mode & 0o777 == 0o500, "private enough"


@pytest.mark.parametrize("where", ["inside", "itself", "link", "file", "below a file"])
def test_a_setting_of_no_use_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    root = made(tmp_path / "base", "cache/x", "file").resolve()
    (tmp_path / "link").symlink_to(made(tmp_path / "other", "x"))
    asked = {"inside": root / "cache", "itself": root, "link": tmp_path / "link"}.get(
        where, root.parent / "base/file/x"[: 9 if where == "file" else None]
    )
    monkeypatch.setenv(SETTING, str(asked))
    with pytest.raises(PlaceRefused) as refused:
        folder_of(root)
    assert refused.value.args == (asked,)
