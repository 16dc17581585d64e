"""The API says what the pages say, in shapes that its own description promises."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from conftest import DAY, SITES, Kb
from jsonschema import Draft202012Validator
from kept import kept
from openapi_spec_validator import validate
from referencing import Registry, Resource

from generator.base import Base
from generator.outputs.api import FOLDER
from generator.rendering import pieces
from generator.site import build


@pytest.fixture(scope="module")
def answers() -> dict[str, Any]:
    """The answers of the small site, by path below the folder of the API."""
    files = (output for output in build(kept(SITES / "small"), DAY).outputs if output.path.startswith(FOLDER))
    return {output.path.removeprefix(FOLDER): json.loads(output.content) for output in files}


def faults(openapi: dict[str, Any], path: str, found: Any) -> list[str]:
    """Where an answer is not as the description of its path promises."""
    section, _, name = path.rpartition("/")
    described = f"/{path}" if name == "index.json" or not section else f"/{section}/{{id}}.json"
    get = openapi["paths"][described]["get"]
    schema = get["responses"]["200"]["content"]["application/json"]["schema"]
    registry = Registry().with_resource("urn:api", Resource.opaque(openapi))
    schema = {"$ref": f"urn:api{schema['$ref']}"}
    return [error.message for error in Draft202012Validator(schema, registry=registry).iter_errors(found)]


def test_the_description_is_valid_and_says_that_wrong_answers_are_wrong(answers: dict[str, Any]) -> None:
    openapi = answers["openapi.json"]
    validate(openapi)
    wrong = {**answers["concepts/fenfu.json"], "says": None}
    assert faults(openapi, "concepts/fenfu.json", wrong)
    assert faults(openapi, "index.json", {**answers["index.json"], "surprise": 1})


def test_every_answer_of_the_small_site_is_as_described(answers: dict[str, Any]) -> None:
    openapi = answers.pop("openapi.json")
    assert {path: found for path, answer in answers.items() if (found := faults(openapi, path, answer))} == {}


def chained(site: Path, first: str | None) -> dict[str, Any]:
    """The answer at an address and those it goes on in, by their addresses."""
    found: dict[str, Any] = {}
    while first:
        found[first] = json.loads((site / first.lstrip("/")).read_bytes())
        first = found[first]["next"]
    return found


def test_every_answer_of_the_real_site_is_as_described_and_reached_from_the_index(real_site: Path) -> None:
    folder = real_site / FOLDER
    openapi = json.loads((folder / "openapi.json").read_bytes())
    index = json.loads((folder / "index.json").read_bytes())
    of_relations = chained(real_site, index["relations"])
    reached = {f"/{FOLDER}index.json", index["openapi"], *of_relations}
    for kind in index["types"]:
        lists = chained(real_site, kind["api"])
        entries = [entry for some in lists.values() for entry in some["entries"]]
        assert len(entries) == kind["count"]
        reached |= {*lists, *(entry["api"] for entry in entries)}
        assert all((real_site / entry["url"].strip("/") / "index.html").is_file() for entry in entries)
    files = {f"/{path.relative_to(real_site).as_posix()}": path for path in folder.rglob("*.json")}
    assert files.keys() == reached
    del files[index["openapi"]]
    wrong = {}
    for path, file in files.items():
        if found := faults(openapi, path.removeprefix(f"/{FOLDER}"), json.loads(file.read_bytes())):
            wrong[path] = found
    assert wrong == {}


def test_a_claim_comes_with_its_clause_and_words_as_readers_see_them(answers: dict[str, Any]) -> None:
    found = answers["concepts/fenfu.json"]
    assert found["about"]["as_of"] and found["about"]["licence"] and found["about"]["attribution"]
    claims = {claim["says"]: claim["citations"] for claim in found["claims"]}
    cited = {clause["id"]: clause for clause in found["cited"]}
    assert claims and all(name in cited for names in claims.values() for name in names)
    assert not [says for says in claims if "[[" in says or "[@" in says or "{{" in says]


def test_what_is_quoted_as_false_is_no_claim(small: Path) -> None:
    entry = small / "content/concepts/fenfu.yaml"
    belief = 'belief: {says: "催收可以半夜打电话[@law:10]。", truth: "不可以[@law:10]。"}\n'
    entry.write_text(entry.read_text("utf-8") + belief, "utf-8")
    output = next(o for o in build(kept(small), DAY).outputs if o.path == f"{FOLDER}concepts/fenfu.json")
    says = [claim["says"] for claim in json.loads(output.content)["claims"]]
    assert "不可以。" in says and not any("半夜" in words for words in says)


def test_former_keys_lead_on_and_what_is_retired_has_no_answer(small: Path, kb: Kb) -> None:
    entry = small / "content/strategies/keep-records.yaml"
    text = entry.read_text("utf-8").replace("\nreviewed:", "\nstatus: retired\nreplaced_by: concepts/fenfu\nreviewed:")
    entry.write_text(text, "utf-8")
    files = {output.path: output.content for output in build(kept(small), DAY).outputs}
    assert f"{FOLDER}strategies/keep-records.json" not in files
    index = json.loads(files[f"{FOLDER}index.json"])
    assert index["moved"]["concepts/weixin-fenfu"] == "concepts/fenfu"
    assert index["moved"]["strategies/keep-records"] == "concepts/fenfu"


@pytest.fixture
def in_pieces(monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """The files of the small site, where lists are cut as soon as they can be."""
    monkeypatch.setattr(pieces, "WHOLE", 1)
    monkeypatch.setattr(pieces, "LEAST", 1)
    return {output.path: output.content for output in build(Base.forgetful(SITES / "small"), DAY).outputs}


def test_long_lists_go_on_in_further_files_until_all_has_been_told(
    in_pieces: dict[str, bytes], answers: dict[str, Any]
) -> None:
    openapi, files = json.loads(in_pieces[f"{FOLDER}openapi.json"]), 0
    lists = [kind["api"].removeprefix(f"/{FOLDER}") for kind in answers["index.json"]["types"]]
    for name, of in [*((path, "entries") for path in lists), ("relations.json", "relations")]:
        following, told = f"/{FOLDER}{name}", []
        while following:
            answer = json.loads(in_pieces[following.lstrip("/")])
            assert faults(openapi, following.removeprefix(f"/{FOLDER}"), answer) == []
            told += answer[of]
            files += 1
            following = answer["next"]
        assert told == answers[name][of]
    assert files > len(lists) + 1


def test_llms_txt_leads_on_to_what_it_does_not_list(in_pieces: dict[str, bytes], answers: dict[str, Any]) -> None:
    listed, further = [], ["llms.txt"]
    for path in further:
        links = re.findall(r"\]\(/?(\S+)\)", in_pieces[path].decode())
        listed += (link for link in links if link.endswith(".md"))
        further += (link for link in links if link.endswith(".txt"))
    assert len(further) > 2
    counts = [kind["count"] for kind in answers["index.json"]["types"]]
    assert len(listed) == len(set(listed)) == sum(counts)


def test_a_new_entry_changes_one_piece_of_a_long_list() -> None:
    keys = [f"terms/t-{number:05}" for number in range(3000)]
    before, after = (pieces.pieces(some, str) for some in (keys, sorted([*keys, "terms/t-01500-more"])))
    assert [key for piece in before for key in piece] == keys
    assert len(before) > 5 and max(map(len, before)) < 1000
    assert len([piece for piece in after if piece not in before]) == 1
