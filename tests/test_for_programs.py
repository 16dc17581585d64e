"""Output for programs: feeds, calendar, sitemap, `llms.txt`, Markdown versions, and structured data (schema.org)."""

import importlib
import json
import pkgutil
import re
import subprocess
import sys
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import msgspec_schemaorg.models
import pytest
from conftest import DAY, SITES, Kb
from icalendar import Calendar
from kept import kept
from lxml import etree

from generator.outputs.sitemap import _sitemap
from generator.rendering.markdown import markdown
from generator.rendering.page import PlannedPage
from generator.rendering.twins import twin, twin_path
from generator.site import Site, build

URL = "https://kb.example/sub/"
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module")
def site() -> Site:
    """The small site, served at an address of its own."""
    return build(kept(SITES / "small"), DAY, site_url=URL)


def text(site: Site, path: str) -> str:
    """One of its files."""
    return next(output.content for output in site.outputs if output.path == path).decode("utf-8")


def pages(site: Site) -> set[str]:
    """The addresses of its pages."""
    return {urljoin(URL, page.address.lstrip("/")) for page in site.pages}


def test_both_feeds_say_the_same_and_lead_to_pages(site: Site) -> None:
    atom, feed = ElementTree.fromstring(text(site, "feed.atom")), json.loads(text(site, "feed.json"))
    entries = atom.findall(f"{ATOM}entry")
    assert [e.findtext(f"{ATOM}title") for e in entries] == [item["title"] for item in feed["items"]]
    assert {e.find(f"{ATOM}link").get("href").partition("#")[0] for e in entries} <= pages(site)  # type: ignore[union-attr]
    for holder in (atom, *entries):
        assert holder.findtext(f"{ATOM}id") and holder.findtext(f"{ATOM}title")
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00\+08:00", holder.findtext(f"{ATOM}updated") or "")
    assert len({e.findtext(f"{ATOM}id") for e in entries}) == len(entries) > 3
    assert feed["version"] == "https://jsonfeed.org/version/1.1" and feed["feed_url"] == f"{URL}feed.json"
    days = [item["date_published"] for item in feed["items"]]
    assert days == sorted(days, reverse=True) and max(days)[:10] <= DAY.isoformat()


_READ_STRICTLY = """
begin
  RSS::Parser.parse($stdin.read, validate: true, ignore_unknown_element: false)
rescue RSS::Error => wrong
  puts wrong.message
end
"""


def faults_of_feed(atom: str) -> str:
    """What Ruby's library of feeds finds wrong: what is missing, too much, or unknown."""
    read = subprocess.run(
        ["ruby", "-rrss", "-Eutf-8", "-e", _READ_STRICTLY], input=atom.encode(), capture_output=True, check=True
    )
    return read.stdout.decode()


_BOTH_FORMS = """<schema xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/1999/xhtml">
<element name="link"><complexType><attribute name="rel" use="required" fixed="alternate"/>
<attribute name="hreflang" type="language" use="required"/><attribute name="href" type="anyURI" use="required"/></complexType></element>
</schema>"""
"""What search engines read in a sitemap beside its own words: the language of each form of a page."""


def faults_of_sitemap(xml: bytes, folder: Path) -> list[str]:
    """What is not as the schema of sitemaps says, which comes with the library for them."""
    schema = Path(sys.prefix) / "scripts/node_modules/sitemap/schema/sitemap.xsd"
    (folder / "forms.xsd").write_text(_BOTH_FORMS, "utf-8")
    both = f"""<schema xmlns="http://www.w3.org/2001/XMLSchema">
    <import namespace="http://www.sitemaps.org/schemas/sitemap/0.9" schemaLocation="{schema.resolve().as_uri()}"/>
    <import namespace="http://www.w3.org/1999/xhtml" schemaLocation="{(folder / "forms.xsd").as_uri()}"/></schema>"""
    known = etree.XMLSchema(etree.fromstring(both))
    known.validate(etree.fromstring(xml))
    return [fault.message for fault in known.error_log]


def test_feed_and_sitemap_are_valid_by_what_others_keep(
    small: Path, kb: Kb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KB_SITE_URL", URL)
    for form in ([], ["--traditional"]):
        assert kb("build", "--root", small, "--as-of", DAY, *form).returncode == 0
        atom, xml = ((small / "site" / name).read_bytes() for name in ("feed.atom", "sitemap.xml"))
        assert faults_of_feed(atom.decode()) == "" and faults_of_sitemap(xml, tmp_path) == []
    for whole, part, told in ((r"<author>.*?</author>", "", "author"), ("<id>", "<id>a</id><id>", "id")):
        assert told in faults_of_feed(re.sub(whole, part, atom.decode()))
    for whole, part in ((b"<loc>", b"<lok>"), (b"<lastmod>", b"<lastmod>x"), (b"</loc>", b"</loc><loc>a</loc>")):
        wrong = xml.replace(whole, part).replace(b"</loc>", b"</lok>" if part == b"<lok>" else b"</loc>")
        assert faults_of_sitemap(wrong, tmp_path)


def test_what_no_schema_says_of_feeds_is_so_too(site: Site) -> None:
    """What RFC 4287 demands in words: addresses that are whole, one of the feed itself, moments, one entry a name."""
    atom = ElementTree.fromstring(text(site, "feed.atom"))
    links = {link.get("rel") or "alternate": link.get("href") or "" for link in atom.findall(f"{ATOM}link")}
    assert links == {"self": f"{URL}feed.atom", "alternate": URL}
    names = [name.text or "" for name in atom.iter(f"{ATOM}id")]
    assert len(names) == len(set(names)) and all(urlsplit(name).scheme for name in names)
    assert all(urlsplit(link.get("href") or "").netloc for link in atom.iter(f"{ATOM}link"))
    moments = [datetime.fromisoformat(moment.text or "") for moment in atom.iter(f"{ATOM}updated")]
    assert all(moment.tzinfo for moment in moments) and max(moments) == moments[0]


def test_a_changed_value_says_what_was_before_and_whom_it_concerns(small: Path) -> None:
    parameter = small / "content/parameters/calls-per-day.yaml"
    values = "values:\n  - {value: '5', from: 2025-03-01, until: 2026-10-31, source: standard:frequency}\n  - {value: '3', from: 2026-11-01, source: standard:frequency}\n"
    parameter.write_text(re.sub(r"(?s)values:.*?(?=\n\w|\Z)", values, parameter.read_text("utf-8")), "utf-8")
    items = json.loads(text(build(kept(small), DAY, site_url=URL), "feed.json"))["items"]
    (news,) = [item for item in items if item["date_published"].startswith("2026-11-01")]
    assert "3" in news["title"] and "以前是 5" in news["content_text"] and "分付是什么" in news["content_text"]


def test_the_calendar_has_the_days_on_which_rules_begin_or_end(small: Path) -> None:
    source = small / "content/sources/law.yaml"
    source.write_text(source.read_text("utf-8") + "ended: 2027-03-01\n", "utf-8")
    events = Calendar.from_ical(text(build(kept(small), DAY, site_url=URL), "rules.ics")).walk("VEVENT")
    (end,) = [event for event in events if "失效" in event["SUMMARY"]]
    assert end.decoded("DTSTART") == date(2027, 3, 1)
    assert str(end["URL"]) == f"{URL}sources/law/" and "分付是什么" in end["DESCRIPTION"]


def test_no_line_of_the_calendar_is_too_long(site: Site) -> None:
    assert all(len(line) <= 75 for line in text(site, "rules.ics").encode().split(b"\r\n"))


def test_without_an_address_there_are_no_feeds(small: Path) -> None:
    paths = {output.path for output in build(kept(small), DAY).outputs}
    assert not paths & {"feed.atom", "feed.json", "sitemap.xml"} and "robots.txt" in paths


def test_the_sitemap_has_every_page_but_search_with_the_day_it_changed(site: Site) -> None:
    root = ElementTree.fromstring(text(site, "sitemap.xml"))
    listed = {url[0].text: url[1].text for url in root}
    assert listed.keys() == pages(site) - {f"{URL}search/"}
    revised = {urljoin(URL, page.address.lstrip("/")): page.revised for page in site.pages if page.source}
    assert {url: listed[url] for url in revised} == {url: f"{day}" for url, day in revised.items()}
    assert listed[URL] == f"{max(day for day in revised.values() if day)}" != DAY.isoformat()


def test_a_long_sitemap_is_split(tmp_path: Path) -> None:
    planned = [PlannedPage(f"/terms/t{number}/", lambda: None, lambda: b"") for number in range(25)]  # type: ignore[arg-type,return-value]
    index, *parts = _sitemap(URL, 10, planned)
    assert [file.path for file in parts] == ["sitemaps/1.xml", "sitemaps/2.xml", "sitemaps/3.xml"]
    assert all(f"<loc>{URL}{part.path}</loc>".encode() in index.content for part in parts)
    assert sum(part.content.count(b"<url>") for part in parts) == 25
    listed = ElementTree.fromstring(index.content)
    assert listed.tag == f"{SITEMAP}sitemapindex"
    assert [[item.tag for item in row] for row in listed] == [[f"{SITEMAP}loc"]] * len(parts)
    assert not [fault for part in parts for fault in faults_of_sitemap(part.content, tmp_path)]


def test_robots_may_read_all_and_are_told_of_the_sitemap(site: Site) -> None:
    robots = RobotFileParser()
    robots.parse(text(site, "robots.txt").splitlines())
    assert robots.can_fetch("any", f"{URL}concepts/fenfu/")
    assert robots.site_maps() == [f"{URL}sitemap.xml"]


def test_llms_txt_leads_to_twins_that_are_there(site: Site) -> None:
    links = re.findall(r"\]\((\S+)\)", text(site, "llms.txt"))
    twins = {urljoin(URL, twin_path(page.address)) for page in site.pages}
    entries = {urljoin(URL, twin_path(page.address)) for page in site.pages if page.source}
    assert set(links) <= twins and set(links) == entries


def test_every_link_of_a_twin_leads_to_a_twin_or_out(site: Site) -> None:
    paths = {twin_path(page.address) for page in site.pages}
    for page in site.pages:
        made = twin(page)
        for href in re.findall(r"\]\(([^)\s]+)\)", made.content.decode("utf-8")):
            if not re.match(r"#|[a-z]+:", href):
                target = urlsplit(urljoin(f"x:///{made.path}".replace("x:", "http:"), href)).path.lstrip("/")
                assert target in paths, (made.path, href)


def test_a_twin_keeps_the_words_and_leaves_out_what_only_a_browser_can_use(site: Site) -> None:
    fenfu = next(page for page in site.pages if page.address == "/concepts/fenfu/")
    words = twin(fenfu).content.decode("utf-8")
    assert words.startswith("# 分付是什么\n\n分付是微信支付里的消费信贷产品")
    assert "### 一天最多打几次？\n" in words and "| 条目 | [压力](../../effects/stress/index.md) |" in words
    assert "<" not in words and "全部展开" not in words and "\ue002" not in words


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>1. 不是<b>列表</b> * 星号 [方括号]</p>", "1\\. 不是**列表** \\* 星号 \\[方括号\\]\n"),
        ("<ol><li><p>一</p><p>二</p></li><li>三</li></ol>", "1.  一\n\n    二\n\n2.  三\n"),
        ('<h2 id="a">题 <span>答</span></h2>', "## 题 {#a}\n\n答\n"),
        ('<ul><li id="c">甲</li></ul>', '-   <a id="c"></a>甲\n'),
        ("<table><tr><th>甲</th><td>a|b</td></tr></table>", "|  |  |\n| --- | --- |\n| 甲 | a\\|b |\n"),
        ("<blockquote><p>一</p><p>二</p></blockquote>", "> 一\n>\n> 二\n"),
        ("<p>看<code>a*b</code><svg><title>图</title></svg></p><button>按</button>", "看`a*b`\n"),
    ],
)
def test_html_becomes_markdown(html: str, expected: str) -> None:
    assert markdown(html, anchors=True) == expected


ALSO = {"HowToStep": "CreativeWork"}
"""A second kind that a type of schema.org is of: the library gives each only one."""


@cache
def vocabulary() -> dict[str, type]:
    """The types of schema.org by name, from a kept library."""
    names = pkgutil.walk_packages(msgspec_schemaorg.models.__path__, f"{msgspec_schemaorg.models.__name__}.")
    modules = [importlib.import_module(name.name) for name in names if not name.ispkg]
    return {name.rpartition(".")[2]: getattr(m, name.rpartition(".")[2]) for m in modules for name in [m.__name__]}


def strangers(data: Any, wanted: str = "") -> list[str]:
    """What schema.org does not know: types, properties, and types that a property does not take."""
    if isinstance(data, list):
        return [fault for item in data for fault in strangers(item, wanted)]
    if not isinstance(data, dict):
        return []
    kind = vocabulary().get(data["@type"])
    if kind is None:
        return [f"no type {data['@type']}"]
    bases = (*kind.__mro__, *(vocabulary()[other].__mro__ if (other := ALSO.get(data["@type"])) else ()))
    known = {name for base in bases for name in getattr(base, "__annotations__", {})}
    found = [f"{data['@type']} has no {name}" for name in data if name[0] != "@" and name not in known]
    if wanted and not any(re.search(rf"\b{base.__name__}\b", wanted) for base in kind.__mro__):
        found.append(f"{data['@type']} is not one of {wanted}")
    for name, value in data.items():
        takes = next((b.__annotations__[name] for b in kind.__mro__ if name in getattr(b, "__annotations__", {})), "")
        found += strangers(value, str(takes))
    return found


def test_the_check_of_schema_org_finds_what_is_wrong() -> None:
    assert strangers({"@type": "Artikel"})
    assert strangers({"@type": "Article", "lastReviewed": "2026-01-01"})
    assert strangers({"@type": "HowTo", "step": [{"@type": "HowToStep", "says": "x"}]})
    assert strangers({"@type": "WebPage", "breadcrumb": {"@type": "Place"}})


def test_the_data_of_every_page_is_known_to_schema_org(real_site: Path) -> None:
    found: dict[str, set[str]] = {}
    faults = {}
    for file in sorted(real_site.rglob("index.html")):
        page = file.parent.relative_to(real_site).as_posix()
        for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', file.read_text("utf-8")):
            data = json.loads(block)
            if wrong := strangers(data):
                faults[page] = wrong
            found.setdefault(data["@type"], set()).add(page)
            for part in (data.get("mainEntity"), data.get("breadcrumb"), data.get("about")):
                for item in part if isinstance(part, list) else [part] if part else []:
                    found.setdefault(item["@type"], set()).add(page)
    assert faults == {}
    assert found.keys() >= {
        "WebPage",
        "FAQPage",
        "Article",
        "HowTo",
        "BreadcrumbList",
        "DefinedTerm",
        "DefinedTermSet",
        "Legislation",
    }


def test_whose_work_is_sent_is_said_with_its_licence(small: Path, kb: Kb) -> None:
    assert kb("build", "--root", small, "--as-of", DAY).returncode == 0
    said = (small / "site/licenses.txt").read_text("utf-8")
    assert (
        "CC-BY-4.0" in said and re.search(r"(?m)^opencc [\d.]+: ", said) and re.search(r"(?m)^pypinyin [\d.]+: ", said)
    )
    assert "Apache License" in said and "The MIT License" in said
    bill = json.loads((small / "site/sbom.cdx.json").read_text("utf-8"))
    named = {part["name"].lower(): part for part in bill["components"]}
    assert bill["bomFormat"] == "CycloneDX" and {"opencc", "pypinyin", "mkdocs-material"} <= named.keys()
    silent = {name for name, part in named.items() if not part.get("licenses")}
    assert silent <= {"ahocorasick_rs"}, "which names its licence in no field that programs read"


def test_an_address_in_chinese_is_written_for_machines(small: Path, kb: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_SITE_URL", "https://求助.example:8443/子路径/")
    built = kb("build", "--root", small, "--as-of", DAY)
    assert built.returncode == 0, built.stderr
    home = "https://xn--7frp90d.example:8443/%E5%AD%90%E8%B7%AF%E5%BE%84/"
    assert f"<loc>{home}terms/overdue/</loc>" in (small / "site/sitemap.xml").read_text("utf-8")
    assert f'href="{home}terms/overdue/"' in (small / "site/terms/overdue/index.html").read_text("utf-8")
