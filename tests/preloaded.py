"""Everything that commands import, and what they work out alike for every base, for the process that they are forked from:
see `tests/commands.py`."""

from datetime import date
from importlib import import_module
from pathlib import Path

from generator.base import Base
from generator.cli import COMMANDS
from generator.examining import examine
from generator.outputs.search import analyzer_of, findable, heard, search_document, synonyms
from generator.rendering.inputs import Inputs
from generator.rendering.templates import _environment
from generator.rules import all_rules
from generator.search.page_terms import analyse
from generator.search.pinyin import sounds_of_characters
from tests import templates_once

ROOT = Path(__file__).parent.parent
LAZY = (
    "generator.publishing.building",
    "generator.hosting.mkdocs_host",
    "generator.search.known",
    "pypinyin",
    "rjieba",
)
"""What commands import only when they need it."""


def look_at_small() -> None:
    """Checks and indexes the small base, with what that loads: patterns, dictionaries, models, templates.

    A script is not made smaller: the library for that does not work any more in a process forked after its first use.
    """
    base, day = Base.forgetful(ROOT / "tests/sites/small"), date(2026, 11, 26)
    found = examine(base, day)
    inputs = Inputs.of(base, found.library, found.links, day)
    documents = findable(inputs.edition)
    analyzer = analyzer_of(documents, synonyms(inputs.edition, found.library.words.search))
    for document in documents:
        analyse(search_document(document, inputs.edition), analyzer)
    heard(inputs, documents)
    templates = _environment(ROOT / "site_templates")
    for name in templates.list_templates(filter_func=lambda name: name.endswith(".j2")):
        templates.get_template(name)


for name in (*LAZY, *(f"generator.commands.{command}" for command in COMMANDS)):
    import_module(name)
all_rules()
sounds_of_characters(frozenset())
templates_once.share()
look_at_small()
