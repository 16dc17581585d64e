"""The site in traditional characters: the same pages under `/zh-hant/`, with links, search and the editors' own
conversions.
"""

import json
import re
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from conftest import DAY, Kb, real_base
from lxml import etree
from playwright.sync_api import Browser, expect

from generator.examining import linked
from generator.publishing.shelf import OutputFile, ready
from generator.publishing.traditional import Converter, both
from generator.reading.editors_words import TraditionalWords
from generator.rendering.hyperlinks import broken, hyperlinks
from generator.search.scripts import INDEX
from generator.search.scripts import PATH as SEARCH

HEARD = "heard: [想死]\nnot_heard: [想吃饭]\nordinary: [怎么还款]\n"
"""A base with all other files of words has this one, too."""


def test_every_page_is_there_in_both_and_leads_on_within_its_own(
    small: Path, kb: Kb, chromium: Browser, serve: Callable[[Path], str]
) -> None:
    words = "words:\n  - {simplified: 示例法, to: 範例之法}\n"
    (small / "content/traditional.yaml").write_text(words, "utf-8")
    (small / "content/distress.yaml").write_text(HEARD, "utf-8")
    built = kb("build", "--root", small, "--as-of", DAY, "--traditional")
    assert built.returncode == 0, built.stderr
    site = small / "site"
    plain = {p.relative_to(site).as_posix() for p in site.rglob("index.html") if "zh-hant" not in p.parts}
    other = {p.relative_to(site / "zh-hant").as_posix() for p in (site / "zh-hant").rglob("index.html")}
    assert plain == other and not (site / "zh-hant/api").exists()
    read = {f"zh-hant/{path}": (site / "zh-hant" / path).read_text("utf-8") for path in other}
    links = {path: (hyperlinks(path, text),) for path, text in read.items()}
    everything = [p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file()]
    assert broken(links | {p: (hyperlinks(p, (site / p).read_text("utf-8")),) for p in plain}, everything) == ()
    outside = {t for (found,) in links.values() for t in found.targets if not t.startswith("zh-hant/")}
    assert {target for target in outside if target.endswith(".html")} <= plain  # the way to the other form
    fenfu = read["zh-hant/concepts/fenfu/index.html"]
    assert 'lang="zh-Hant"' in fenfu and "一天最多打幾次" in fenfu and "範例之法" in fenfu
    assert not re.search("逾期以后|说明", fenfu)
    for text in (fenfu, (site / "concepts/fenfu/index.html").read_text("utf-8")):
        assert re.findall(r'hreflang="([^"]+)" href', text)[:3] == ["zh-CN", "zh-Hant", "x-default"]
    search(serve(site), chromium)


def search(address: str, chromium: Browser) -> None:
    """Readers find pages in the characters that they read, whichever they type, and change over in the footer."""
    page = chromium.new_context().new_page()
    for question in ("記錄", "记录"):
        page.goto("about:blank")
        page.goto(f"{address}/zh-hant/search/#q={question}")
        first = page.locator("#search-results > li > a").first
        first.wait_for()
        expect(first).to_contain_text("記錄與取證")
        expect(first.locator("mark", has_text=re.compile("^記錄$")).first).to_be_visible()
    first.click()
    page.wait_for_url("**/zh-hant/strategies/keep-records/**")
    page.get_by_role("link", name="简体").click()
    page.wait_for_url(f"{address}/strategies/keep-records/")
    page.get_by_role("link", name="繁體").click()
    page.wait_for_url(f"{address}/zh-hant/strategies/keep-records/")
    page.context.close()


def test_parts_of_the_index_that_are_kept_forever_have_another_name_with_other_words(small: Path, kb: Kb) -> None:
    def parts() -> dict[str, bytes]:
        assert kb("build", "--root", small, "--as-of", DAY, "--traditional").returncode == 0
        site = small / "site/zh-hant"
        return {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("assets/search/parts/**/*.js")}

    (small / "content/distress.yaml").write_text(HEARD, "utf-8")
    before = parts()
    words = small / "content/traditional.yaml"
    words.write_text("words:\n  - {simplified: 分付, to: 分期付}\n", "utf-8")
    after = parts()
    assert before and before.values() != after.values()
    assert all(after[path] == content for path, content in before.items() if path in after)


WRITTEN = {
    "签合同的时候": "簽合同的時候", "不要签空白标签": "不要簽空白標籤", "发卡银行": "發卡銀行", "学生发放贷款": "學生發放貸款", "掉头发": "掉頭髮",
    "三十天后": "三十天後", "合同里写明": "合同裡寫明", "隔壁邻里": "隔壁鄰里", "是不是只有": "是不是只有", "两只脚": "兩隻腳",
    "不得采取暴力": "不得採取暴力", "行政复议": "行政復議", "复印件": "複印件", "恢复执行": "恢復執行", "答复期限": "答覆期限", "破产制度还": "破產制度還",
    "不准出境": "不准出境", "国家标准": "國家標準", "非法占有": "非法占有", "占用": "佔用", "娘家": "娘家", "账户": "帳戶", "征信报告": "徵信報告",
    "十八周岁": "十八周歲", "下周": "下週", "白天困得厉害": "白天睏得厲害", "生活困难": "生活困難", "申请回避": "申請迴避", "挨打": "挨打",
}  # fmt: skip


@pytest.mark.content
def test_words_of_law_and_money_are_written_as_their_readers_write_them() -> None:
    library, _ = linked(real_base())
    convert = Converter(library.words.traditional)
    assert {text: convert(text) for text in WRITTEN} == WRITTEN


URL = "https://kb.example/sub/"
PAGE = f"""<html lang="zh-CN"><head>
<link rel="canonical" href="{URL}terms/a/">
<meta property="og:url" content="{URL}terms/a/">
  <link rel="alternate" type="application/json" href="../../api/v1/terms/a.json">
<link rel="alternate" type="text/markdown" href="index.md">
<link rel="stylesheet" href="../../assets/hashed/site-1.css">
</head><body><nav>说明</nav>说明示例法<footer><nav>关于</nav><nav>版权</nav></footer></body></html>
"""
SITEMAP = f'<urlset xmlns="x">\n<url><loc>{URL}</loc><lastmod>2026-11-01</lastmod></url>\n<url><loc>{URL}a/</loc></url>\n</urlset>'
PLAIN = {
    "index.html": PAGE,
    "terms/a/index.html": PAGE,
    "terms/a/index.md": "说明",
    "404.html": "说明",
    "sitemap.xml": SITEMAP,
    "sitemaps/12.xml": SITEMAP,
    "sitemaps/index.xml": "<urlset ",
    "api/v1/terms/a.json": "说明",
    INDEX: 'kbSearch("index",{"labels":["术语","说明"],"sections":[["术语",3]],"ignored":["说明"]})\n',
    SEARCH: 'const kbHelp = {"weights":"说","help":"说明","base":3};\nload(`parts/${name}.js`, "说明");\n',
    "assets/search/parts/rows.js": 'kbSearch("ab12",[0,0,["/a/","说明"]])\n',
    "assets/search/parts/keys.js": 'kbSearch("ab12","说明\\tw\\t012")\n',
    "assets/hashed/site-1.js": "say('说明')",
    "assets/hashed/site-1.css": "a { content: '说明' }",
    "assets/images/mark.svg": "<text>说明</text>",
    "assets/more.js": "say('说明')",
}
"""The files of a site in simplified characters."""
NONE, SOME = (
    TraditionalWords(),
    TraditionalWords.model_validate({"words": [{"simplified": "示例法", "to": "範例之法"}]}),
)


def in_both(words: TraditionalWords = NONE, url: str = URL) -> dict[str, OutputFile]:
    """The files of the site in both kinds of characters."""
    return {
        file.path: file
        for file in both(
            [ready(PurePosixPath(path).as_posix(), text.encode()) for path, text in PLAIN.items()], words, url
        )
    }


def text_of(path: str, words: TraditionalWords = NONE, url: str = URL) -> str:
    """One of these files."""
    return in_both(words, url)[path].content().decode()


def test_what_readers_load_is_there_in_both_and_what_programs_load_is_not() -> None:
    mark = Converter(NONE).mark
    plain = {path for path in PLAIN if not path.startswith(("assets/hashed/", "assets/search/parts/"))}
    traditional = {"index.html", "terms/a/index.html", INDEX, SEARCH, "assets/images/mark.svg", "assets/more.js"}
    kept_forever = {f"assets/hashed/{mark}/site-1.{ending}" for ending in ("js", "css")}
    parts = {f"assets/search/parts/{mark}/{name}.js" for name in ("rows", "keys")}
    paths = set(in_both())
    assert {path for path in paths if not path.startswith("zh-hant/")} == set(PLAIN) > plain
    assert paths - set(PLAIN) == {f"zh-hant/{path}" for path in traditional | kept_forever | parts}


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("assets/hashed/MARK/site-1.js", "say('說明')"),
        ("assets/hashed/MARK/site-1.css", PLAIN["assets/hashed/site-1.css"]),
        ("assets/images/mark.svg", PLAIN["assets/images/mark.svg"]),
        ("assets/more.js", "say('說明')"),
        ("assets/search/parts/MARK/rows.js", 'kbSearch("ab12",[0,0,["/a/","說明"]])\n'),
        ("assets/search/parts/MARK/keys.js", PLAIN["assets/search/parts/keys.js"]),
        (INDEX, 'kbSearch("index",{"labels":["術語","說明"],"sections":[["術語",3]],"ignored":["说明"]})\n'),
    ],
)
def test_what_readers_see_is_converted_and_what_programs_compare_is_not(path: str, shown: str) -> None:
    assert text_of(f"zh-hant/{path.replace('MARK', Converter(NONE).mark)}") == shown


def given(words: TraditionalWords) -> dict[str, Any]:
    """What the first line of the script of search gives it."""
    return json.loads(  # type: ignore[no-any-return]
        text_of(f"zh-hant/{SEARCH}", words).splitlines()[0].removeprefix("const kbHelp = ").rstrip(";")
    )


def test_the_script_of_search_shows_its_texts_converted_and_asks_for_converted_parts() -> None:
    code = text_of(f"zh-hant/{SEARCH}", SOME).split("\n", 1)[1]
    assert code == f'load(`parts/{Converter(SOME).mark}/${{name}}.js`, "說明");\n'
    assert {**given(SOME), "shown": 0} == {"weights": "说", "help": "說明", "base": 3, "shown": 0}
    words = [{"simplified": "账户", "to": "帳戶"}, {"simplified": "分付", "to": "分付款"}]
    forms = [
        dict(zip(*given(each)["shown"], strict=True))
        for each in (NONE, TraditionalWords.model_validate({"words": words}))
    ]
    assert (
        forms[0]["說"] == "说"
        and "示" not in forms[0]
        and forms[0]["帳"] == "帐"
        and forms[1]["帳"] == "账"
        and "付" not in forms[1]
    )


LINKS = re.compile(r'<link rel="alternate" hreflang="(.*?)" href="(.*?)">')
OTHER = re.compile(r'<a href="(.*?)" hreflang="(.*?)" lang="(.*?)">(.*?)</a>')


@pytest.mark.parametrize(
    ("path", "url", "plain", "traditional", "other"),
    [
        ("terms/a/index.html", URL, f"{URL}terms/a/", f"{URL}zh-hant/terms/a/", "../../zh-hant/terms/a/"),
        ("zh-hant/terms/a/index.html", URL, f"{URL}terms/a/", f"{URL}zh-hant/terms/a/", "../../../terms/a/"),
        ("terms/a/index.html", "", "../../terms/a/", "../../zh-hant/terms/a/", "../../zh-hant/terms/a/"),
        ("zh-hant/terms/a/index.html", "", "../../../terms/a/", "../../../zh-hant/terms/a/", "../../../terms/a/"),
        ("index.html", "", "./", "zh-hant/", "zh-hant/"),
        ("zh-hant/index.html", "", "../", "../zh-hant/", "../"),
    ],
)
def test_a_page_leads_to_its_other_form(path: str, url: str, plain: str, traditional: str, other: str) -> None:
    text = text_of(path, url=url)
    assert LINKS.findall(text) == [("zh-CN", plain), ("zh-Hant", traditional), ("x-default", plain)]
    assert text.index("x-default") < text.index("</head>")
    name, words = ("zh-CN", "简体") if path.startswith("zh-hant/") else ("zh-Hant", "繁體")
    assert OTHER.findall(text) == [(other, name, name, words)]
    footer = text.partition("<footer>")[2]
    assert footer.index(words) < footer.index("</nav>"), "in the first list of the footer"


def test_a_page_in_traditional_characters_is_a_page_of_its_own() -> None:
    text = text_of("zh-hant/terms/a/index.html", SOME)
    assert '<html lang="zh-Hant">' in text and "說明範例之法" in text
    assert f'rel="canonical" href="{URL}zh-hant/terms/a/"' in text and f'content="{URL}zh-hant/terms/a/"' in text
    assert "application/json" not in text and "text/markdown" not in text
    assert f"../../assets/hashed/{Converter(SOME).mark}/site-1.css" in text
    plain = text_of("terms/a/index.html", SOME)
    assert LINKS.sub("", OTHER.sub("", plain)).replace("\n", "") == PAGE.replace("\n", "")
    assert f'rel="canonical" href="{URL}terms/a/"' in text_of("zh-hant/terms/a/index.html", url="")


@pytest.mark.parametrize("path", ["sitemap.xml", "sitemaps/12.xml"])
def test_a_sitemap_lists_both_forms(path: str) -> None:
    text = text_of(path)
    assert text.startswith('<urlset xmlns:xhtml="http://www.w3.org/1999/xhtml" xmlns="x">')
    rows = [row for row in text.splitlines() if row.startswith("<url>")]
    assert [re.findall("<loc>(.*?)</loc>(?:<lastmod>(.*?)</lastmod>)?", row) for row in rows] == [
        [(URL, "2026-11-01")],
        [(f"{URL}zh-hant/", "2026-11-01")],
        [(f"{URL}a/", "")],
        [(f"{URL}zh-hant/a/", "")],
    ]
    pairs = [("zh-CN", f"{URL}a/"), ("zh-Hant", f"{URL}zh-hant/a/"), ("x-default", f"{URL}a/")]
    assert all(re.findall('hreflang="(.*?)" href="(.*?)"', row) == pairs for row in rows[2:])


def test_what_is_no_page_and_no_sitemap_stays_as_it_is() -> None:
    changed = {"index.html", "terms/a/index.html", "sitemap.xml", "sitemaps/12.xml"}
    assert {path for path, text in PLAIN.items() if text_of(path) != text} == changed


@pytest.mark.parametrize(("words", "url"), [(SOME, URL), (NONE, "https://other.example/")])
def test_other_words_or_another_address_make_it_anew(words: TraditionalWords, url: str) -> None:
    before, after = in_both(), in_both(words, url)
    pages = [path for path in before if path.startswith("zh-hant/") and path.endswith("index.html")]
    assert pages and all(before[path].inputs() != after[path].inputs() for path in pages)
    linked = "terms/a/index.html"
    assert (before[linked].inputs() != after[linked].inputs()) == (url != URL)
    assert (Converter(words).mark != Converter(NONE).mark) == (words != NONE)


def test_of_the_editors_words_the_longest_wins() -> None:
    words = {
        "words": [
            {"simplified": "分付", "to": "分付錢"},
            {"simplified": "分付宝", "to": "分付寶貝"},
            {"simplified": "宝", "to": "寶"},
        ]
    }
    convert = Converter(TraditionalWords.model_validate(words))
    assert convert("分付宝和分付、说明.*") == "分付寶貝和分付錢、說明.*"
    assert Converter(NONE)("分付宝") == "分付寶"


def test_published_builds_have_it_and_others_do_not(small: Path, kb: Kb) -> None:
    assert kb("build", "--root", small, "--as-of", DAY).returncode == 0
    assert not (small / "site/zh-hant").exists()


def test_addresses_of_its_own_are_its_own(small: Path, kb: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_SITE_URL", "https://kb.example/sub/")
    monkeypatch.setenv("KB_REPORT", "mailto:editors@kb.example")
    built = kb("build", "--root", small, "--as-of", DAY, "--release")
    assert built.returncode == 0, built.stderr
    text = (small / "site/zh-hant/terms/overdue/index.html").read_text("utf-8")
    assert '<link rel="canonical" href="https://kb.example/sub/zh-hant/terms/overdue/">' in text
    assert 'hreflang="zh-CN" href="https://kb.example/sub/terms/overdue/"' in text
    listed = etree.parse(small / "site/sitemap.xml").getroot()
    urls = {url[0].text: [link.get("href") for link in url.iterfind("{*}link")] for url in listed}
    assert all(etree.QName(child).localname in ("loc", "lastmod", "link") for url in listed for child in url)
    forms = [f"https://kb.example/sub/{form}terms/overdue/" for form in ("", "zh-hant/")]
    assert urls[forms[0]] == urls[forms[1]] == [*forms, forms[0]]
    assert {url.removeprefix("https://kb.example/sub/zh-hant/") for url in urls if "/zh-hant/" in str(url)} == {
        url.removeprefix("https://kb.example/sub/") for url in urls if "/zh-hant/" not in str(url)
    }
