"""`python -m generator` is the same as `kb`."""

from generator.cli import run

run()
