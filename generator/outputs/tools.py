"""The scripts of the pages that readers fill in."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from generator.content_types.page import Page
from generator.reading.library import Library
from generator.rendering.inputs import Inputs
from generator.rendering.output import Output, PlannedFiles
from generator.rendering.page import PlannedPage
from generator.tools.scripts import scripts


def planned(inputs: Inputs) -> Iterator[PlannedFiles]:
    """One script for each kind of tool that the base uses."""
    made = scripts(_kinds(inputs.edition.library))
    yield PlannedFiles(tuple(made), partial(_made, made))


def _kinds(library: Library) -> frozenset[str]:
    """The kinds of tools that pages of the base have."""
    entries = [document.entry for document in library]
    borne = (entry.tool for entry in entries if isinstance(entry, Page))
    return frozenset((*(entry.type_name() for entry in entries), *filter(None, borne)))


def _made(made: Mapping[str, bytes], pages: Sequence[PlannedPage] = ()) -> tuple[Output, ...]:
    return tuple(Output(path, content) for path, content in made.items())
