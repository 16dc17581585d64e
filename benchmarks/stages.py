"""Where the time of a build goes, stage by stage: `python benchmarks/stages.py ROOT [--jobs N] [--memo]`.

The times are seconds on the clock and seconds of processors (children included), so that a busy machine can be told
from slow code. With `--memo` what is kept between runs is used; without it everything is computed. What other generators
do not make is summed up apart: files for programs, feeds, Markdown versions, traditional characters, compressed copies.
"""

import argparse
import gc
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path

from generator.base import Base
from generator.examining import Examination, read_all
from generator.hosting.known import shell_of
from generator.hosting.settings import settings_of
from generator.linking.links import link
from generator.outputs import OUTPUTS, redirects, search
from generator.publishing.building import check_links, files_of
from generator.publishing.compression import compressed
from generator.publishing.shelf import OutputFile, Shelf
from generator.publishing.traditional import FOLDER, both
from generator.reading.disk import read_files
from generator.remembering import pool
from generator.rendering.inputs import Inputs
from generator.rendering.output import LateOutput, Output, PlannedFiles
from generator.rendering.page import PlannedPage
from generator.site import Site, plan

DAY = date(2026, 11, 23)


def processor_time() -> float:
    """Seconds of processors used by this process and its finished children."""
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def memory() -> int:
    """Megabytes of memory this process has had at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


USUAL = (redirects, search)
"""The kinds of output, besides pages, that other generators make, too."""
TOTALS: Counter[bool] = Counter()
"""Seconds of processors of what only this generator makes (`True`), and of the rest."""


@contextmanager
def stage(name: str, apart: bool = False) -> Iterator[None]:
    """Print how long a stage took."""
    clock, processors = time.perf_counter(), processor_time()
    yield
    used = processor_time() - processors
    TOTALS[apart] += used
    print(f"{name:24}{time.perf_counter() - clock:8.2f} s{used:8.2f} cpu{memory():6} MB{'  apart' * apart}")


def made(items: Sequence[PlannedPage | PlannedFiles], pages: Sequence[PlannedPage]) -> tuple[LateOutput, ...]:
    """The files of one kind of output."""
    found = chain.from_iterable(each.make(pages) for each in items if isinstance(each, PlannedFiles))
    return tuple(LateOutput.of(each.path, each.content) if isinstance(each, Output) else each for each in found)


def written(name: str, files: Sequence[OutputFile], folder: Path, jobs: int, apart: bool = False) -> None:
    """Makes and writes some files into a folder of their own; prints how long that took, and how many megabytes they are."""
    with stage(name, apart):
        notes = Shelf(folder / name / "site").publish(files, jobs).notes
    print(f"{'':24}{len(notes):8} files{sum(note[1] for note in notes.values()) / 1e6:8.1f} MB")


def main() -> None:
    """Build one root without putting it in place, and print the stages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("root", type=Path)
    parser.add_argument("--jobs", type=int, default=pool.cores())
    parser.add_argument("--memo", action="store_true")
    arguments = parser.parse_args()
    root = arguments.root.resolve()
    base = (Base.at(root) if arguments.memo else Base.forgetful(root)).on(arguments.jobs)
    gc.disable()
    start = time.perf_counter()
    with stage("read bytes"):
        files = read_files(root)
    with stage("parse, validate, lint"):
        content = read_all(files, DAY, base.memo)
        library = content.library()
    with stage("link"):
        links = link(library)
    with stage("lint across entries"):
        findings = Examination(content, library, links, DAY, base.memo).findings
    with stage("edition, keys"):
        inputs = Inputs.of(base, library, links, None, settings_of(base).url)
        for document in library:
            inputs.showing.key(document)
        planned = plan(inputs)
    outputs = {}
    for kind, items in zip(OUTPUTS, planned.kinds, strict=True):
        name = "search index" if kind is search else f"files: {kind.__name__.rpartition('.')[2]}"
        with stage(name, kind not in USUAL):
            outputs[kind] = made(items, planned.pages)
    with stage("pages"):
        pages = tuple(planned.made_pages())
    site = Site(pages, tuple(chain(*outputs.values())), tuple(findings), planned.masthead)
    with stage("shell"):
        shell = shell_of(base, site.pages, site.masthead)
    with stage("resolving links"):
        check_links(site, shell)
    files = files_of(site, shell)
    own = {output.path for kind, found in outputs.items() if kind not in USUAL for output in found}
    programs = [file for file in files if file.path in own]
    twins = [file for file in files if file.path.endswith(".md")]
    usual = [file for file in files if file.path not in own and not file.path.endswith(".md")]
    in_both = both(files, content.words.traditional, settings_of(base).url)
    other = [file for file in in_both if file.path.startswith(FOLDER)]
    copies = [file for file in compressed(files) if file.path.endswith((".br", ".gz"))]
    # Removed only at the end: ext4 takes long to create files just after it has removed some.
    with tempfile.TemporaryDirectory() as folder:
        put = partial(written, folder=Path(folder), jobs=arguments.jobs)
        put("writing", usual)
        put("Markdown versions", twins, apart=True)
        put("files for programs", programs, apart=True)
        put("traditional characters", other, apart=True)
        put("brotli and gzip", copies, apart=True)
    print(f"{'all':24}{time.perf_counter() - start:8.2f} s{processor_time():8.2f} cpu{memory():6} MB")
    print(f"{len(pages)} pages: {TOTALS[False]:.2f} cpu for them and search, {TOTALS[True]:.2f} for the rest")


if __name__ == "__main__":
    main()
