"""A site value through MkDocs into a folder: its build without its banner, its clock and its progress lines."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config

from generator.mkdocs_plugin import KnowledgeBasePlugin
from generator.site import Site


def build_with_mkdocs(root: Path, site: Site, folder: Path) -> None:
    """Write the site into a folder with MkDocs' shell around each page.

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


@contextmanager
def _quiet() -> Iterator[None]:
    logger = logging.getLogger("mkdocs")
    level = logger.level
    logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        logger.setLevel(level)
