"""Lists that are too long for one page: parts by the letters of titles, which together hold every entry once."""

import re
import sys

import pytest
from conftest import DAY, ROOT

from generator.base import Base
from generator.outputs import indexes
from generator.rendering import parts
from generator.site import Site, build

sys.path.append(str(ROOT / "benchmarks"))

from corpus import Corpus
from peers import TOOLS

MOST = 12
TOPICS = "topics:\n" + "".join(
    f"  - id: {name}\n    name: {name} 的事\n    about: {name} 怎么办\n" for name in ("calls", "repayment")
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    root = tmp_path_factory.mktemp("base")
    TOOLS[0].write(Corpus(90), root)
    (root / "content/topics.yaml").write_text(TOPICS, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(indexes, "MOST", MOST)
        patch.setattr(parts, "MOST", MOST)
        return build(Base.forgetful(root), DAY)


def html_of(site: Site, address: str) -> str:
    return next(page.html for page in site.pages if page.address == address)


def listed(html: str, section: str) -> list[str]:
    return re.findall(rf'href="(?:\.\./)+({section}/[^"/]+/)"', html)


@pytest.mark.parametrize("section", ["strategies", "process", "concepts", "terms"])
def test_the_parts_hold_every_entry_of_a_section_once(site: Site, section: str) -> None:
    links = re.findall(r'href="\.\./(lists/[^"]+)"', html_of(site, f"/{section}/"))
    pages = [html_of(site, f"/{link}") for link in links]
    found = [entry for page in pages for entry in listed(page, section)]
    entries = [page.address[1:] for page in site.pages if page.source and page.section == section]
    assert len(links) > 1 and sorted(found) == sorted(entries)
    assert max(len(listed(page, section)) for page in pages) <= MOST


def test_parts_say_their_letters_in_the_order_of_letters(site: Site) -> None:
    letters = re.findall(r"<b>([A-Z]+(?:–[A-Z]+)?)</b>", html_of(site, "/terms/"))
    assert len(letters) > 2 and letters == sorted(letters)


def test_a_part_leads_up_and_to_the_parts_beside_it(site: Site) -> None:
    second = html_of(site, "/lists/terms/2/")
    assert {'href="../../../terms/"', 'href="../1/"', 'href="../3/"'} <= set(re.findall(r'href="[^"]*"', second))
    assert 'href="../0/"' not in html_of(site, "/lists/terms/1/")


def test_a_topic_is_cut_by_kind_and_letter(site: Site) -> None:
    topic = html_of(site, "/topics/calls/")
    assert re.findall('<h2 class="head" id="([^"]+)">', topic)
    first = html_of(site, "/lists/topics/calls/1/")
    assert 'href="../../../../topics/calls/"' in first and re.findall(r'href="(?:\.\./){4}[a-z]+/[^"]+/"', first)
