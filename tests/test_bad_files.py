"""Files that a careless or hostile hand may write: each row of `bad_files.json` is one change, with the rule that must find it."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import DAY, SITES, AsWritten
from kept import Kept

from generator.examining import examine_files
from generator.reading.disk import read_files
from generator.reporting import words

ROWS: list[dict[str, Any]] = json.loads(Path(__file__).with_name("bad_files.json").read_text("utf-8"))


@cache
def base() -> dict[str, bytes]:
    return read_files(SITES / "small")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["kind"])
def test_it_is_found_where_it_is(row: dict[str, str], as_written: AsWritten) -> None:
    text = base()[row["path"]].decode()
    assert row["old"] in text
    data = text.replace(row["old"], row["new"], 1).encode()
    first = text[: text.index(row["old"])].count("\n") + 1
    last = first + row["new"].count("\n") + 1
    found = [
        f
        for f in examine_files({**base(), row["path"]: data}, DAY, Kept(), drafts=True).findings
        if f.path == row["path"]
    ]
    mine = [f for f in found if f.code == row["code"]]
    assert mine, [f.code for f in found]
    assert any(first <= f.span.line <= last for f in mine)
    as_written(row["kind"], found)
    assert all(words(f, "zh").suggestion and words(f, "en").message for f in mine)


def test_there_are_enough_of_them() -> None:
    assert len(ROWS) >= 300 and len({row["code"] for row in ROWS}) >= 20
