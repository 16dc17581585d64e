"""What axe finds wrong with a page as readers see it by day and by night."""

import re
from collections.abc import Iterator

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {"resultTypes": ["violations"], "preload": False}
"""All that are on by default; none of them reads style sheets, which cannot be read from the file system."""
BY_COLOUR = {
    **RULES,
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
"""The rules of axe that go by colours. By night nothing else is otherwise: see `is_only_colours`."""


def violations(page: Page) -> Iterator[tuple[str, str]]:
    """The rules that the page breaks in the light scheme, then those of colours in the dark one, with the place."""
    found = Axe().run(page, options=RULES).response["violations"]
    page.emulate_media(color_scheme="dark")
    found += page.evaluate("(options) => axe.run(options)", BY_COLOUR)["violations"]
    page.emulate_media(color_scheme="light")
    return ((fault["id"], fault["nodes"][0]["html"]) for fault in found)


def is_only_colours(style: str) -> bool:
    """Whether a style sheet gives the dark scheme other colours, by their names, and nothing else."""
    dark = re.findall(r"prefers-color-scheme: ?dark\) ?\{:root\{([^{}]*)\}\s*\}", style)
    declared = [each.strip() for block in dark for each in block.split(";") if each.strip()]
    return len(dark) == style.count("prefers-color-scheme") and all(
        re.fullmatch("--[a-z]+: ?#[0-9a-f]{3,8}", each) for each in declared
    )
