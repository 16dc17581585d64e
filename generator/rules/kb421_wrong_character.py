"""写错了字。

## 查什么
“尊守”“答辨”“帐户”“仲栽”这样只有一种正确写法的常见错字。别名、原文、问法里照抄的不查。

## 为什么
错字让人怀疑内容也没核对过；搜索按对的字找，也找不到这一句。

## 怎么改
改成对的字，可以运行 `kb check --fix`。

- 错：`消费金融公司要尊守。`
- 对：`消费金融公司要遵守。`
"""

import re
from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.linting.sentences import said_by_others, search
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("“{wrong}”是错字", "“{wrong}” is misspelt")
ADVICE = Wording("写成“{right}”。可以运行 kb check --fix。", "Write “{right}”; `kb check --fix` does it.")
_RIGHT = {
    "尊守": "遵守",
    "帐户": "账户",
    "帐单": "账单",
    "帐号": "账号",
    "必竟": "毕竟",
    "布署": "部署",
    "松驰": "松弛",
    "迟廷": "迟延",
    "逾其": "逾期",
    "抵压": "抵押",
    "利习": "利息",
    "诉颂": "诉讼",
    "起讼": "起诉",
    "仲栽": "仲裁",
    "执形": "执行",
    "冻洁": "冻结",
    "投拆": "投诉",
    "防碍": "妨碍",
    "侵泛": "侵犯",
    "威协": "威胁",
    "恐赫": "恐吓",
    "骚绕": "骚扰",
    "焦滤": "焦虑",
    "睡民": "睡眠",
    "烦燥": "烦躁",
    "暴燥": "暴躁",
    "急燥": "急躁",
    "答辨": "答辩",
    "辨解": "辩解",
    "争辨": "争辩",
    "辩别": "辨别",
    "辩认": "辨认",
    "一但": "一旦",
    "法阮": "法院",
    "按装": "安装",
    "罚惜": "罚息",
    "赔尝": "赔偿",
    "脉膊": "脉搏",
    "渲泄": "宣泄",
    "心里咨询": "心理咨询",
    "心里医生": "心理医生",
    "心里援助": "心理援助",
}
"""Misspelt words, none of which can be parts of two words side by side, and how they are written."""
_WRONG = re.compile("|".join(_RIGHT))


@OwnCheck.where(_WRONG)
def check(document: Document) -> Iterator[Finding]:
    """A finding at each misspelt word in the entry's own words, with the right one as a fix."""
    for text, found in search(document, _WRONG):
        if not said_by_others(document, text):
            right = _RIGHT[found[0]]
            yield Finding(document.within(text, *found.span()), {"wrong": found[0], "right": right}, right)
