"""Share pictures: for each entry a square PNG with its title, which apps such as WeChat show beside a shared link."""

import re
import subprocess
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from io import BytesIO
from pathlib import Path
from typing import Any

from generator.linking.addresses import file_of
from generator.publishing.shelf import OutputFile
from generator.remembering.memo import code, digest
from generator.rendering.page import RenderedPage

FOLDER = "assets/cards/"
SIDE, MARGIN, LINES = 600, 56, 4
_PAPER, _INK, _SOFT = "#faf7f0", "#22303c", "#5b6770"
_LARGEST, _SMALLEST, _SMALL = 112, 52, 34
_IMAGE = re.compile(r'<meta property="og:image" content="[^"]*">')
_BREAKS = re.compile(r"[A-Za-z0-9%.]+|.")


Font = tuple[str, int]
"""The file of a font, and its index in that file."""


class CardsMissing(Exception):
    """Pillow, the library for pictures, is not installed."""


class NoFont(Exception):
    """There is no font with Chinese characters on this machine."""


def with_cards(
    files: Sequence[OutputFile], pages: Sequence[RenderedPage], name: str, site_url: str
) -> list[OutputFile]:
    """The files of a site plus a picture for each entry, to which its page refers. Raises `CardsMissing` or `NoFont`."""
    draw, font = _drawing(), _font()
    own = {file_of(page.address): page for page in pages if page.source}
    key = digest(code(), name, Path(font[0]).read_bytes(), str(font[1]))
    pictures = (_picture(page, partial(draw, page.title, name, font), key) for page in own.values())
    named = (_naming(file, own[file.path], site_url) if file.path in own else file for file in files)
    return [*named, *pictures]


def card_path(page: RenderedPage) -> str:
    """The path of the picture of a page."""
    return f"{FOLDER}{page.address.strip('/')}.png"


def _picture(page: RenderedPage, made: Callable[[], bytes], key: bytes) -> OutputFile:
    return OutputFile(card_path(page), lambda: digest(key, page.title), made)


def _naming(file: OutputFile, page: RenderedPage, site_url: str) -> OutputFile:
    """The file of a page with a reference to its picture, which needs the absolute URL of the site."""
    image = f'<meta property="og:image" content="{site_url}{card_path(page)}">'
    content, inputs = file.content, file.inputs
    return OutputFile(
        file.path, lambda: digest(inputs(), image), lambda: _IMAGE.sub(image, content().decode()).encode()
    )


def _font() -> Font:
    """A bold font for simplified characters as fontconfig chooses it. Raises `NoFont`."""
    try:
        some = _system("fc-list", ":lang=zh-cn", "file")
        path, place = _system("fc-match", "-f", "%{file}|%{index}", ":lang=zh-cn:bold").rsplit("|", 1)
    except (FileNotFoundError, ValueError):
        raise NoFont from None
    if not some.strip():
        raise NoFont
    return path, int(place) & 0xFFFF  # the upper bits select the weight of a variable font


def _system(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def _drawing() -> Callable[[str, str, Font], bytes]:
    try:
        import PIL.Image  # noqa: F401
    except ImportError:
        raise CardsMissing from None
    return _draw


def _draw(title: str, name: str, font: Font) -> bytes:
    """The picture as PNG: the title as large as it fits, with the name of the site below it."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (SIDE, SIDE), _PAPER)
    pen = ImageDraw.Draw(image)
    size, lines = next(_fitting(title, font))
    for number, line in enumerate(lines):
        pen.text((MARGIN, MARGIN + number * size * 1.25), line, font=_sized(font, size), fill=_INK)
    pen.line((MARGIN, SIDE - 120, SIDE - MARGIN, SIDE - 120), fill=_SOFT, width=2)
    pen.text((MARGIN, SIDE - 100), name, font=_sized(font, _SMALL), fill=_SOFT)
    held = BytesIO()
    image.quantize(16).save(held, "PNG", optimize=True)
    return held.getvalue()


def _fitting(title: str, font: Font) -> Iterator[tuple[int, list[str]]]:
    """Font sizes at which the title fits, largest first, with its lines; at the smallest size it is truncated."""
    for size in range(_LARGEST, _SMALLEST, -6):
        lines = _lines(title, _sized(font, size))
        if len(lines) <= LINES and len(lines) * size * 1.25 < SIDE - 120 - MARGIN:
            yield size, lines
    lines = _lines(title, _sized(font, _SMALLEST))
    yield _SMALLEST, lines if len(lines) <= LINES + 1 else [*lines[:LINES], f"{lines[LINES][:-1]}…"]


def _lines(title: str, font: Any) -> list[str]:
    """A title broken into lines at the width of the picture; words and numbers are not split."""
    lines = [""]
    for part in _BREAKS.findall(title):
        if font.getlength(lines[-1] + part) > SIDE - 2 * MARGIN and part not in "，。、：；？！）”":
            lines.append("")
        lines[-1] += part
    return [line.strip() for line in lines]


@cache
def _sized(font: Font, size: int) -> Any:
    from PIL import ImageFont

    return ImageFont.truetype(font[0], size, index=font[1])
