"""Share pictures: one an entry, of the size that WeChat shows, with words on it, named by its page, drawn once."""

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from conftest import DAY, ROOT, Kb
from PIL import Image

from generator.publishing import cards
from generator.publishing.cards import CardsMissing, NoFont, _draw, _fitting, _font, with_cards
from generator.publishing.shelf import OutputFile, ready
from generator.rendering.page import RenderedPage


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


class Square:
    """A font whose Chinese characters are squares, and all others half as wide."""

    def __init__(self, size: int) -> None:
        self.size = size

    def getlength(self, text: str) -> float:
        return sum(self.size if one > "\u2000" else self.size / 2 for one in text)


@pytest.mark.parametrize(
    ("title", "size", "lines"),
    [
        ("逾期", 112, ["逾期"]),
        ("甲" * 12, 112, ["甲" * 4] * 3),
        ("甲" * 13, 94, ["甲" * 5, "甲" * 5, "甲" * 3]),
        ("甲" * 24, 76, ["甲" * 6] * 4),
        ("甲" * 32, 58, ["甲" * 8] * 4),
        ("甲" * 33, 52, ["甲" * 9] * 3 + ["甲" * 6]),
        ("甲" * 45, 52, ["甲" * 9] * 5),
        ("甲" * 46, 52, ["甲" * 9] * 4 + ["甲" * 8 + "…"]),
        ("甲乙丙丁，戊", 112, ["甲乙丙丁，", "戊"]),
        ("甲乙 LPR 24%", 112, ["甲乙 LPR", "24%"]),
        ("甲乙丙LPR", 112, ["甲乙丙", "LPR"]),
        ("", 112, [""]),
    ],
)
def test_a_title_is_as_large_as_it_fits_and_no_word_is_cut(
    monkeypatch: pytest.MonkeyPatch, title: str, size: int, lines: list[str]
) -> None:
    monkeypatch.setattr(cards, "_sized", lambda font, size: Square(size))
    assert next(_fitting(title, ("a font", 0))) == (size, lines)


def box(image: Image.Image, top: int, bottom: int) -> tuple[int, int, int, int]:
    """Where something is drawn between two heights: left, top, right and bottom."""
    drawn = image.convert("L").point([255 * (grey < 200) for grey in range(256)])
    found = drawn.crop((0, top, 600, bottom)).getbbox()
    assert found
    return found[0], found[1] + top, found[2], found[3] + top


def test_where_things_are_on_a_picture() -> None:
    size, lines = next(_fitting("国国国国国国国国", _font()))
    with Image.open(BytesIO(_draw("国国国国国国国国", "国国", _font()))) as image:
        assert image.mode == "P" and len(image.getcolors() or ()) <= 16
        left, top, right, _ = box(image, 0, 470)
        first, name = (cards._sized(_font(), each).getbbox("国") for each in (size, 34))
        assert len(lines) == 2 and 56 <= left <= 56 + size / 8 and abs(top - 56 - first[1]) <= 2
        assert 600 - 56 - size <= right <= 600 - 56 + 2
        second = box(image, 56 + int(size * 1.25), 470)
        assert abs(second[1] - 56 - size * 1.25 - first[1]) <= 2
        assert box(image, 470, 490) == (56, 480, 545, 482)
        below = box(image, 490, 600)
        assert 56 <= below[0] <= 60 and abs(below[1] - 500 - name[1]) <= 2
        colours = {image.convert("RGB").getpixel(place) for place in ((0, 0), (300, 481))}
        assert colours == {(0xFA, 0xF7, 0xF0), (0x5B, 0x67, 0x70)}


PAGE = b'<head><meta property="og:image" content="https://kb.example/share.png"></head>'


def carded(monkeypatch: pytest.MonkeyPatch, title: str = "分付", name: str = "站") -> dict[str, OutputFile]:
    """The files of a site of an entry, a page of no entry and a style, with pictures that are not drawn."""
    monkeypatch.setattr(cards, "_drawing", lambda: lambda *drawn: repr(drawn).encode())
    monkeypatch.setattr(cards, "_font", lambda: (__file__, 3))
    pages = [
        RenderedPage.of("/concepts/fenfu/", title, "", "", source="content/concepts/fenfu.yaml"),
        RenderedPage.of("/search/", "搜索", "", ""),
    ]
    files = [ready(path, PAGE) for path in ("concepts/fenfu/index.html", "search/index.html", "site.css")]
    return {file.path: file for file in with_cards(files, pages, name, "https://kb.example/")}


def test_only_entries_have_pictures_and_only_their_pages_name_them(monkeypatch: pytest.MonkeyPatch) -> None:
    files = carded(monkeypatch)
    picture = "assets/cards/concepts/fenfu.png"
    assert files.keys() == {"concepts/fenfu/index.html", "search/index.html", "site.css", picture}
    assert files[picture].content().decode() == repr(("分付", "站", (__file__, 3)))
    page = files["concepts/fenfu/index.html"]
    assert page.content() == PAGE.replace(b"share.png", picture.encode())
    assert files["search/index.html"].content() == files["site.css"].content() == PAGE


@pytest.mark.parametrize(("changed", "anew"), [({}, False), ({"title": "别的"}, True), ({"name": "别的"}, True)])
def test_a_picture_is_drawn_anew_when_its_words_change(
    monkeypatch: pytest.MonkeyPatch, changed: dict[str, str], anew: bool
) -> None:
    path = "assets/cards/concepts/fenfu.png"
    before, after = (carded(monkeypatch, **words)[path].inputs() for words in ({}, changed))
    assert (before != after) == anew


def test_a_page_that_names_its_picture_is_another_file_than_before(monkeypatch: pytest.MonkeyPatch) -> None:
    inputs = {carded(monkeypatch)[path].inputs() for path in ("concepts/fenfu/index.html", "search/index.html")}
    assert len(inputs) == 2


@pytest.mark.parametrize(
    ("some", "chosen", "font"),
    [
        ("/a.ttc: \n", "/b|c.ttc|2", ("/b|c.ttc", 2)),
        ("/a.ttc: \n", f"/a.ttc|{(1 << 16) + 65535}", ("/a.ttc", 65535)),
        (" \n", "/latin.ttf|0", None),
        ("/a.ttc: \n", "/a.ttc", None),
        ("/a.ttc: \n", "", None),
    ],
)
def test_the_font_is_that_of_the_machine(
    monkeypatch: pytest.MonkeyPatch, some: str, chosen: str, font: tuple[str, int] | None
) -> None:
    monkeypatch.setattr(cards, "_system", lambda *command: chosen if command[0] == "fc-match" else some)
    if font:
        assert _font() == font
    else:
        with pytest.raises(NoFont):
            _font()


def test_a_machine_that_knows_no_fonts_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(NoFont):
        _font()


def test_without_the_library_for_pictures_that_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PIL.Image", None)
    with pytest.raises(CardsMissing):
        with_cards([], [], "", "")


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
