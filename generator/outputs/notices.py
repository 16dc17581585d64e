"""Third-party notices: `licenses.txt` for what readers are sent, `sbom.cdx.json` for the packages that built the site."""

from collections.abc import Iterator, Sequence
from importlib.metadata import PackagePath, distribution
from pathlib import Path

from generator.imprint import LICENCE, LICENCE_URL
from generator.rendering.inputs import Inputs
from generator.rendering.output import Output, PlannedFiles
from generator.rendering.page import PlannedPage

NAME = "licenses.txt"
BILL = "sbom.cdx.json"
"""The CycloneDX bill of materials: the packages of the lock file, with versions and licences."""
SENT = {
    "opencc": "简繁对照表，在搜索的脚本和繁体页面里 / the table of simplified and traditional characters",
    "pypinyin": "汉字的读音，在搜索的索引里 / the readings of characters in the search index",
}
"""Packages of which some part is sent to readers, with a description of that part."""


def planned(inputs: Inputs) -> Iterator[PlannedFiles]:
    """Two files at the root of the site."""
    yield PlannedFiles((NAME, BILL), _notices)


def _notices(pages: Sequence[PlannedPage]) -> tuple[Output, ...]:
    own = f"本站的文字 / the words of this site: {LICENCE}, {LICENCE_URL}\n"
    parts = [own, *(_notice(package, what) for package, what in SENT.items())]
    bill = Path(__file__).with_name(BILL).read_bytes()
    return Output(NAME, f"\n{'-' * 72}\n\n".join(parts).encode("utf-8")), Output(BILL, bill)


def _notice(package: str, what: str) -> str:
    found = distribution(package)
    licence = next(iter(found.metadata.get_all("License-Expression") or found.metadata.get_all("License") or ()), "")
    texts = [path.read_text("utf-8") for path in sorted(found.files or ()) if _is_licence(path)]
    return f"{package} {found.version}: {what}\n{licence}\n\n" + "\n\n".join(texts)


def _is_licence(path: PackagePath) -> bool:
    return ".dist-info" in path.as_posix() and path.name.upper().startswith(("LICENSE", "LICENCE", "NOTICE", "COPYING"))
