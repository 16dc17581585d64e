"""What each page of the built site must be: at home, within its policy, readable by all. `make audit` looks at every page,
`make test` at every thirtieth."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from accessible import violations
from conftest import PHONE, real_base
from playwright.sync_api import Browser, ConsoleMessage, Page, Request
from sampling import EACH, sample

from generator.content_types.contact import Contact
from generator.content_types.source import Source
from generator.examining import linked


def test_no_page_asks_for_anything_elsewhere_or_breaks_its_policy(
    chromium: Browser, real_site: Path, serve: Callable[[Path], str]
) -> None:
    home = serve(real_site)
    context = chromium.new_context(viewport=PHONE)  # type: ignore[arg-type]
    page = context.new_page()
    faults: list[tuple[str, str]] = []

    def asked(request: Request) -> None:
        if urlsplit(request.url).netloc != urlsplit(home).netloc:
            faults.append((page.url, request.url))

    def said(message: ConsoleMessage) -> None:
        if message.type == "error":
            faults.append((page.url, message.text))

    page.on("request", asked)
    page.on("console", said)
    page.on("pageerror", lambda error: faults.append((page.url, str(error))))
    for address in sample(real_site):
        page.goto(f"{home}/{address}".rstrip("/") + "/")
        policy = page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content") or ""
        if "default-src 'none'" not in policy or "unsafe" in policy or "*" in policy:
            faults.append((address, policy))
    context.close()
    assert not faults


def test_no_page_has_an_axe_violation(page: Page, real_site: Path) -> None:
    faults = []
    # Each template is looked at in tests/test_accessibility.py; of the rest, a tenth of the audit's pages.
    for address in sample(real_site, 10 * EACH):
        page.goto((real_site / address / "index.html").as_uri())
        faults += [(address, *fault) for fault in violations(page)]
    assert not faults


_INSTITUTION = re.compile(
    "(?:国家|中国|最高)[\u4e00-\u548b\u548d-\u9fff]{1,12}?"
    "(?:管理总局|监管总局|总局|监督管理委员会|委员会|人民法院|人民检察院|协会|办公室|银保监会|银监会|证监会)"
)


@pytest.mark.content
def test_institutions_are_called_by_their_names() -> None:
    library, _ = linked(real_base())
    known = "\n".join(name for document in library for name in names(document.entry))
    said = {found[0] for document in library for text in document.texts for found in _INSTITUTION.finditer(text.value)}
    assert {name for name in said if name not in known} == set(), "写成来源、渠道或术语里的名字"


def names(entry: object) -> Iterator[str]:
    """What an entry calls an institution: who issued a source, who runs a line, what terms are called."""
    if isinstance(entry, Source):
        yield entry.issuer
    elif isinstance(entry, Contact):
        yield from (entry.run_by, entry.title, *entry.aliases)
    elif getattr(entry, "section", "") == "terms":
        yield from (entry.title, *entry.aliases)  # type: ignore[attr-defined]
