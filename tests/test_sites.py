"""Golden sites: what `site.build` makes of a small content folder, compared file by file."""

from pathlib import Path

import pytest
from conftest import DAY, SITES

from generator.site import Site, build

CASES = sorted(path.name for path in SITES.iterdir() if (path / "content").is_dir())


def files(site: Site) -> dict[str, str]:
    """The site's pages and other text files, without the host's shell and the API, which has tests of its own."""
    pages = {f"{page.address.strip('/') or 'home'}.html": page.html for page in site.pages}
    return pages | {
        output.path: output.content.decode("utf-8", "replace")
        for output in site.outputs
        if not output.path.startswith(("assets/", "api/"))
    }


@pytest.mark.parametrize("case", CASES)
def test_site_is_as_expected(case: str, request: pytest.FixtureRequest) -> None:
    site = build(SITES / case, DAY)
    assert site.findings == ()
    built, folder = files(site), SITES / case / "expected"
    if request.config.getoption("--update-expected"):
        update(folder, built)
    expected = {
        path.relative_to(folder).as_posix(): path.read_bytes().decode("utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }
    assert built.keys() == expected.keys()
    for name, text in built.items():
        assert text == expected[name], name


def update(folder: Path, built: dict[str, str]) -> None:
    """Write what was built; the difference is for the reviewer."""
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        path.unlink()
    for name, text in built.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
