"""KB317 compares only the claims that an edit may concern, and tells what it would tell about all of them."""

import random
from pathlib import Path

from cases import DAY, HERE, files, parsed

from generator.linking.links import link
from generator.linting.running import Context, Finding
from generator.reading.library import Library
from generator.remembering.memo import PLAIN, Memo
from generator.remembering.store import FILE, Store
from generator.rules.kb317_claims_at_odds import check

CASE = files(HERE / "KB317" / "bad")
ARTICLE = "content/concepts/court-dates.yaml"
SENTENCES = (
    "法院应当在立案之日起 {} 日内把副本发给你[@deadlines-law:128]。",
    "法院可以在立案之日起 {} 日内把副本发给你[@deadlines-law:128]。",
    "不服裁定的，送达后 {} 日内可以向上一级法院申请复议[@deadlines-law:129]。",
    "被告收到副本以后，{} 日内提出答辩状[@deadlines-law:128]。",
    "答辩状 {} 日内交[@deadlines-law:128]。",
)


def article(name: str, chance: random.Random) -> tuple[str, bytes]:
    """An article with claims, by its path."""
    said = [chance.choice(SENTENCES).format(chance.choice("357")) for _ in range(chance.randrange(1, 4))]
    head = CASE[ARTICLE].decode().partition("    body:")[0].replace("court-dates", name)
    body = "".join(f"      - {sentence}\n" for sentence in said)
    return (
        f"content/concepts/{name}.yaml",
        f"{head}    body: |\n{body}relations: {{based_on: [deadlines-law]}}\n".encode(),
    )


def told(base: dict[str, bytes], memo: Memo) -> dict[str, list[Finding]]:
    """What the rule finds, by path."""
    library = Library.of(tuple(document for each in sorted(base.items()) if (document := parsed(*each)[0])))
    given = Context(library, link(library), DAY, memo=memo)
    return {document.path: list(check.run(document, given)) for document in library}


def test_after_an_edit_is_told_what_would_be_told_anew(tmp_path: Path) -> None:
    chance, found = random.Random(4), set()
    base = {path: data for path, data in CASE.items() if path != ARTICLE}
    clauses = "content/sources/deadlines-law.yaml"
    memo = Memo(1, Store(tmp_path / FILE))
    for turn in range(40):
        path, data = article(f"a{chance.randrange(6)}", chance)
        base = {other: base[other] for other in base if other != path} if turn % 4 == 3 else {**base, path: data}
        if turn == 20:
            base[clauses] = base[clauses].replace("五日内".encode(), "七日内".encode())
        now = told(base, memo)
        assert now == told(base, PLAIN), turn
        found.add(sum(map(len, now.values())))
    assert len(found) > 5
