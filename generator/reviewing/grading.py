"""Grades the risk of a changed value or sentence, which decides who must review it before publication."""

import re
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from generator.entry import Entry, Location, Markup, ParameterTarget, Role, Target, has_role, marks_along, named
from generator.reading.document import Document
from generator.reading.references import Reference, masked

Risk = Literal["typo", "wording", "fact", "law", "safety"]
RISKS: tuple[Risk, ...] = ("safety", "law", "fact", "wording", "typo")
"""The risk classes, gravest first."""
Targets = tuple[Document | None, ...]
"""The entries that a statement refers to, in order; None for a reference that cannot be resolved."""

_NUMBER = re.compile(
    r"\d[\d.,:]*|[百千万]分之[零一二三四五六七八九十百]+|[一二三四五六七八九十百千万两几半]+(?=[天日次年月元万倍个期件份分秒周步条项遍句名位页种小人岁笔家轮段块审成折厘])"
)
_TURN = re.compile(
    r"[不没无未非别勿仅只每]|可以|可能|应当|应该|必须|禁止|允许|都|全部|所有|任何|一律|除非|如果|马上|立刻|至少|最|须|宜|丧失|仍|除外|另有|算在内"
)
"""Words that reverse or change the meaning of a sentence, such as negations."""


_WEIGHTY = re.compile(
    "违约|犯罪|刑事|民事|违法|合法|有效|无效|本金|利息|罚息|违约金|原告|被告|胜诉|败诉|撤诉|起诉|应诉|上诉|投诉|异议|担保|连带"
    "|债权|债务|共同|个人|判决|裁定|调解|仲裁|执行|强制|拘留|罚款|没收|冻结|免除|减免|结清|逾期|时效|中断|中止|银行|法院|警察|公安"
    "|法律|法规|规定|标准|指引|司法解释|推荐|自律|合同|协议|约定|废止|施行|生效|失效|书面|口头|当面|电话|基层|中级|高级|最高|一审|二审|终审|再审"
    "|送达|送到|签收|拒收|受理|立案|开庭|收到|核实|发出|停止|暂停|继续|恢复|照常|解除|终结|顺延|提前|推迟|周末|节假日|休假日|工作日"
    "|本人|他人|别人|配偶|夫妻|父母|子女|家人|亲属|朋友|同事|单位|律师|催收|机构|被?申请人|被?执行人|债务人|证人|继承人|联系人|监护人|公证"
    "|要求|同意|承认|答应|拒绝|放弃|撤回|补正|驳回|支持|押金|定金|订金|诉讼费|保证金|首付|月供"
)
"""Terms of law and money: replacing one by another changes the claim."""
_OPPOSITES = frozenset(
    "上下前后内外先借还收付买卖进出大小多少高低长短早晚开关增减升降涨跌来去左右男女父母夫妻甲乙原被权务赢输新旧始终止起真假对错"
    "躲逃拖停续接挂打签给拿存取加年月日天时分秒要会能可应须宜得准许必你我他她您咱谁本抵押质留"
)
"""Single characters that decide the meaning of a word, as in 以前 and 以后, 债权人 and 债务人."""


def gravest(*risks: Risk) -> Risk:
    """The gravest of some risk classes."""
    return min(risks, key=RISKS.index)


def entry_risk(document: Document) -> Risk:
    """The risk class for adding or removing an entry, or for referring to it instead of another."""
    return "safety" if getattr(document.entry, "distress", "none") == "high" else document.entry.risk


class Words(NamedTuple):
    """The text of a statement and the references in it."""

    text: str = ""
    references: tuple[Reference, ...] = ()

    @property
    def rests_on(self) -> list[str]:
        """The clauses and parameters that it refers to, as written."""
        return [self.text[each.start : each.end] for each in self.references if each.kind != "entry"]

    @property
    def bare(self) -> str:
        """The text without references; labels of links are kept."""
        return masked(self.text, self.references, "")


def grade(kind: type[Entry], location: Location, before: Words, after: Words, was: Targets, now: Targets) -> Risk:
    """The risk class of a changed statement; `was` and `now` are the entries that it referred to and refers to."""
    if has_role(kind, location, Role.ABOUT_ENTRY):
        return "wording"
    if kind.risk == "safety" or has_role(kind, location, Role.SAFETY):
        return "safety"
    words = _of_words(kind, location, before, after)
    moved = {*_keys(was)} ^ {*_keys(now)} or (_keys(was) != _keys(now) and {*_keys(was)})
    if not moved:
        return words
    risks = {entry_risk(target) for target in (*was, *now) if target is not None and target.key in moved}
    return gravest("wording", words, *(risks & {"safety", "law"}))


def _keys(targets: Targets) -> list[str]:
    return [target.key if target else "" for target in targets]


def _of_words(kind: type[Entry], location: Location, before: Words, after: Words) -> Risk:
    marks = marks_along(kind, named(location))
    names_parameter = any(isinstance(mark, ParameterTarget) for mark in marks)
    if kind.risk == "law" or names_parameter or before.rests_on != after.rests_on:
        return "law"
    if not any(isinstance(mark, Markup) for mark in marks):
        one_link = (
            not (before.text and after.text)
            and isinstance(location[-1], int)
            and any(isinstance(m, Target) for m in marks)
        )
        return "wording" if one_link else "fact"
    left, right = before.bare, after.bare
    marks_of_claims = (_NUMBER, _TURN, _WEIGHTY)
    if not left or not right or any(mark.findall(left) != mark.findall(right) for mark in marks_of_claims):
        return "fact"
    if letters_changed(left, right) > 1:
        return "fact" if _turned_round(left, right) else "wording"
    return "fact" if any({*pair} <= _OPPOSITES for pair in _changed(left, right)) else "typo"


def _turned_round(before: str, after: str) -> bool:
    """Whether the same characters are in another order, which can change who does what to whom, or what comes first."""
    left, right = (re.sub(r"\W", "", text) for text in (before, after))
    return left != right and sorted(left) == sorted(right)


def _changed(before: str, after: str) -> list[tuple[str, str]]:
    """Pairs of removed and inserted characters, place by place; punctuation and spaces are ignored."""
    left, right = (re.sub(r"\W", "", text) for text in (before, after))
    codes = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    return [(left[a:b], right[c:d]) for tag, a, b, c, d in codes if tag != "equal"]


def letters_changed(before: str, after: str) -> int:
    """How many characters differ; punctuation and spaces are ignored."""
    return sum(max(len(gone), len(come)) for gone, come in _changed(before, after))


Stretch = tuple[bool, str]
"""A part of a sentence: whether it differs from the other sentence, and its text."""


def stretches(before: str, after: str) -> tuple[tuple[Stretch, ...], tuple[Stretch, ...]]:
    """Both sentences as lists of parts, equal and different ones; references and numbers are never split."""
    left, right = pieces(before), pieces(after)
    left_side: list[Stretch] = []
    right_side: list[Stretch] = []
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        left_side.append((tag != "equal", "".join(left[a:b])))
        right_side.append((tag != "equal", "".join(right[c:d])))
    return _present(left_side), _present(right_side)


_PIECE = re.compile(r"\[\[[^\]]*\]\]|\[@[^\]]*\]|\{\{[^}]*\}\}|[0-9.,:]+|[A-Za-z-]+|.", re.DOTALL)


def pieces(text: str) -> list[str]:
    """A text as tokens: references, numbers, words in Latin letters, single characters."""
    return _PIECE.findall(text)


def _present(side: list[Stretch]) -> tuple[Stretch, ...]:
    return tuple((differs, words) for differs, words in side if words)
