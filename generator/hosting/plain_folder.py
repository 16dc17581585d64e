"""The site as a folder of Markdown with a `mkdocs.yml`, which MkDocs, ProperDocs and Zensical can build without this
project.
"""

import json
from collections.abc import Iterator

from generator.imprint import LANGUAGE
from generator.rendering.output import Output
from generator.rendering.page import RenderedPage
from generator.rendering.twins import source
from generator.site import Site

DOCS = "docs/"
_SETTINGS = """# {about}
site_name: {name}
site_description: {claim}
site_url: {url}
use_directory_urls: true
theme:
  name: material
  language: zh
  font: false
markdown_extensions:
  - attr_list
  - sane_lists
  - tables
  - toc:
      permalink: true
validation:
  anchors: warn
plugins:
  - search
"""
_ABOUT = "由 kb export 生成。用 MkDocs 和 Material、ProperDocs 或 Zensical 都能生成网站。"


def plain_folder(site: Site, site_url: str = "") -> Iterator[Output]:
    """All files of such a folder."""
    masthead = site.masthead
    settings = _SETTINGS.format(
        about=_ABOUT, name=_scalar(masthead.name), claim=_scalar(masthead.claim), url=_scalar(site_url)
    )
    yield Output("mkdocs.yml", settings.encode("utf-8"))
    yield from (_document(page) for page in site.pages)


def _document(page: RenderedPage) -> Output:
    made = source(page)
    head = {"title": page.title, "description": page.description, "lang": LANGUAGE}
    matter = "".join(f"{name}: {_scalar(value)}\n" for name, value in head.items())
    return Output(DOCS + made.path, f"---\n{matter}---\n\n".encode() + made.content)


def _scalar(text: str) -> str:
    """A text as a YAML scalar (in JSON syntax, which YAML includes)."""
    return json.dumps(text, ensure_ascii=False)
