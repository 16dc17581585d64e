"""The site in traditional characters: the same pages under `/zh-hant/`, with links, search and the editors' own
conversions.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import DAY, Kb, real_base
from lxml import etree
from playwright.sync_api import Browser

from generator.examining import linked
from generator.publishing.traditional import Converter
from generator.rendering.hyperlinks import broken, hyperlinks

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
        assert "記錄與取證" in first.inner_text()
        assert "記錄" in first.locator("mark").all_inner_texts()
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
