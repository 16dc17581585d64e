"""Share pictures: one an entry, of the size that WeChat shows, with words on it, named by its page, drawn once."""

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from conftest import DAY, ROOT, Kb
from PIL import Image

from generator.publishing.cards import _draw, _fitting, _font


def test_each_entry_has_a_picture_that_its_page_names(small: Path, kb: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_SITE_URL", "https://kb.example/")
    for _ in range(2):
        built = kb("build", "--root", small, "--as-of", DAY, "--cards")
        assert built.returncode == 0, built.stderr
    picture = small / "site/assets/cards/concepts/fenfu.png"
    with Image.open(picture) as image:
        assert image.size == (600, 600)
        colours = image.convert("L").getextrema()
        assert colours[0] < 80 and colours[1] > 230
    assert picture.stat().st_size < 20_000
    page = (small / "site/concepts/fenfu/index.html").read_text("utf-8")
    assert '<meta property="og:image" content="https://kb.example/assets/cards/concepts/fenfu.png">' in page
    drawn = picture.stat().st_mtime_ns
    entry = small / "content/strategies/keep-records.yaml"
    entry.write_text(entry.read_text("utf-8").replace("title: 记录与取证", "title: 记录和取证"), "utf-8")
    assert kb("build", "--root", small, "--as-of", DAY, "--cards").returncode == 0
    assert picture.stat().st_mtime_ns == drawn


@pytest.mark.parametrize(
    "title",
    ["逾期", "被起诉了：收到传票以后三十天里要做的每一件事和不要做的事，一步一步来，先看这里", "LPR 是什么 24% 和 36%"],
)
def test_a_title_of_any_length_fits(title: str) -> None:
    size, lines = next(_fitting(title, _font()))
    assert 52 <= size <= 112 and 1 <= len(lines) <= 5
    with Image.open(BytesIO(_draw(title, "名字", _font()))) as image:
        grey = image.convert("L")
        edge = [grey.getpixel((599, y)) for y in range(600)] + [grey.getpixel((x, 599)) for x in range(600)]
        assert min(edge) > 230, "no word touches the edge"


def test_without_the_extra_the_line_to_run_is_told(small: Path, tmp_path: Path) -> None:
    (tmp_path / "PIL.py").write_text("raise ImportError('gone')", "utf-8")
    told = subprocess.run(
        [sys.executable, "-m", "generator", "build", "--root", str(small), "--cards"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "KB_LANG": "en", "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"},
        cwd=tmp_path,
    )
    assert told.returncode == 2 and "[cards]" in told.stderr and "Traceback" not in told.stderr
