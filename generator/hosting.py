"""A site value through MkDocs into a folder: its build without its banner, its clock and its progress lines."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from generator.mkdocs_plugin import KnowledgeBasePlugin
from generator.site import Site


class HostError(Exception):
    """MkDocs could not build: its set-up is wrong, not the content."""


def build_with_mkdocs(root: Path, site: Site, folder: Path) -> str:
    """Write the site into a folder with MkDocs' shell around each page; the path the site is to be served under.

    Raises `HostError` when `mkdocs.yml` or the theme is wrong.
    """
    with _quiet(), TemporaryDirectory() as empty:
        # A base without hand-written pages has no such folder; MkDocs wants one.
        pages = {} if (root / "content" / "pages").is_dir() else {"docs_dir": empty}
        try:
            config = load_config(str(root / "mkdocs.yml"), site_dir=str(folder), **pages)
            plugin = config.plugins["kb"]
            assert isinstance(plugin, KnowledgeBasePlugin)
            plugin.site = site
            config.plugins.on_startup(command="build", dirty=False)
            build(config)
            config.plugins.on_shutdown()
        except MkDocsException as error:
            raise HostError(str(error)) from error
    return urlsplit(config.site_url or "/").path.rstrip("/") + "/"


@contextmanager
def _quiet() -> Iterator[None]:
    logger = logging.getLogger("mkdocs")
    level = logger.level
    logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        logger.setLevel(level)
