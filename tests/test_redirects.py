"""Former addresses lead on with the fragment, from a server and from the file system, with and without scripts."""

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import DAY, SITES, Kb
from playwright.sync_api import Browser, Page, expect

from generator.base import Base
from generator.examining import examine
from generator.linking.addresses import own_pages
from generator.linking.links import link
from generator.linking.redirects import moves
from generator.reading.library import Library
from generator.rendering.inputs import Inputs
from generator.site import plan


def test_the_fragment_is_kept_by_a_server_and_in_the_file_system(
    small: Path, kb: Kb, page: Page, chromium: Browser, serve: Callable[[Path], str]
) -> None:
    assert kb("build", "--root", small, "--as-of", DAY).returncode == 0
    page.goto((small / "site/concepts/weixin-fenfu/index.html").as_uri() + "#找谁")
    page.wait_for_url("**/concepts/fenfu/index.html#*")
    expect(page.locator("h1")).to_have_text("分付是什么")
    assert page.evaluate("decodeURIComponent(location.hash)") == "#找谁"
    address = serve(small / "site")
    for scripts in (True, False):
        context = chromium.new_context(java_script_enabled=scripts)
        other = context.new_page()
        other.goto(f"{address}/concepts/weixin-fenfu/?from=old#找谁")
        other.wait_for_url("**/concepts/fenfu/**")
        expect(other.locator("h1")).to_have_text("分付是什么")
        if scripts:
            assert other.url.partition("/concepts/")[2].startswith("fenfu/?from=old#")
        context.close()


def retired(library: Library, **replaced: str) -> Library:
    """A library in which some entries are retired in favour of others."""
    documents = []
    for document in library:
        change = replaced.get(document.entry.id.replace("-", "_"))
        entry = document.entry
        if change is not None:
            entry = entry.model_copy(update={"status": "retired", "replaced_by": change or None})
        documents.append(type(document)(document.path, entry, document.data))
    return Library.of(tuple(documents))


@pytest.fixture
def library() -> Library:
    """The entries of the small site."""
    return examine(Base.forgetful(SITES / "small"), DAY).library


def test_several_steps_become_one(library: Library) -> None:
    assert moves(library) == {"concepts/weixin-fenfu": "concepts/fenfu"}
    assert moves(retired(library, fenfu="terms/overdue", overdue="keep-records")) == {
        "concepts/weixin-fenfu": "strategies/keep-records",
        "concepts/fenfu": "strategies/keep-records",
        "terms/overdue": "strategies/keep-records",
    }


def test_circles_and_ways_to_nowhere_lead_nowhere(library: Library) -> None:
    assert moves(retired(library, fenfu="terms/overdue", overdue="concepts/fenfu")) == {}
    assert moves(retired(library, fenfu="")) == {}
    assert moves(retired(library, fenfu="terms/overdue", overdue="")) == {}


def test_the_list_of_own_pages_is_what_is_planned(library: Library) -> None:
    inputs = Inputs.of(Base.forgetful(SITES / "small"), library, link(library), DAY)
    assert {page.address for page in plan(inputs).pages if page.source is None} == own_pages(library.words.topics.ids)
