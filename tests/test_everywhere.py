"""Other environments of editors: slashes and line ends of Windows, `kb check --watch`, the preview of MkDocs."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest
from conftest import DAY, ROOT, Kb
from waiting import PATIENCE, free_port, until

from generator.editing.fixing import declined, fix
from generator.examining import examine_files
from generator.reading.disk import read_files
from generator.remembering.memo import PLAIN

RECORDS = "content/strategies/keep-records.yaml"
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}


def test_a_base_with_the_line_ends_of_windows_is_clean_and_keeps_them(small: Path, kb: Kb) -> None:
    for path in (small / "content").rglob("*.*"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert kb("check", "--root", small, "--as-of", DAY).returncode == 0
    file = small / RECORDS
    before = file.read_bytes()
    file.write_bytes(before.replace("时间、号码和".encode(), "时间,号码和".encode()))
    fixed = kb("check", "--root", small, "--as-of", DAY, "--fix")
    assert fixed.returncode == 0 and "left" not in fixed.stderr
    assert file.read_bytes() == before.replace("时间、号码和".encode(), "时间，号码和".encode())


def test_paths_and_names_may_have_the_slashes_of_windows(small: Path, kb: Kb) -> None:
    file = small / RECORDS
    file.write_text(file.read_text("utf-8").replace("时间、号码和", "时间,号码和"), "utf-8")
    told = kb("check", "--root", small, "--as-of", DAY, str(small) + "/content\\strategies\\keep-records.yaml")
    assert told.returncode == 1 and told.stdout.startswith(f"{RECORDS}:5:"), "findings have the slashes of addresses"
    file.write_text(file.read_text("utf-8").replace("时间,号码和", "时间、号码和"), "utf-8")
    moved = kb("rename", "strategies\\keep-records", "records", "--root", small, "--as-of", DAY)
    assert moved.returncode == 0 and (small / "content/strategies/records.yaml").is_file(), moved.stderr


@pytest.mark.parametrize(
    ("name", "guess"),
    [
        ("content/Strategies/keep-records.yaml", RECORDS),
        ("content/strategies/keep-records.YAML", RECORDS),
        ("content/strategy/keep-records.yml", RECORDS),
    ],
)
def test_a_file_whose_name_differs_in_its_case_is_told_where_it_belongs(
    small: Path, kb: Kb, name: str, guess: str
) -> None:
    (small / name).parent.mkdir(exist_ok=True)
    (small / RECORDS).rename(small / name)
    told = kb("check", "--root", small, "--as-of", DAY)
    assert f"{name}:1:1: error KB107" in told.stdout and f"Did you mean {guess}?" in told.stdout


def test_a_fix_that_is_written_is_not_said_to_be_left(small: Path) -> None:
    files = read_files(small)
    files[RECORDS] = files[RECORDS].replace("时间、号码和".encode(), "时间,号码和".encode())

    def examined(instead: dict[str, bytes]):  # type: ignore[no-untyped-def]
        return examine_files({**files, **instead}, DAY, PLAIN, drafts=True).findings

    changed = fix(files, examined)  # type: ignore[arg-type]
    assert changed and not list(declined({**files, **changed}, examined))  # type: ignore[arg-type]


def test_a_check_that_watches_tells_of_each_save(small: Path, tmp_path: Path) -> None:
    call = [sys.executable, "-m", "generator", "check", "--root", str(small), "--as-of", str(DAY), "--watch"]
    said = tmp_path / "said"
    with said.open("wb") as out, subprocess.Popen(call, stdout=out, env=ENVIRONMENT, cwd=ROOT) as running:
        until(lambda: "No problems found" in said.read_text("utf-8"))
        file = small / RECORDS
        file.write_text(file.read_text("utf-8").replace("时间、号码和", "时间,号码和"), "utf-8")
        until(lambda: "KB404" in said.read_text("utf-8"))
        file.write_text(file.read_text("utf-8").replace("时间,号码和", "时间、号码和"), "utf-8")
        until(lambda: said.read_text("utf-8").count("No problems found") == 2)
        running.send_signal(signal.SIGINT)
        assert running.wait() in (0, 1)


def test_the_preview_of_mkdocs_sees_an_entry_being_saved(small: Path) -> None:
    port = free_port()
    call = [sys.executable, "-m", "mkdocs", "serve", "-q", "-a", f"127.0.0.1:{port}"]
    with subprocess.Popen(call, env=ENVIRONMENT, cwd=small, stderr=subprocess.DEVNULL) as running:

        def shown(words: str) -> bool:
            try:
                with urlopen(f"http://127.0.0.1:{port}/strategies/keep-records/", timeout=PATIENCE) as page:
                    return words in page.read().decode()
            except OSError:
                return False

        try:
            until(lambda: shown("写下时间和号码"))
            file = small / RECORDS
            file.write_text(file.read_text("utf-8").replace("写下时间和号码", "写下几点和号码"), "utf-8")
            until(lambda: shown("写下几点和号码"))
        finally:
            running.send_signal(signal.SIGINT)
            running.wait()
