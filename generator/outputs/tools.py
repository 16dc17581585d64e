"""The scripts of the pages that readers fill in."""

from collections.abc import Iterator, Sequence

from generator.rendering.inputs import Inputs
from generator.rendering.output import Output, PlannedFiles
from generator.rendering.page import PlannedPage
from generator.tools.scripts import scripts


def planned(inputs: Inputs) -> Iterator[PlannedFiles]:
    """One script a kind of tool."""
    yield PlannedFiles(tuple(scripts()), _made)


def _made(pages: Sequence[PlannedPage] = ()) -> tuple[Output, ...]:
    return tuple(Output(path, content) for path, content in scripts().items())
