"""还留着占位文字，或者别的网页的字。

## 查什么
TODO、待补、待写、占位、xxx、lorem、“此处填写”等；从网页上粘来的“阅读全文”“责任编辑：”“转载请注明”“小编”“点击领取”“下一篇：”“更多>>”等。

## 为什么
发布以后读者会看到没写完的话，或者点不了的按钮。

## 怎么改
补上内容，或者删掉；还没写完就先写 `status: draft`。
"""

import re
from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.prefilter import among
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.linting.sentences import all_texts, search
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording(
    "“{words}”是占位文字，或者是粘贴时带进来的", "“{words}” is placeholder text, or came along with what was pasted"
)
ADVICE = Wording(
    "补上内容或删掉；没写完的条目写 status: draft。",
    "Fill it in or remove it; an unfinished entry has `status: draft`.",
)
_WORDS = re.compile(
    r"[Tt][Oo][Dd][Oo]|[Ff][Ii][Xx][Mm][Ee]|[Tt][Bb][Dd]|[Ll]orem ipsum|待补(?![发缴交办还])充?|待写|待完善|占位|此处填写|这里填写"
    r"|(?<![A-Za-z])[xX]{3,}(?![A-Za-z])|某某某|【[^】\n]*(?:改|批注|核对|老师|待)[^】\n]*】"
    r"|作为一个?(?:人工智能|AI)|希望(?:以上|这些)内容对(?:你|您)有(?:所)?帮助|以下是(?:修改|润色|优化)后的|\[(?:来源|出处|引用)\]|侵删"
)
_OF_WEB = re.compile(
    r"(?m)点击(?:查看|阅读|展开)(?:更多|全文|原文)|(?<!“)(?:展开|阅读)全文|转载请注明|责任编辑[：:]|责编[：:]|^[上下]一篇[：:]|返回搜狐"
    r"|扫码关注[^，。“”\n]*$|(?:更多|全文|详情|原文|页) ?>{2,}|小编|(?:未经|谢绝|欢迎)(?:授权|许可|允许)?[^，。\n]{0,6}转载"
    r"|关注(?:我们|本号|公众号)|点击(?:下方|上方|此处|这里|领取|关注|链接)|扫码(?:添加|领取|进群|咨询)|私信(?:我|领取)|一键三连"
    r"|图片来源|本文(?:来源|作者|转自|首发)|版权(?:归|所有)|免责声明|原标题|阅读量|浏览量|发布时间[：:]|相关(?:推荐|阅读|文章)"
    r"|(?:推荐|延伸)阅读|未完待续|宝子们|评论区|直播间|领取(?:资料|模板|话术|福利)|来源[：:](?:网络|百度|知乎|搜狐|新浪|腾讯|头条)"
)
_OF_PAGES = re.compile(r"(?m)第 ?[0-9]+ ?页(?: ?[，/]? ?共 ?[0-9]+ ?页)?$")
_ALONE = re.compile(
    "|".join(
        rf"{words}(?<![^\n]{'.' * len(words)})[。！]?$"
        for words in ("待定", "暂无", "暂缺", "略", "同上", "待核", "无")
    ),
    re.MULTILINE,
)
"""The words come first, then that nothing stands before them in their line: so `re` skips to where they are."""


@OwnCheck.where(_WORDS, _OF_WEB, _OF_PAGES, _ALONE)
def check(document: Document) -> Iterator[Finding]:
    """A finding at each placeholder in an entry that is not a draft."""
    if document.entry.status != "draft":
        for pattern in among((_WORDS, _OF_WEB, _OF_PAGES, _ALONE), all_texts(document)):
            for text, found in search(document, pattern):
                yield Finding(document.within(text, *found.span()), {"words": found[0]})
