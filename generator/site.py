"""The second half of the pipeline: from an examined base and a date to the pages and files of the site."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any, TypeGuard

from generator.base import Base
from generator.content_types.page import Page as ByHand
from generator.diagnostics import Diagnostic
from generator.examining import examine
from generator.linking.addresses import address
from generator.outputs import OUTPUTS
from generator.remembering import pool
from generator.remembering.spool import Spool
from generator.rendering.edition import Edition, term_tip
from generator.rendering.inputs import Inputs
from generator.rendering.output import LateOutput, PlannedFiles, as_late
from generator.rendering.page import Call, Masthead, PlannedPage, RenderedPage
from generator.rendering.views import help_card

Judge = Callable[[], tuple[Diagnostic, ...]]
"""Finds out what is wrong with the content."""


@dataclass(frozen=True)
class Plan:
    """The planned pages and files of a site, by kind of output; nothing has been built yet."""

    inputs: Inputs
    kinds: tuple[tuple[PlannedPage | PlannedFiles, ...], ...]
    is_begun: bool = False
    """Whether another process builds the files that take much time and memory."""
    judged: Judge = tuple
    """Waits for the findings of the other process, if it was to judge the content."""

    @property
    def pages(self) -> tuple[PlannedPage, ...]:
        """The planned pages of all kinds."""
        return tuple(item for kind in self.kinds for item in kind if isinstance(item, PlannedPage))

    @property
    def files(self) -> tuple[PlannedFiles, ...]:
        """The planned files of all kinds."""
        return tuple(item for kind in self.kinds for item in kind if isinstance(item, PlannedFiles))

    @property
    def masthead(self) -> Masthead:
        """The texts of the layout around every page."""
        library = self.inputs.edition.library
        pages = sorted((d.key, d.entry.title) for d in library if isinstance(d.entry, ByHand) and d.entry.in_footer)
        footer = tuple((address(key), title) for key, title in pages)
        site = library.words.site
        navigation = tuple((f"/{tab.to}/", tab.says) for tab in site.navigation)
        begin = tuple((address(key), library[key].entry.title) for key in site.home.first[:1] if key in library)
        help = help_card("/", self.inputs.edition)
        calls = tuple(Call(one.name, one.when, one.phone) for one in (*help.talk[:1], *help.danger) if one.phone)
        return Masthead(site.name, site.claim, site.disclaimer, navigation, footer, begin, calls)

    @contextmanager
    def begun(self, judge: Judge = tuple) -> Iterator["Plan"]:
        """The same plan while another process judges the content and builds the files that take much time and memory."""
        for document in self.inputs.edition.library:
            self.inputs.showing.key(document)  # both processes need the keys
        if not self.inputs.memo.is_warm:
            for files in self.files:
                files.ahead()
        self.inputs.showing.keep()
        # The index first, since it takes longest; what the other process has not begun when this one has nothing else to
        # do is done here.
        planned = [files for files in self.files if files.aside]
        tasks: pool.Tasks = [*(partial(self._all_of, files) for files in planned), judge]
        with pool.aside(tasks, self.inputs.memo.jobs) as value:
            apart = {files: replace(files, make=partial(_made, value, n)) for n, files in enumerate(planned)}
            kinds = tuple(tuple(apart[each] if _aside(each) else each for each in kind) for kind in self.kinds)
            yield replace(self, kinds=kinds, is_begun=True, judged=partial(value, len(tasks) - 1))

    def _all_of(self, files: PlannedFiles) -> list[LateOutput]:
        """All files that are built together."""
        return list(map(as_late, files.make(self.pages)))

    def page(self, planned: PlannedPage) -> RenderedPage:
        """Builds one page."""
        return _finished(planned.make(), self.inputs.edition)

    def made_files(self, spool: Spool | None = None, aside: bool = False) -> tuple[LateOutput, ...]:
        """The files besides pages that this process builds, or those that another builds; with a `spool`, their bytes
        wait there if the cache does not have them.
        """
        made = (output for files in self.files if files.aside == aside for output in files.make(self.pages))
        return tuple(each.moved(spool.put) if spool else each for each in map(as_late, made))

    def made_pages(self, spool: Spool | None = None) -> Iterator[RenderedPage]:
        """All pages, from the cache or built in parallel; with a `spool`, their HTML waits there if the cache does not
        have it.
        """
        pages = self.pages
        made = self.inputs.memo.over("page", lambda page: page.make(), pages, (page.key() for page in pages))
        return (_finished(page, self.inputs.edition, spool) for page in made)


@dataclass(frozen=True)
class Site:
    """The built site as data: its pages, its other files, and the findings about the content."""

    pages: tuple[RenderedPage, ...]
    outputs: tuple[LateOutput, ...]
    findings: tuple[Diagnostic, ...]
    masthead: Masthead


def plan(inputs: Inputs) -> Plan:
    """Plans the pages and files of a site."""
    return Plan(inputs, tuple(tuple(kind.planned(inputs)) for kind in OUTPUTS))


def assemble(planned: Plan, findings: Iterable[Diagnostic] = (), spool: Spool | None = None) -> Site:
    """Builds everything that was planned, and returns the site as data; with a `spool`, most bytes of it wait there."""
    if planned.is_begun:
        own = planned.made_files(spool)
        if not planned.inputs.memo.is_warm and len(planned.pages) >= pool.MANY:
            planned.judged()  # waits for the other process: together with all pages it would take much memory
        pages = tuple(planned.made_pages(spool))
        others = planned.made_files(spool, aside=True)
    else:
        # Files first: building the search index needs more memory than the pages, which would then be in memory, too.
        with planned.begun() as begun:
            own, others = begun.made_files(spool), begun.made_files(spool, aside=True)
        pages = tuple(planned.made_pages(spool))
    return Site(pages, (*own, *others), tuple(findings), planned.masthead)


def _made(value: Callable[[int], Any], number: int, pages: object) -> Any:
    """What another process has made of some planned files."""
    return value(number)


def _aside(item: PlannedPage | PlannedFiles) -> TypeGuard[PlannedFiles]:
    return isinstance(item, PlannedFiles) and item.aside


def _finished(page: RenderedPage, edition: Edition, spool: Spool | None = None) -> RenderedPage:
    """A page with the tooltips of its terms."""
    tips = tuple((key, term_tip(edition, key)) for key, _ in page.tips)
    body = page.body.moved(spool.put) if spool else page.body
    return replace(page, tips=tips, links=page.links.interned(), body=body)


def build(base: Base, today: date, day: date | None = None, site_url: str = "") -> Site:
    """Reads a base and builds its site as data; findings are judged by `today`, content is shown as of `day`."""
    found = examine(base, today)
    return assemble(plan(Inputs.of(base, found.library, found.links, day, site_url)), found.findings)
