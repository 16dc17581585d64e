"""Who can be called in a crisis: by what contacts are for, however many there are."""

import re
from pathlib import Path

import pytest
from conftest import DAY
from kept import kept

from generator.site import build

CONTACT = """id: {id}
title: {title}
reviewed: {{on: 2026-11-20, by: 编辑, due: 2027-05-20}}
place: {place}
purpose: {purpose}
when: {when}
run_by: 公家
phone: '{phone}'
hours: 全天
region: 全国
handles: {when}的时候可以打。
crisis: true
verified: {{on: 2026-11-20, how: 看了公布, tier: official}}
"""


@pytest.fixture
def crowded(small: Path) -> Path:
    """The small site with three more lines to talk to and two for danger, none of them shorter or longer than another."""
    lines = [("talk", number) for number in (20001, 20002, 20003)] + [("danger", number) for number in (90001, 90002)]
    for place, (purpose, number) in enumerate(lines, 10):
        words = CONTACT.format(
            id=f"line-{number}",
            title=f"{number} 热线",
            place=place,
            purpose=purpose,
            phone=number,
            when="难受" if purpose == "talk" else "有危险",
        )
        (small / f"content/contacts/line-{number}.yaml").write_text(words, "utf-8")
    return small


def calls(html: str) -> list[str]:
    """The numbers that the main part of a page dials, in its order, each once."""
    return list(dict.fromkeys(re.findall(r'<a class="(?:act|hold|call)[^"]*" href="tel:([\d-]+)"', html)))


def test_more_lines_to_talk_to_never_push_out_those_for_danger(crowded: Path) -> None:
    pages = {page.address: page.html for page in build(kept(crowded), DAY).pages}
    for address in ("/", "/contacts/"):
        found = calls(pages[address])
        assert {"90001", "90002"} <= set(found), address
        assert found[0] not in ("90001", "90002"), "first somebody to talk to"


def test_every_contact_stands_under_what_it_is_for(crowded: Path) -> None:
    help_page = next(page.html for page in build(kept(crowded), DAY).pages if page.address == "/contacts/")
    talk, danger = help_page.index('id="talk"'), help_page.index('id="danger"')
    assert talk < help_page.index("20003 热线", talk) < danger < help_page.index("90002 热线", danger)
