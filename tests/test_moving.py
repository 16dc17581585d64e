"""`kb move` and `kb rename`: every reference follows, the old address leads on, and nothing is broken or lost."""

from pathlib import Path

import pytest
from conftest import DAY, Kb
from kept import kept

from generator.examining import examine

FENFU = "content/concepts/fenfu.yaml"
RECORDS = "content/strategies/keep-records.yaml"


def bytes_of(root: Path) -> dict[str, bytes]:
    """All files under `content/`."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in (root / "content").rglob("*.*")}


def codes(root: Path) -> list[str]:
    """The codes of all findings on the fixed day."""
    return [found.code for found in examine(kept(root), DAY, drafts=True).findings]


def test_every_reference_follows_and_no_other_byte_changes(kb: Kb, small: Path) -> None:
    before = bytes_of(small)
    moved = kb("move", "--root", small, "--as-of", DAY, "strategies/keep-records", "strategies/write-it-down")
    assert moved.returncode == 0, moved.stderr
    expected = {path: data.replace(b"keep-records", b"write-it-down") for path, data in before.items()}
    own = expected.pop(RECORDS).replace(b"reviewed:", b"moved_from: [strategies/keep-records]\nreviewed:")
    assert bytes_of(small) == {**expected, "content/strategies/write-it-down.yaml": own}
    assert codes(small) == []


def test_comments_quotes_and_line_ends_stay(kb: Kb, small: Path) -> None:
    entry, other = small / RECORDS, small / "content/effects/stress.yaml"
    text = entry.read_text("utf-8").replace("id: keep-records", "id: keep-records   # 不要改\n# 标题")
    entry.write_bytes(("# yaml-language-server: $schema=../../docs/schemas/strategy.json\n" + text).encode())
    words = other.read_text("utf-8").replace("[keep-records]", '["keep-records"]   # 先做这个')
    other.write_bytes(words.replace("\n", "\r\n").encode())
    assert kb("move", "--root", small, "--as-of", DAY, "strategies/keep-records", "strategies/notes").returncode == 0
    assert '  eased_by: ["notes"]   # 先做这个\r\n' in other.read_bytes().decode()
    new = (small / "content/strategies/notes.yaml").read_text("utf-8")
    assert new.startswith(
        "# yaml-language-server: $schema=../../docs/schemas/strategy.json\nid: notes   # 不要改\n# 标题"
    )


def test_the_old_address_leads_to_the_new_page(kb: Kb, small: Path) -> None:
    assert kb("rename", "--root", small, "--as-of", DAY, "concepts/fenfu", "weixin-credit").returncode == 0
    text = (small / "content/concepts/weixin-credit.yaml").read_text("utf-8")
    assert "moved_from: [concepts/weixin-fenfu, concepts/fenfu]\n" in text
    built = kb("build", "--root", small, "--as-of", DAY, "--quiet")
    assert built.returncode == 0, built.stderr
    for former in ("fenfu", "weixin-fenfu"):
        assert "../weixin-credit/" in (small / "site/concepts" / former / "index.html").read_text("utf-8")


def test_moving_there_and_back_needs_no_redirect_to_itself(kb: Kb, small: Path) -> None:
    for old, new in (("fenfu", "credit"), ("credit", "fenfu")):
        assert kb("rename", "--root", small, "--as-of", DAY, f"concepts/{old}", new).returncode == 0
    assert "moved_from: [concepts/weixin-fenfu, concepts/credit]\n" in (small / FENFU).read_text("utf-8")
    assert codes(small) == []


def test_another_section_takes_the_schema_and_the_id_along(kb: Kb, small: Path) -> None:
    entry = small / RECORDS
    text = entry.read_text("utf-8").partition("say:")[0]
    entry.write_text("# yaml-language-server: $schema=../../docs/schemas/strategy.json\n" + text, "utf-8")
    for name in ("effects/stress", "concepts/fenfu", "paths/just-got-a-call"):
        path = small / f"content/{name}.yaml"
        path.write_text(path.read_text("utf-8").replace("next: [keep-records]", "related: [keep-records]"), "utf-8")
    stress = small / "content/effects/stress.yaml"
    stress.write_text(stress.read_text("utf-8").replace("eased_by: [keep", "related: [keep"), "utf-8")
    assert kb("move", "--root", small, "--as-of", DAY, "keep-records", "concepts/records").returncode == 0
    text = (small / "content/concepts/records.yaml").read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=../../docs/schemas/concept.json\nid: records\n")
    assert "[[records|记录清单]]" in (small / FENFU).read_text("utf-8")


def test_a_citation_keeps_its_clause(kb: Kb, small: Path) -> None:
    assert kb("rename", "--root", small, "--as-of", DAY, "sources/standard", "gbt-1").returncode == 0
    assert "[@gbt-1:frequency]" in (small / FENFU).read_text("utf-8")
    assert "source: gbt-1:frequency" in (small / "content/parameters/calls-per-day.yaml").read_text("utf-8")
    assert codes(small) == []


def test_a_name_that_is_used_elsewhere_is_written_with_its_section(kb: Kb, small: Path) -> None:
    path = small / "content/paths/just-got-a-call.yaml"
    assert kb("rename", "--root", small, "--as-of", DAY, "strategies/keep-records", "overdue").returncode == 0
    assert "  - entry: strategies/overdue\n" in path.read_text("utf-8")
    assert codes(small) == []


REFUSED = {
    "no such entry": ("strategies/keep-record", "strategies/x", "Did you mean strategies/keep-records"),
    "taken": ("concepts/fenfu", "effects/stress", "taken"),
    "former address of another": ("effects/stress", "concepts/weixin-fenfu", "taken"),
    "no address": ("concepts/fenfu", "fenfu-2", "section/id"),
    "no such section": ("concepts/fenfu", "notes/fenfu", "section/id"),
    "capitals": ("concepts/fenfu", "concepts/Fenfu", "section/id"),
    "out of the content": ("concepts/fenfu", "concepts/../../x", "section/id"),
    "page": ("pages/about", "pages/about-us", "Hand-written"),
    "fields that the type does not have": ("concepts/fenfu", "strategies/fenfu", "facts"),
    "fields that the type needs": ("contacts/crisis-line", "terms/crisis-line", "definition"),
    "a relation that would lead to the wrong section": ("effects/stress", "strategies/calm", "KB208"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_would_break_is_refused_and_nothing_is_written(kb: Kb, small: Path, name: str) -> None:
    old, new, says = REFUSED[name]
    stress = small / "content/effects/stress.yaml"
    stress.write_text(stress.read_text("utf-8").partition("seek_help_when")[0], "utf-8")
    before = bytes_of(small)
    refused = kb("move", "--root", small, "--as-of", DAY, old, new)
    assert refused.returncode == 2
    assert says in refused.stderr and "Traceback" not in refused.stderr
    assert bytes_of(small) == before


def test_a_file_that_cannot_be_read_stops_the_move(kb: Kb, small: Path) -> None:
    (small / "content/terms/overdue.yaml").write_text("see: [concepts/fenfu]\ntitle：x\n", "utf-8")
    refused = kb("move", "--root", small, "concepts/fenfu", "concepts/credit")
    assert refused.returncode == 2 and "content/terms/overdue.yaml" in refused.stderr
    (small / "content/concepts/credit.yaml").write_text("x", "utf-8")
    refused = kb("move", "--root", small, "effects/stress", "concepts/credit")
    assert refused.returncode == 2 and (small / "content/concepts/credit.yaml").read_text("utf-8") == "x"


def test_a_dry_run_only_lists(kb: Kb, small: Path) -> None:
    before = bytes_of(small)
    shown = kb("rename", "--root", small, "--as-of", DAY, "--dry-run", "strategies/keep-records", "notes")
    assert set(shown.stdout.split()) == {
        "content/strategies/notes.yaml",
        FENFU,
        "content/effects/stress.yaml",
        "content/paths/just-got-a-call.yaml",
    }
    assert bytes_of(small) == before


@pytest.mark.parametrize("arguments", [("fenfu", "x"), ("concepts/fenfu", "effects/x")])
def test_rename_stays_in_its_section(kb: Kb, small: Path, arguments: tuple[str, str]) -> None:
    refused = kb("rename", "--root", small, *arguments)
    assert refused.returncode == 2 and "kb move" in refused.stderr
