"""法律或数字的说法没有来源。

## 查什么
说法律、规则（应当、不得、有权、构成……罪、无效等）、不用还钱，或具体数字、日期（二十四个月、三千元、六成也算）、某部法律第几条的句子，同一句里没有 `[@来源:条款]`。
问句、引号里的话、举例（“举个例子”“假设”“比如”之后的内容）、表头、写给读者的建议和日常小数字（两分钟、第 1 步）不查。

## 为什么
读者会照着做，也会拿给催收员看。没有出处的话站不住，过时了也没人知道。

## 怎么改
在句号前面写来源，或者去掉这个数字：

- 错：`晚上十点以后不得催收。`
- 对：`晚上十点以后不应催收[@gbt-45251:hours]。`
"""

import re
from collections.abc import Iterable, Iterator

from generator.diagnostics import Wording
from generator.entry import Role, has_role
from generator.linting.prefilter import Screen, required
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.linting.sentences import (
    Sentence,
    follows_example,
    in_example,
    in_quotes,
    said_by_others,
    sentences_worth,
)
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("“{words}”这样的说法要有来源", "“{words}” states a rule or a number without a source")
ADVICE = Wording(
    "在这句话的句号前面写 [@来源:条款]，来源和条款的名字在 content/sources/ 的文件里，也可以照讲同一件事的条目写；是自己编的例子就用“举个例子”开头；没有来源就改掉这句。",
    "Cite [@source:clause] before the full stop (names are in content/sources/), or introduce an invented example with 举个例子.",
)
_RULE = re.compile(
    r"(?<!该)应当(?!心)|(?<![记舍恨顾由免])不得(?!不|已|了)|严禁|禁止|(?:是|属于|构成|涉嫌)违法|构成[^，。；]{0,14}罪|有期徒刑|拘役|诉讼时效(?:是|为|期)|依法(?:应|可|不)|有权(?!威)|(?:约定|条款|合同|部分|承诺|一律)(?:可能)?无效|受法律保护"
)
_MILD_RULE = re.compile(
    r"不应(?!该)|(?<!你)(?<!不是)(?<!非)必须(?!的|借|花|买|马上)|可以要求(?:对方|机构|平台|贷款|催收|银行)|可以向[^，。；“]{1,15}(?:投诉|起诉|申请|举报)|处[^，。；]{0,10}(?:拘留|罚款|罚金)"
)
_DIGIT = r"(?<![\w.\-/〔])(?<!第 )[0-9][0-9,.]{0,20}\**\s?\**"
_NUMBER = re.compile(
    _DIGIT
    + r"(?:年(?!级|轻|纪)|个月|%|％|[万亿]?元|万|亿|倍|个?工作日|日内|天内|周岁|月 ?[0-9])"
    + r"|[0-9]{4}-[0-9]{2}-[0-9]{2}|第 ?[0-9]+ ?条(?!建议)|百分之|[万千]分之[一二三四五六七八九]|[三四五六七八九十]倍"
)
_EVERYDAY_NUMBER = re.compile(
    _DIGIT + r"(?:月|日|天|次|小时|期|人)|(?<![0-9])[0-9]{1,2}:[0-9]{2}|[0-9]{4}-[0-9]{2}(?![0-9])"
)

_HAN_NUMBER = re.compile(
    r"(?<![一二三四五六七八九十百千万两几数第])(?:[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九两][百千万][一二三四五六七八九十百千零]*)"
    r"(?:个月|年(?!级|轻|纪|代)|[万亿]?元|块|倍|期|个?工作日|[日天]内|周岁|岁)"
)
_NOT_OWED = re.compile(
    r"可以不(?:再)?还(?!款[人方])|(?:不用|不必|无需|不需要)(?:再)?偿?还(?!款的|是)"
    r"|法律(?:支持|不(?:支持|保护|允许|许))(?!的)|法[院官](?:会|一定|肯定)(?:支持|判)|时效(?:会)?重新"
    r"|不能因为[^，。；\n]{1,20}(?:解除|开除|辞退)"
)
_BY_HEARSAY = re.compile(
    r"据(?:统计|调查)|研究(?:发现|表明|显示)|专家(?:建议|指出)|(?:法律|国家|内部)规定[，：\u4e00-\u9fff]"
    r"|(?<!没有)按规定[，\u4e00-\u9fff]|[二三四五六七八九两]成(?![为立功员本长熟交])|[二三四五十]分之[一二三四五六七八九]的人|过一?半的|半数|[三四五十百]个人?[里中]就?有[一二三四五六七八九]|最高(?:可以)?判|判例|属于犯罪"
)
"""Phrases that claim common knowledge without a source."""
_LAW = re.compile(
    r"(?:根据|按照|依据|依照)(?:我国)?《[^《》\n]{2,30}》|《[^《》\n]{1,20}(?:法|典|条例|规定)》(?:第|规定|写)"
    r"|(?:法|典|条例|规定)第[一二三四五六七八九十百零]+条"
)
_HAN_DAYS = re.compile(r"(?:满|超过|逾期|不足|不到)(?:了)?[二三四五六七八九]?十[一二三四五六七八九]?[天日]")
_HEDGED = re.compile(r"(?:不是|不等于|不因为|当[作成]|以为|一定|自动|如果)[^，。；\n]*$")
_QUOTE = re.compile(r"“[^“”]*”")
_RULED = re.compile(r"\n*\| ?[-:]")
"""Pattern of the line below the head of a table."""
_WORTH = (
    _RULE,
    _BY_HEARSAY,
    _MILD_RULE,
    _NUMBER,
    _EVERYDAY_NUMBER,
    _NOT_OWED,
    _HAN_NUMBER,
    _HAN_DAYS,
    _LAW,
)
"""Most sentences hold neither words that need a citation nor a number nor a parameter."""
_SCREEN = Screen((pattern, required(pattern)) for pattern in _WORTH)


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at the words of each claim whose sentence cites nothing."""
    if document.entry.claims == "none":
        return
    # A citation, or a malformed one, which another rule tells.
    for sentence in sentences_worth(document, _WORTH, "{{", lacking="[@"):
        if not _free(document, sentence) and (claim := _claim(document, sentence)):
            start, words = claim
            yield Finding(sentence.span(document, start, start + len(words)), {"words": words.strip()})


def _free(document: Document, sentence: Sentence) -> bool:
    text = sentence.text
    return (
        has_role(type(document.entry), text.location, Role.SOURCED_OTHERWISE)
        or said_by_others(document, text)
        or sentence.words.rstrip("”）)*").endswith(("？", "?"))
        or (sentence.words.startswith("|") and bool(_RULED.match(text.value, sentence.start + len(sentence.words))))
        or in_example(sentence)
    )


def _claim(document: Document, sentence: Sentence) -> tuple[int, str] | None:
    """The first words of a sentence that need a citation, with their offset; None if there are none."""
    words = _QUOTE.sub(lambda quote: " " * len(quote[0]), sentence.shown) if "“" in sentence.shown else sentence.shown
    advice = has_role(type(document.entry), sentence.location, Role.ADVICE)
    numbers = (_NUMBER,) if advice else (_NUMBER, _EVERYDAY_NUMBER)
    number = None if follows_example(sentence) else _first(numbers, words)
    parameters = [each for each in sentence.references if each.kind == "parameter"]
    if parameters and not number:
        return parameters[0].start, sentence.words[parameters[0].start : parameters[0].end]
    only_numbers = document.entry.claims == "numbers"
    found = number or (_not_owed(sentence, words) if only_numbers else _rule(document, sentence, words, advice))
    return (found.start(), found[0]) if found else None


def _rule(document: Document, sentence: Sentence, words: str, advice: bool) -> re.Match[str] | None:
    """The first words that state a rule, name a law, or state as a fact a number or that something is not owed."""
    rules = (_RULE, _BY_HEARSAY) if advice else (_RULE, _BY_HEARSAY, _MILD_RULE, _HAN_DAYS)
    law = (_LAW,) if _LAW.search(words) and not _names_its_law(document, sentence) else ()
    return _first((*rules, *law), words) or _said_flatly(sentence, words)


def _names_its_law(document: Document, sentence: Sentence) -> bool:
    """Whether the line has a citation or is a sample text: then naming a law is not a claim by itself."""
    value = sentence.text.value
    begin, end = value.rfind("\n", 0, sentence.start) + 1, value.find("\n", sentence.start + len(sentence.words))
    end = end if end >= 0 else len(value)
    return value[begin:end].lstrip().startswith(">") or document.cites(sentence.location, begin, end)


def _said_flatly(sentence: Sentence, words: str) -> re.Match[str] | None:
    """A number in Chinese characters, or that something is not owed, if stated as a fact."""
    return _not_owed(sentence, words) or (None if follows_example(sentence) else _HAN_NUMBER.search(words))


def _not_owed(sentence: Sentence, words: str) -> re.Match[str] | None:
    claims = (found for found in _NOT_OWED.finditer(words) if not _HEDGED.search(words[: found.start()]))
    whole = sentence.text.value
    return next((found for found in claims if not in_quotes(whole, sentence.start + found.start())), None)


def _first(patterns: Iterable[re.Pattern[str]], words: str) -> re.Match[str] | None:
    """The first match; in advice only those that are more than an everyday rule or number."""
    worth = _SCREEN.among(words)
    found = (each.search(words) for each in patterns if each in worth)
    return min(filter(None, found), key=lambda found: found.start(), default=None)
