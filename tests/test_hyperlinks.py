"""Links as a browser sees them: what counts as one, what does not, and where each leads."""

import pytest

from generator.rendering.fragments import marked, read
from generator.rendering.hyperlinks import Hyperlinks, broken, hyperlinks, hyperlinks_of

FILE = "concepts/fenfu/index.html"


@pytest.mark.parametrize(
    ("html", "targets"),
    [
        ('<a title="a > b" href="x/">甲</a>', ["concepts/fenfu/x/index.html"]),
        ('<a HREF="../y/">乙</a>', ["concepts/y/index.html"]),
        ("<a\nhref=z.html>丙</a>", ["concepts/fenfu/z.html"]),
        ('<img srcset="a.png 1x, b.png 2x">', ["concepts/fenfu/a.png", "concepts/fenfu/b.png"]),
        ('<a href="caf&eacute;/&#35;one">丁</a>', ["concepts/fenfu/café/index.html#one"]),
        ('<a href="x?a=1&amp;b=2#%E4%B8%80">戊</a>', ["concepts/fenfu/x#一"]),
        ('<svg><use href="#mark"/><use xlink:href="#other"/></svg>', [f"{FILE}#mark", f"{FILE}#other"]),
        (
            '<button formaction="send.html">己</button><form action="../"></form>',
            ["concepts/fenfu/send.html", "concepts/index.html"],
        ),
        ('<a href=" ../spaced/ ">庚</a>', ["concepts/spaced/index.html"]),
        ('<a href="JavaScript:alert(1)">辛</a>', ["concepts/fenfu/JavaScript:alert(1)"]),
    ],
)
def test_what_a_browser_takes_for_a_link(html: str, targets: list[str]) -> None:
    assert sorted(hyperlinks(FILE, html).targets) == sorted(targets)


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("/kb/", "index.html"),
        ("/kb", "index.html"),
        ("/kb/terms/", "terms/index.html"),
        ("/kb/a.css", "a.css"),
        ("/kbx/", "/kbx/"),  # another site on the same host
        ("/", "/"),
        ("../..", "index.html"),
        (".", "concepts/fenfu/index.html"),
        ("../../%E7%94%B2.html", "甲.html"),
        ("?page=2", FILE),
        ("#", FILE),
        ("..", "concepts/index.html"),
        ("../../../..", "../../index.html"),
        ("../../../x.html", "../x.html"),
        ("a/..", FILE),
        ("/kb/?page=2#a", "index.html#a"),
        ("x.y", "concepts/fenfu/x.y"),
    ],
)
def test_where_a_link_leads_below_a_folder_of_the_host(link: str, target: str) -> None:
    assert hyperlinks(FILE, f'<a href="{link}">甲</a>', "/kb/").targets == (target,)


@pytest.mark.parametrize(
    "html",
    [
        '<!-- <a href="no/">不是</a> -->',
        "<script>const text = '<a href=\"no/\">不是</a>';</script>",
        '<a data-href="no/" title=\'href="no/"\'>不是</a>',
        '<textarea><a href="no/">不是</a></textarea>',
        '<a href="HTTPS://example.org/">外面</a><a href="tel:12356">电话</a>',
        '<a href="sms:12356">短信</a><a href="mailto:a@example.org">信</a><a href="http://example.org">外面</a>',
        '<a href>空</a><a href="">空</a><a href=" ">空</a><img srcset=", ,">',
    ],
)
def test_what_a_browser_takes_for_none(html: str) -> None:
    assert hyperlinks(FILE, html).targets == ()


def test_anchors_are_ids_and_names_of_links() -> None:
    html = '<h2 ID="one">甲</h2><a name="two" rel="no" title="no"></a><meta name="three"><!-- <p id="four"> -->'
    assert hyperlinks(FILE, html).anchors == ("one", "two")


def test_the_same_target_and_anchor_are_told_once() -> None:
    html = '<a id="one" href="x/">甲</a><a name="one" href="x/index.html">乙</a><a id="" href="../fenfu/x/">丙</a>'
    assert hyperlinks(FILE, html) == Hyperlinks(("one",), ("concepts/fenfu/x/index.html",))
    assert hyperlinks(FILE, html).interned() == hyperlinks(FILE, html)


@pytest.mark.parametrize(("file", "target"), [("index.html", "x/index.html"), ("a.html", "x/index.html")])
def test_where_a_link_of_a_page_at_the_root_leads(file: str, target: str) -> None:
    assert hyperlinks(file, '<a href="x/">甲</a>').targets == (target,)


def test_a_link_that_leads_nowhere_is_told_with_the_reason() -> None:
    pages = {FILE: (Hyperlinks(("one",), (f"{FILE}#one", f"{FILE}#two", "nowhere/index.html")),)}
    assert [(fault.target, fault.reason) for fault in broken(pages, pages)] == [
        (f"{FILE}#two", "missing anchor"),
        ("nowhere/index.html", "missing file"),
    ]


@pytest.mark.parametrize(
    "html",
    [
        "<ul><li>{}</li><li>甲</li></ul>",
        "<div>甲{}乙<b>丙</b>{}</div>",
        "<table><tr><td>{}</td></tr></table>",
        "<h2>甲 {}</h2>",
        '<div class="side">{}</div><a href="#x">丁</a>',
    ],
)
def test_a_fragment_is_read_as_in_its_place(html: str) -> None:
    fragment = '<p>看<a href="../b/">乙</a></p>\n<p id="x">1. 丙 <a href="c/">丁</a></p>\n'
    apart, whole = read(html.replace("{}", marked(fragment))), read(html.replace("{}", fragment))
    assert marked(fragment) != fragment and (apart.html, apart.markdown) == (whole.html, whole.markdown)
    some, all_ = hyperlinks_of(FILE, apart.found), hyperlinks_of(FILE, whole.found)
    assert set(some.targets) == set(all_.targets) and some.anchors == all_.anchors == ("x",)


def test_words_are_no_fragment() -> None:
    assert [marked(html) for html in ("甲", "<b>甲</b>", "<p>甲</p>乙")] == ["甲", "<b>甲</b>", "<p>甲</p>乙"]
