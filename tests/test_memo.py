"""The cache never changes a result: random edits, damaged and foreign cache files, two builds at once, any number of
processes.
"""

import os
import pickle
import random
import re
import shutil
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from conftest import DAY, SITES, Kb, cache_of

from generator.base import Base
from generator.diagnostics import Span
from generator.examining import examine
from generator.remembering import memo, pool, store
from generator.remembering.memo import PLAIN, Memo, digest, opened
from generator.remembering.place import SETTING
from generator.remembering.store import Store
from generator.remembering.values import packed, unpacked
from generator.rendering.inputs import Inputs
from generator.site import Site, build
from tests import commands

ARTICLE = """id: {id}
title: 编出来的第 {number} 条
answer: 先把账单和通话记录存下来，再和对方说清楚。
aliases: [编造条目 {number}]
topics: [calls]
distress: {distress}
reviewed: {{on: 2026-11-20, by: 编辑, due: 2027-05-20}}
sections:
  - heading: 先做什么
    body: |
      先看[[{other}|另一条]]，再看[[fenfu]]。把时间、号码和说过的话写下来。
relations:
  related: [concepts/{other}]
"""


def name(number: int) -> str:
    return f"made-up-{number}"


def article(number: int, other: int) -> str:
    distress = "high" if number % 5 == 0 else "none"
    return ARTICLE.format(id=name(number), number=number, other=name(other), distress=distress)


def grow(root: Path, number_of: int) -> Path:
    """Adds so many generated articles to a base; each refers to another."""
    for number in range(number_of):
        (root / f"content/concepts/{name(number)}.yaml").write_text(
            article(number, (number + 1) // 2 + number_of // 2 * (number < 2)), "utf-8"
        )
    return root


@pytest.fixture
def small(unbuilt: Path) -> Path:
    return unbuilt


@pytest.fixture
def grown(small: Path) -> Path:
    """The small site with enough generated articles for the pool to be used."""
    return grow(small, pool.FEW + 12)


@pytest.fixture
def edited(small: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small site with a few, for which the pool is used all the same."""
    monkeypatch.setattr(pool, "FEW", 8)
    return grow(small, 20)


def built(root: Path, how: Memo) -> Site:
    return build(Base(root, how), DAY)


def same(root: Path, *ways: Memo) -> None:
    """The site built with each memo, one after another, is the one built without."""
    plain = built(root, PLAIN)
    for how in ways:
        other = built(root, how)
        assert other.findings == plain.findings
        assert other.outputs == plain.outputs
        assert [output.content for output in other.outputs] == [output.content for output in plain.outputs]
        assert other.pages == plain.pages
        assert [(page.html, page.head) for page in other.pages] == [(page.html, page.head) for page in plain.pages]


def change_words(root: Path, chance: random.Random) -> None:
    path = chance.choice(sorted(root.glob("content/concepts/made-up-*.yaml")))
    path.write_text(path.read_text("utf-8").replace("写下来。", "写下来，另外存一份。"), "utf-8")


def change_answer(root: Path, chance: random.Random) -> None:
    path = chance.choice(sorted(root.glob("content/concepts/*.yaml")))
    path.write_text(re.sub(r"(?m)^answer: .", f"answer: 第{chance.randrange(9)}", path.read_text("utf-8")), "utf-8")


def change_title(root: Path, chance: random.Random) -> None:
    path = chance.choice(sorted(root.glob("content/concepts/made-up-*.yaml")))
    title = chance.choice(("账单", "通话记录", "号码"))  # words of other entries, which now link to this one
    path.write_text(re.sub(r"(?m)^title: .*$", f"title: {title}", path.read_text("utf-8")), "utf-8")


def change_definition(root: Path, chance: random.Random) -> None:
    path = chance.choice(sorted(root.glob("content/terms/*.yaml")))
    path.write_text(path.read_text("utf-8").replace("definition: ", "definition: 简单地说，"), "utf-8")


def add(root: Path, chance: random.Random) -> None:
    number = 1000 + chance.randrange(1000)
    (root / f"content/concepts/{name(number)}.yaml").write_text(article(number, chance.randrange(20)), "utf-8")


def delete(root: Path, chance: random.Random) -> None:
    chance.choice(sorted(root.glob("content/concepts/made-up-*.yaml"))).unlink()


def rename(root: Path, chance: random.Random) -> None:
    path = chance.choice(sorted(root.glob("content/concepts/made-up-*.yaml")))
    new = f"renamed-{chance.randrange(1000)}"
    text = path.read_text("utf-8").replace(f"id: {path.stem}", f"id: {new}\nmoved_from: [concepts/{path.stem}]")
    path.unlink()
    path.with_name(f"made-up-{new}.yaml").write_text(text.replace(f"id: {new}", f"id: made-up-{new}"), "utf-8")


def change_relation(root: Path, chance: random.Random) -> None:
    path = chance.choice(sorted(root.glob("content/concepts/made-up-*.yaml")))
    path.write_text(path.read_text("utf-8").replace("  related: [concepts/", "  based_on: [concepts/"), "utf-8")


def change_template(root: Path, chance: random.Random) -> None:
    path = root / "site_templates/entries/_article.html.j2"
    text = path.read_text("utf-8")
    assert "</article>" in text
    path.write_text(text.replace("</article>", f"<p>{chance.randrange(1000)}</p></article>"), "utf-8")


def change_day(root: Path, chance: random.Random) -> None:
    path = chance.choice(sorted(root.glob("content/concepts/made-up-*.yaml")))
    text = path.read_text("utf-8").replace("on: 2026-11-20", f"on: 2026-11-2{chance.randrange(1, 4)}")
    path.write_text(text, "utf-8")


def change_parameter(root: Path, chance: random.Random) -> None:
    path = chance.choice(sorted(root.glob("content/parameters/*.yaml")))
    text = re.sub(r"value: ['\"]?\d+['\"]?", f'value: "{chance.randrange(10, 99)}"', path.read_text("utf-8"))
    path.write_text(text, "utf-8")


def change_source(root: Path, chance: random.Random) -> None:
    path = chance.choice(sorted(root.glob("content/sources/*.yaml")))
    path.write_text(re.sub(r"(?m)^title: (.*)$", r"title: \1（修订）", path.read_text("utf-8"), count=1), "utf-8")


def change_contact(root: Path, chance: random.Random) -> None:
    for path in root.glob("content/contacts/*.yaml"):
        text = re.sub(r"(?m)^title: (.*)$", r"title: \1热线", path.read_text("utf-8"), count=1)
        path.write_text(re.sub(r"(?m)^hours: .*$", "hours: 每天都有人接", text), "utf-8")


def change_topic(root: Path, chance: random.Random) -> None:
    path = chance.choice(sorted(root.glob("content/concepts/made-up-*.yaml")))
    path.write_text(path.read_text("utf-8").replace("topics: [calls]", "topics: [privacy]"), "utf-8")


def retire(root: Path, chance: random.Random) -> None:
    path = chance.choice(sorted(root.glob("content/concepts/made-up-*.yaml")))
    new = "status: retired\nreplaced_by: concepts/fenfu\nreviewed:"
    path.write_text(path.read_text("utf-8").replace("reviewed:", new, 1), "utf-8")


def change_place(root: Path, chance: random.Random) -> None:
    path = root / "content/paths/just-got-a-call.yaml"
    copy = path.with_name("just-got-another.yaml")
    copy.write_text(path.read_text("utf-8").replace("id: just-got-a-call", "id: just-got-another"), "utf-8")
    path.write_text(
        f"place: {chance.randrange(1, 99)}\n" + re.sub(r"(?m)^place: .*\n", "", path.read_text("utf-8")), "utf-8"
    )


def change_relation_of_effects(root: Path, chance: random.Random) -> None:
    path = chance.choice(sorted(root.glob("content/concepts/made-up-*.yaml")))
    text = re.sub(r"(?m)^  (related|based_on): ", "  leads_to: [effects/stress]\n  related: ", path.read_text("utf-8"))
    path.write_text(text, "utf-8")


def cite(root: Path, chance: random.Random) -> None:
    path = chance.choice(sorted(root.glob("content/concepts/made-up-*.yaml")))
    path.write_text(path.read_text("utf-8").replace("写下来", "写下来[@standard:frequency]"), "utf-8")


EDITS: tuple[Callable[[Path, random.Random], None], ...] = (
    change_words,
    change_answer,
    change_title,
    change_definition,
    add,
    delete,
    rename,
    change_template,
    change_relation,
    change_parameter,
    change_source,
    change_contact,
    change_day,
    change_topic,
    retire,
    change_place,
    change_relation_of_effects,
    cite,
)


@pytest.mark.parametrize("seed", range(2))
def test_random_edits_give_what_a_build_without_memory_gives(edited: Path, seed: int) -> None:
    chance = random.Random(seed)
    edits = [*EDITS]
    chance.shuffle(edits)
    same(edited, opened(edited, 2))
    same(edited, opened(edited, 1))
    for edit in edits:
        edit(edited, chance)
        same(edited, opened(edited, chance.choice((1, 2))))


def test_every_type_of_page_is_the_same_with_and_without_memory(small: Path) -> None:
    shutil.copytree(SITES / "every/content", small / "content", dirs_exist_ok=True)
    same(small, opened(small, 2), opened(small, 1))


def test_built_folders_are_the_same_byte_for_byte(grown: Path, kb_anew: Kb, tmp_path: Path) -> None:
    sites = []
    for number, options in enumerate((("--jobs", 1), (), ("--jobs", 3))):
        out = tmp_path / f"site-{number}"
        done = kb_anew("build", "--root", grown, "--out", out, "--as-of", DAY, *options)
        assert done.returncode == 0, done.stderr
        sites.append({path.relative_to(out): path.read_bytes() for path in out.rglob("*") if path.is_file()})
        if number == 1:
            shutil.rmtree(cache_of(grown))
    assert sites[0] == sites[1] == sites[2]


def rows(root: Path) -> int:
    with sqlite3.connect(cache_of(root) / memo.FILE) as connection:
        return int(connection.execute("SELECT count(*) FROM rows").fetchone()[0])


def test_a_second_build_finds_everything(small: Path) -> None:
    built(small, opened(small, 1))
    before = rows(small)
    built(small, opened(small, 1))
    assert before > 0 and rows(small) == before


@pytest.mark.parametrize("damage", [b"", b"not a database at all" * 100, b"SQLite format 3\x00" + b"\xff" * 4096])
def test_a_damaged_file_is_replaced(small: Path, damage: bytes) -> None:
    built(small, opened(small, 1))
    (cache_of(small) / memo.FILE).write_bytes(damage)
    same(small, opened(small, 1))
    same(small, opened(small, 1))
    assert rows(small) > 0


def test_bytes_that_rot_inside_the_file_are_not_believed(small: Path) -> None:
    path = cache_of(small) / memo.FILE
    chance = random.Random(1)
    for _ in range(8):
        built(small, opened(small, 1))
        if not path.exists():  # the damage was found only now
            built(small, opened(small, 1))
        data = bytearray(path.read_bytes())
        for _ in range(40):
            data[chance.randrange(100, len(data))] = chance.randrange(256)
        path.write_bytes(data)
        same(small, opened(small, 1))


def test_rows_of_another_making_are_not_believed(small: Path) -> None:
    built(small, opened(small, 1))
    with sqlite3.connect(cache_of(small) / memo.FILE) as connection:
        connection.execute("UPDATE rows SET value = ?", (b"12345678" + pickle.dumps(("wrong",)),))
    same(small, opened(small, 1))


def test_a_file_of_another_shape_is_replaced(small: Path) -> None:
    with sqlite3.connect(cache_of(small) / memo.FILE) as connection:
        connection.execute("CREATE TABLE rows (something TEXT)")
    same(small, opened(small, 1))
    same(small, opened(small, 1))


class _Planted:
    def __reduce__(self) -> tuple[Callable[[str], int], tuple[str]]:
        return os.system, ("echo planted > planted",)


def test_a_planted_row_runs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    store = Store(tmp_path / memo.FILE)
    key = memo._full("name", b"key")
    store.write({key: packed(_Planted())})
    assert list(Memo(1, store).over("name", lambda value: value + 1, [1], [b"key"])) == [2]
    assert not (tmp_path / "planted").exists()


def test_a_locked_file_only_costs_time(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_PATIENCE", 0.05)
    built(small, opened(small, 1))
    how = opened(small, 1)
    other = sqlite3.connect(cache_of(small) / memo.FILE)
    other.execute("BEGIN EXCLUSIVE")
    same(small, how)
    same(small, opened(small, 1))
    other.close()
    same(small, opened(small, 1))


def test_two_builds_at_once_do_not_harm_each_other(grown: Path, kb: Kb, tmp_path: Path) -> None:
    outs = [tmp_path / "one", tmp_path / "two"]
    running = []
    for out in outs:
        said = tmp_path / f"said-{out.name}"
        said.mkdir()
        command = ["build", "--root", str(grown), "--as-of", str(DAY), "--out", str(out)]
        running.append(commands.started(command, os.environ, said))
    for process in running:
        process.join()
    assert [process.exitcode for process in running] == [0, 0]
    one, two = ({p.relative_to(out): p.read_bytes() for p in out.rglob("*") if p.is_file()} for out in outs)
    assert one == two
    same(grown, opened(grown, 1))


def test_threads_of_a_preview_do_not_harm_each_other(tmp_path: Path) -> None:
    kept = opened(tmp_path, 1)
    values = {b"%d" % number: "页" * 10_000 for number in range(50)}
    for key, value in values.items():
        kept.keep("pages", key, value)

    def visit(_: int) -> list[str | None]:
        found = []
        for key in values:
            kept.keep("more", key, "又一页")
            found.append(kept.recall("pages", key, str))
        return found

    with ThreadPoolExecutor(2) as threads:
        for found in threads.map(visit, range(40)):
            assert found == list(values.values())


def test_what_is_not_used_goes(tmp_path: Path) -> None:
    path = tmp_path / memo.FILE
    first = Store(path)
    kept, lost = digest("kept"), digest("lost")
    first.write({key: packed(1) for key in (kept, lost)})
    for number in range(store.UNUSED_RUNS + 2):
        again = Store(path)
        assert kept in again.read([kept])
        again.write({digest(str(number)): packed(number)})
    assert set(Store(path).read([kept, lost])) == {kept}


def test_the_file_stays_below_its_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "LARGEST", 200_000)
    chance = random.Random(0)
    for _ in range(40):
        again = Store(tmp_path / memo.FILE)
        key = chance.randbytes(32)
        again.write({key: packed(chance.randbytes(20_000))})
    assert (tmp_path / memo.FILE).stat().st_size < 400_000


def test_a_base_whose_results_are_larger_than_the_limit_is_not_looked_through_on_each_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "LARGEST", 200_000)
    chance = random.Random(0)
    needed = {chance.randbytes(32): packed(chance.randbytes(20_000)) for _ in range(30)}
    said: list[str] = []
    for _ in range(20):
        again = Store(tmp_path / memo.FILE)
        assert again.connection
        again.connection.set_trace_callback(said.append)
        again.write({key: value for key, value in needed.items() if key not in again.read(needed)})
        again.write({chance.randbytes(32): b"new"})
    assert again.read(needed) == needed
    assert len([statement for statement in said if "user_version =" in statement]) == 1


def test_where_nothing_can_be_written_there_is_no_memory(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(SETTING)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "cache").write_text("a file where the folder should be")
    assert opened(small, 1).store is None
    same(small, opened(small, 1))


def test_results_come_in_order_from_any_number_of_processes() -> None:
    values = list(range(500))
    assert list(pool.over(lambda value: value * value, values, 3)) == [value * value for value in values]


def test_slices_give_what_a_whole_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memo, "SLICE", 70)
    values, keys = list(range(500)), [digest(str(value)) for value in range(500)]
    for jobs in (2, 1):
        how = Memo(jobs, Store(tmp_path / memo.FILE))
        assert list(how.over("squares", lambda value: value * value, values, keys)) == [v * v for v in values]


def test_an_error_in_a_process_is_the_same_error() -> None:
    with pytest.raises(ZeroDivisionError):
        list(pool.over(lambda value: 1 // (value - 300), list(range(500)), 2))


def test_only_data_of_the_project_is_read_back() -> None:
    assert unpacked(packed(Span(1, 2, 3, 4))) == (Span(1, 2, 3, 4),)
    assert unpacked(packed(Path("x"))) is None


def retired(path: Path) -> None:
    path.write_text(path.read_text("utf-8").replace("reviewed:", "status: retired\nreviewed:", 1), "utf-8")


@pytest.mark.parametrize(("change", "code"), [(retired, "KB204"), (Path.unlink, "KB201")])
def test_a_rule_looks_again_at_an_entry_when_one_that_it_names_has_changed(
    small: Path, change: Callable[[Path], None], code: str
) -> None:
    named, naming = grow(small, 4) / f"content/concepts/{name(2)}.yaml", f"content/concepts/{name(3)}.yaml"
    assert code not in codes_in(small, naming)
    change(named)
    assert code in codes_in(small, naming)


def changed_value(root: Path, old: int, new: int) -> None:
    path = root / "content/parameters/calls-per-day.yaml"
    text = path.read_text("utf-8").replace(f"value: {old}", f"value: {new}").replace(f"每天 {old} 次", f"每天 {new} 次")
    path.write_text(text, "utf-8")


def test_a_rule_that_needs_facts_looks_again_when_these_have_changed(small: Path) -> None:
    path = grow(small, 4) / f"content/concepts/{name(3)}.yaml"
    path.write_text(
        path.read_text("utf-8").replace("写下来。", "写下来。催收每天 3 次就停[@standard:hours]。"), "utf-8"
    )
    told = []
    for old, new in ((3, 3), (3, 7), (7, 3)):
        changed_value(small, old, new)
        told.append("KB307" in codes_in(small, f"content/concepts/{name(3)}.yaml"))
    assert told == [True, False, True]


def test_rules_that_need_facts_run_while_articles_are_read(small: Path) -> None:
    class Counting(Memo):
        def over(self, name, function, values, keys):  # type: ignore[no-untyped-def]
            values = list(values)
            late.update(value.path for value in values if name == "by_facts")
            return super().over(name, function, values, keys)

    late = set[str]()
    found = examine(Base(small, Counting()), DAY)
    assert found.findings == examine(Base.forgetful(small), DAY).findings
    articles = {document.path for document in found.library if document.article}
    assert articles and late and not articles & late


def codes_in(root: Path, path: str) -> set[str]:
    """The codes of the findings in a file, with the cache of the base."""
    return {found.code for found in examine(Base(root, opened(root, 1)), DAY).findings if found.path == path}


def test_a_page_follows_the_numbers_that_its_tool_goes_by(small: Path) -> None:
    """The log counts calls against parameters that its text does not name."""
    about = (small / "content/pages/about.md").read_text("utf-8")
    log = about.replace("id: about", "id: log\ntool: log").replace("title: 关于", "title: 记录表")
    (small / "content/pages/log.md").write_text(log, "utf-8")
    before = built(small, opened(small, 1))
    path = small / "content/parameters/calls-per-day.yaml"
    path.write_text(path.read_text("utf-8").replace("value: 3", "value: 7").replace("每天 3 次", "每天 7 次"), "utf-8")
    same(small, opened(small, 1))
    pages = ({page.address: page.html for page in site.pages} for site in (before, built(small, opened(small, 1))))
    assert len({found["/log/"] for found in pages}) == 2


def test_what_has_not_been_hashed_cannot_be_shown(grown: Path) -> None:
    found = examine(Base.forgetful(grown), DAY)
    showing = Inputs.of(Base.forgetful(grown), found.library, found.links, DAY).showing
    part = showing.part(found.library["concepts/made-up-9"])
    assert part.face("concepts/fenfu").title == "分付是什么"
    with pytest.raises(KeyError):
        part.face("concepts/made-up-40")
    with pytest.raises(KeyError):
        part.library["concepts/fenfu"]  # only its face is shown here
