"""Where the time of a build goes, stage by stage: `python benchmarks/stages.py ROOT [--jobs N] [--memo]`.

The times are seconds on the clock and seconds of processors (children included), so that a busy machine can be told
from slow code. With `--memo` what is kept between runs is used; without it everything is computed.
"""

import argparse
import gc
import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path

from generator.base import Base
from generator.examining import gather, lint_all, readings
from generator.hosting.known import settings_of, shell_of
from generator.linking.links import link
from generator.publishing.building import check_links, files_of
from generator.publishing.shelf import Shelf
from generator.reading.disk import read_files
from generator.remembering import pool
from generator.rendering.inputs import Inputs
from generator.site import Site, plan

DAY = date(2026, 11, 23)


def processor_time() -> float:
    """Seconds of processors used by this process and its finished children."""
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def memory() -> int:
    """Megabytes of memory this process has had at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Print how long a stage took."""
    clock, processors = time.perf_counter(), processor_time()
    yield
    print(f"{name:24}{time.perf_counter() - clock:8.2f} s{processor_time() - processors:8.2f} cpu{memory():6} MB")


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
        content = gather(files, partial(readings, memo=base.memo))
        library = content.library()
    with stage("link"):
        links = link(library)
    with stage("lint across entries"):
        findings = lint_all(content, library, links, DAY, base.memo)
    with stage("edition, keys"):
        inputs = Inputs.of(base, library, links, None, settings_of(base).url)
        for document in library:
            inputs.showing.key(document)
        planned = plan(inputs)
    with stage("search index"):
        outputs = tuple(output for files in planned.files for output in files.make(planned.pages))
    with stage("pages"):
        pages = tuple(planned.made_pages())
    site = Site(pages, outputs, tuple(findings), planned.masthead)
    with stage("shell"):
        shell = shell_of(base, site.pages, site.masthead)
    with stage("resolving links"):
        check_links(site, shell)
    with tempfile.TemporaryDirectory() as folder, stage("writing"):
        target = Path(folder) / "site"
        notes = Shelf(target).publish(files_of(site, shell), arguments.jobs).notes
    print(f"{'all':24}{time.perf_counter() - start:8.2f} s{processor_time():8.2f} cpu{memory():6} MB")
    size = sum(note[1] for note in notes.values())
    print(f"{len(pages)} pages, {len(notes)} files, {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
