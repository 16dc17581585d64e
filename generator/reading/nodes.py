"""Parses a content file, YAML or Markdown, into nodes."""

from functools import lru_cache

from generator.reading.markdown_nodes import parse_markdown
from generator.reading.yaml_nodes import Parsed, parse


@lru_cache(1)
def nodes(path: str, data: bytes) -> Parsed:
    """The nodes of a content file, or the findings that say why there are none."""
    return parse_markdown(path, data) if path.endswith(".md") else parse(path, data)
