"""Citations as readers meet them: their numbers rise down the page, and lead to what is cited."""

import re
from datetime import date
from pathlib import Path

import pytest
from conftest import DAY
from kept import kept

from generator.site import build

OWN_MARK = re.compile(r'href="#cite-(\d+)"')
LISTED = re.compile(r'<li id="cite-(\d+)" value="\1">.*?<a href="([^"]*)"', re.DOTALL)


def pages(root: Path, day: date = DAY) -> dict[str, str]:
    return {page.address: page.html for page in build(kept(root), day).pages}


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def rises(html: str) -> bool:
    met = list(dict.fromkeys(map(int, OWN_MARK.findall(html))))
    listed = [int(number) for number, _ in LISTED.findall(html)]
    return met == list(range(1, len(met) + 1)) and listed == list(range(1, len(listed) + 1)) and len(listed) >= len(met)


def test_numbers_rise_on_every_page_of_the_real_content(real_site: Path) -> None:
    found = sorted(real_site.rglob("index.html"))
    assert found and [path for path in found if not rises(path.read_text("utf-8"))] == []


@pytest.fixture
def two_sources(unbuilt: Path) -> Path:
    """The small site with an article that cites one law in its text and another in what its template shows after it."""
    entry = unbuilt / "content/strategies/keep-records.yaml"
    edit(entry, "sections:", "limits: 对方换了号码就要重新记。[@standard:frequency]\nsections:")
    edit(entry, "对方自报的机构", "对方自报的机构[@law:10]")
    return unbuilt


def test_numbers_follow_the_template_not_the_order_of_the_fields(two_sources: Path) -> None:
    before = pages(two_sources)["/strategies/keep-records/"]
    edit(
        two_sources / "site_templates/entries/strategy.html.j2",
        '{% extends "entries/_article.html.j2" %}',
        '{% extends "entries/_article.html.j2" %}\n{% block after_card %}<p>{{ e.limits }}</p>{% endblock %}',
    )
    after = pages(two_sources)["/strategies/keep-records/"]
    assert rises(before) and rises(after)
    targets = [dict(LISTED.findall(html)) for html in (before, after)]
    assert targets[0]["1"] != targets[1]["1"]


def test_a_contact_shown_elsewhere_bears_the_numbers_of_its_own_page(unbuilt: Path) -> None:
    contact = unbuilt / "content/contacts/fenfu-support.yaml"
    edit(contact, "handles: 分付的使用和还款问题。", "handles: 分付的使用[@law:10]和还款[@standard:frequency]问题。")
    site = pages(unbuilt)
    own = re.findall(r'href="#(cite-\d)"[^>]*>([^<]*)<', site["/contacts/fenfu-support/"])
    shown = re.findall(r'href="fenfu-support/#(cite-\d)"[^>]*>([^<]*)<', site["/contacts/"])
    assert own == shown != []


@pytest.mark.parametrize(
    ("kind", "tier", "address", "says"),
    [
        ("news", "reported", "https://news.example/1", "报道网址"),
        ("news", "reported", "https://www.example.gov.cn/1", "报道网址"),
        ("study", "official", "https://papers.example/1", "论文网址"),
        ("rule", "reported", "https://www.example.gov.cn/1", "官方网址"),
        ("rule", "reported", "https://library.example/gov.cn", "网址（不一定是官方的）"),
        ("rule", "official", "https://standards.example/1", "官方网址"),
    ],
)
def test_only_what_its_publisher_put_there_is_called_official(
    unbuilt: Path, kind: str, tier: str, address: str, says: str
) -> None:
    source = unbuilt / "content/sources/standard.yaml"
    text = re.sub(r"(?m)^(kind|tier|address): .*\n", "", source.read_text("utf-8"))
    head, mark, rest = text.partition("issuer: ")
    source.write_text(f"{head}kind: {kind}\n{mark}{rest}", "utf-8")
    edit(source, "read_in: ", f"tier: {tier}\naddress: {address}\nread_in: ")
    shown = pages(unbuilt)["/sources/standard/"]
    assert f'<b>{says}：</b><a href="{address}"' in shown
    assert ("官方网址" in shown) == (says == "官方网址")
