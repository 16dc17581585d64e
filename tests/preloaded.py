"""Everything that commands import, and what they work out alike for every base, for the process that they are forked from:
see `tests/commands.py`."""

from importlib import import_module

from generator.cli import COMMANDS
from generator.rules import all_rules
from generator.search.pinyin import sounds_of_characters

LAZY = (
    "generator.publishing.building",
    "generator.hosting.mkdocs_host",
    "generator.search.known",
    "pypinyin",
    "rjieba",
)
"""What commands import only when they need it."""

for name in (*LAZY, *(f"generator.commands.{command}" for command in COMMANDS)):
    import_module(name)
all_rules()
sounds_of_characters(frozenset())
