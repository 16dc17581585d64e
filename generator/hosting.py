"""A site value through MkDocs into a folder: its build without its banner, its clock and its progress lines."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.commands.build import build
from mkdocs.config import load_config

from generator.mkdocs_plugin import KnowledgeBasePlugin
from generator.site import Site


def build_with_mkdocs(root: Path, site: Site, folder: Path) -> str:
    """Write the site into a folder with MkDocs' shell around each page; the path the site is to be served under.

    Raises `mkdocs.exceptions.MkDocsException` when `mkdocs.yml` or the theme is wrong.
    """
    with _quiet():
        config = load_config(str(root / "mkdocs.yml"), site_dir=str(folder))
        plugin = config.plugins["kb"]
        assert isinstance(plugin, KnowledgeBasePlugin)
        plugin.site = site
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
        config.plugins.on_shutdown()
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
