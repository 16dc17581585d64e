"""A made-up base of any size from one seed: N Chinese articles of about 2,800 characters, and all that they refer to.

Every entry can be worked out by itself, so a base of any size needs no memory. The words are invented, but built like
the real ones: prose with citations, links, parameters, lists, tables, worked examples, and terms that are linked by
themselves. Each article brings a few new proper names, so that the vocabulary grows with the base as it does in life.

Entries come as the YAML of this knowledge base and as plain Markdown with the same words and links for other tools.
"""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import yaml

Fields = dict[str, Any]
Link = Callable[[str], str]
"""The address of an entry, given its key such as `terms/t-00001`, as the page at hand should write it."""

ARTICLES = ("strategies", "process", "concepts")
PARAMETERS, CONTACTS, CLAUSES = 12, 6, 12
CHARACTERS = 2800
SECTIONS = 6
EDIT = "这一句是后来补上的。"
"""The sentence that an edited article has more than before."""
PAGE = """---
id: about
title: 关于这些文字
reviewed:
  on: 2026-06-01
  by: 编辑
  due: 2027-06-30
answer: 这些文字是为测速编的。
---

## 写给谁？

写给想知道生成要多久的人。
"""
"""The one page of this knowledge base that is written in Markdown."""

_CHARACTERS = (
    "安邦昌朝辰承川春达德鼎东帆芳丰枫福富刚港高格谷广贵桂国海涵杭浩禾河恒红宏厚湖虎华淮辉惠吉佳嘉坚建健江捷金锦京景靖静久君凯康"
    "可坤兰岚乐黎力丽利良林凌岭龙隆鲁陆路洛茂梅美民明铭木南宁鹏平浦七齐启千谦青清庆秋泉荣融瑞润三森山商申盛石世舒水顺硕松嵩苏泰"
    "腾天田通同桐万旺威维伟文翁武希西夏先祥晓新鑫兴星旭雅亚延岩阳扬洋耀业一宜义益银英永优友裕元原源远岳云运泽展张章漳哲真振正之"
)
_WORDS = {
    "who": "客服 平台 银行 催收员 家人 朋友 同事 律师 调解员 房东 邻居 法官 书记员 审核员 社工 老师 医生 店主 班长 亲戚 担保人 会计 组长 窗口人员 志愿者",
    "thing": "账单 合同 短信 通话记录 截图 明细 凭证 工资条 还款计划 回执 公告 信函 报告 清单 录音 聊天记录 扣款通知 结清证明 借款协议 转账记录 欠款说明 "
    "收入证明 快递单 补充条款 对账表 授权书 流水 收据 备忘录 告知书",
    "time": "早上 傍晚 月初 发薪日 周末 午休 节后 第二天 当晚 月底 假期里 下班以后 开庭前 签字前 到期那天 逾期以后 搬家以前 通话结束后 查完征信后 换号以前",
    "act": "核对 整理 抄写 保存 打印 对照 说明 询问 记下 转交 复述 确认 归类 标注 拆分 备份 解释 更正 翻译 朗读 编号 签收 撤回 修改 补充",
    "place": "厨房 车站 办公室 窗口 楼下 食堂 宿舍 街道 社区 柜台 电梯口 值班室 调解室 阅览室 公园 阳台 门卫室 档案馆 服务大厅 活动中心",
    "mood": "心慌 烦躁 犹豫 平静 踏实 疲惫 委屈 紧张 轻松 茫然 着急 沉默 清醒 失落 不安 好奇 为难 无奈",
    "how": "慢慢地 当面 分开 逐条 重新 悄悄 一起 按顺序 用铅笔 隔一天 照着原文 对着日历 在纸上 用自己的话 请人陪着 先易后难 从后往前 写完再",
    "why": "数字对不上 名字写错了 日期不清楚 对方换了人 页面改版了 手机没电了 忘了放在哪里 两份写法不同 中间隔了假期 字迹看不清 系统还没有更新 寄错了地方 "
    "前后说法不一 附件缺了一页 登记的是旧址 备注是空的",
    "result": "心里有了数 少了一次误会 下一步清楚了 不用再猜 省下一趟路 两边都松了口气 时间线完整了 问题变小了 谁也没有发火 账目对上了 事情有了着落 "
    "旧的疑问解开了 话说得更短了 当天就有了回音",
    "kind": "本金 手续费 服务费 滞后费用 保险费 担保费 会员费 提前结清的费用 展期的费用 账户管理费 分期费 代扣费 查询费 邮寄费",
    "view": "费用 日期 身份 依据 范围 口径 次序 来源 去向 条件 例外 期限 方式 对象",
}
_LISTS = {slot: tuple(words.split()) for slot, words in _WORDS.items()}
_PROSE = (
    "{time}，{who}把{thing}和{thing}放在一起{act}，{result}。",
    "先{how}{act}{thing}，再去找{who}，免得{why}。",
    "有人在{place}里{act}{thing}，越看越{mood}，后来请{who}帮忙，{result}。",
    "{thing}上的{kind}要单独{act}，不要和{kind}混在一起。",
    "{name}那边的{who}说{why}，你可以请他{how}{act}。",
    "看{view}的时候，{thing}比{thing}更可靠，因为上面写着{view}和{view}。",
    "{who}问起{view}，你就照{thing}上的话{how}回答。",
    "感到{mood}是常有的事，{time}先停一停，在{place}坐一会儿。",
    "{term}和{term}不是一回事，前者看{view}，后者看{view}。",
    "遇到{term}，先弄清{view}，再谈{view}。",
    "把{thing}交给{who}之前，{how}{act}一遍，自己留一份。",
    "如果{why}，就把{thing}拿给{who}看，问清楚{view}。",
    "{name}的{thing}里常常提到{term}，意思要看{view}。",
    "{time}打来的{who}不一样，说法也会不一样，所以每次都要{act}{view}。",
    "不急着答复，{time}再{how}{act}{thing}，往往{result}。",
    "在{place}和{who}谈，比在{place}谈更容易说清{view}。",
    "{who}和{who}各说各的，你只看{thing}上写的{view}。",
    "从前在{name}有过类似的事：{why}，{who}{how}{act}了{thing}，{result}。",
    "{kind}算在谁头上，要看{thing}里的{view}，也要看{term}怎么约定。",
    "写{thing}不用好文笔，写清{view}、{view}和谁在场就够了。",
    "{mood}的时候不做决定，{time}和{who}一起{act}{thing}。",
    "同一件事，{thing}写成{term}，{thing}写成别的名字，先问{who}是不是同一项。",
)
# Rules have few words in common, as real ones do: each is compared with those that are like it.
_CITED = (
    "{name}的{who}应当{time}{how}{act}{thing}、{thing}，还有{view}[@{clause}]。",
    "{name}的{who}{time}不得{how}{act}{thing}和{kind}，{place}里的{view}除外[@{clause}]。",
    "{time}在{place}，你有权{how}{act}{name}的{thing}、{view}和{view}[@{clause}]。",
    "涉及{term}的{thing}，{name}{who}必须{time}{how}{act}{view}[@{clause}]。",
)
_COUNTED = (
    "{name}的{who}{time} {{{{{parameter}}}}} 日内{how}{act}{thing}、{view}和{kind}[@{clause}]。",
    "{name}的{who}{time}{how}{act}{thing}和{view}，不超过 {{{{{parameter}}}}} 次[@{clause}]。",
)
_LINKED = (
    "{view}的来龙去脉，看[[{other}]]。",
    "{time}收到{thing}的，先看[[{other}]]，再回来。",
    "{who}也卷进来了，可以对照[[{other}|另一种情形里的{view}]]。",
)
_ITEMS = (
    "把{thing}{how}{act}一遍。",
    "问{who}：{thing}上的{view}从哪里来？",
    "**{thing}**：看{view}，也看{view}。",
    "{time}在{place}{act}{thing}。",
    "把{name}寄来的{thing}放进同一个袋子。",
)
_HEADINGS = (
    "{time}收到{thing}，先看什么？",
    "{who}要{thing}，给不给？",
    "{kind}到底怎么来的？",
    "怎么和{who}说清{view}？",
    "{thing}丢了怎么补？",
    "为什么{who}的说法会变？",
    "{mood}的时候怎么办？",
    "在{place}谈，要带什么？",
    "{view}不清楚，问谁？",
    "哪些{thing}值得留？",
    "{why}，还来得及吗？",
    "{who}不肯{act}，怎么办？",
)
_TERM = tuple(
    tuple(words.split())
    for words in (
        "循环 分段 预先 联合 滚动 展期 补充 单项 备用 阶梯 共管 浮动 固定 合并 顺延 附加 代管 留存 折算 预扣",
        "额度 计息 账户 授信 垫付 结算 缴款 让利 划转 冲抵 登记 保全 催告 核销 托管 询价 回购 摊还 减记 封存",
        "条款 协议 名册 办法 方案 顺序 窗口 周期 凭单 基准 系数 专户",
    )
)
_TITLES = (
    "{name}寄来{thing}，先做哪一步",
    "和{name}谈{view}的办法",
    "{name}的{thing}里有哪些{kind}",
    "{name}说{why}，怎么回应",
    "在{name}办{thing}要知道的事",
)


@dataclass(frozen=True)
class Entry:
    """One entry: its section, and its fields in the order of the file."""

    section: str
    fields: Fields

    @property
    def key(self) -> str:
        """Section and id."""
        return f"{self.section}/{self.fields['id']}"


class _Draw(dict[str, str]):
    """Fills the slots of a pattern: each look-up draws another word."""

    def __init__(self, corpus: "Corpus", chance: random.Random, number: int) -> None:
        super().__init__()
        self.corpus, self.chance, self.number = corpus, chance, number

    def __missing__(self, slot: str) -> str:
        chance, corpus = self.chance, self.corpus
        if slot == "name":
            return chance.choice(self.names)
        if slot == "term":
            number = chance.randrange(corpus.terms)
            return term_name(number - _is_slang(number))
        if slot == "clause":
            return clause_name(chance.randrange(corpus.sources), chance.randrange(CLAUSES))
        if slot == "parameter":
            return f"p-{chance.randrange(PARAMETERS):02}"
        if slot == "other":
            return corpus.article_id((self.number + chance.randrange(1, corpus.size)) % corpus.size)
        return chance.choice(_LISTS[slot])

    @cached_property
    def names(self) -> list[str]:
        """The names that one article speaks of: its own, and some that occur elsewhere too."""
        near = [self.chance.randrange(max(0, self.number - 50), self.number + 50) for _ in range(5)]
        return [name(self.number), *map(name, near)]

    def fill(self, patterns: tuple[str, ...]) -> str:
        """One of the patterns with words in its slots."""
        return self.chance.choice(patterns).format_map(self)

    def several(self, patterns: tuple[str, ...], count: int) -> list[str]:
        """So many filled patterns, no two alike."""
        found: dict[str, None] = {}
        while len(found) < count:
            found[self.fill(patterns)] = None
        return list(found)


@dataclass(frozen=True)
class Corpus:
    """A base with `size` articles; the same seed always gives the same words."""

    size: int
    seed: int = 1

    @property
    def terms(self) -> int:
        """How many terms the base defines."""
        return 30 + self.size // 20

    @property
    def sources(self) -> int:
        """How many sources the base cites."""
        return 5 + self.size // 50

    def entries(self) -> Iterator[Entry]:
        """All entries: articles first, then what they refer to."""
        yield from map(self.article, range(self.size))
        yield from map(self.term, range(self.terms))
        yield from map(self.source, range(self.sources))
        yield from map(self.parameter, range(PARAMETERS))
        yield from map(self.contact, range(CONTACTS))

    def article_id(self, number: int) -> str:
        """The id of an article."""
        return f"a-{number:06}"

    def title(self, key: str) -> str:
        """The title of an entry, without making the entry."""
        section, _, identifier = key.rpartition("/")
        number = int(identifier.split("-")[1])
        if section in ("", *ARTICLES):
            draw = self._draw("title", number)
            return _TITLES[number % len(_TITLES)].format_map(_own_name(draw))
        names = {"terms": term_name, "sources": source_name, "parameters": parameter_name, "contacts": contact_name}
        return names[section](number)

    def article(self, number: int, edited: bool = False) -> Entry:
        """An article; `edited` gives it one sentence more."""
        draw = self._draw("article", number)
        identifier = self.article_id(number)
        section = section_of(identifier)
        sections = self._sections(draw)
        if edited:
            sections[0]["body"] += f"{EDIT}\n"
        forward = [self.article_id(number + step) for step in (3, 8) if number + step < self.size]
        related = dict.fromkeys(self.article_id((number + step) % self.size) for step in (1, -7, 31))
        shown = {
            "answer": draw.fill(("先{how}{act}{thing}，再和{who}谈{view}。", "{thing}要看{view}，{why}也不用慌。")),
            "do_now": draw.several(_ITEMS, 4),
            "dont": draw.several(("不在{place}{act}{thing}。", "不把{thing}交给{who}就走。"), 3),
            "sections": sections,
            "belief": {"says": draw.fill(("{who}说{why}，就没有办法了。",)), "truth": draw.fill(_CITED)},
            "turn_to": sorted(f"c-{each}" for each in draw.chance.sample(range(CONTACTS), 2)),
            "relations": {
                "based_on": sorted(f"s-{each:04}" for each in draw.chance.sample(range(self.sources), 2)),
                "next": [each for each in forward if section_of(each) != "concepts"],
                "related": [each for each in related if each != identifier],
            },
        }
        aliases = [f"{name(number)}{draw.fill(('{thing}怎么办', '{view}问谁', '{who}找我'))}", f"{name(number)}的事"]
        if section == "process":
            shown |= {"must": draw.several(_CITED[:1], 3)}
        if section == "strategies":
            shown |= {
                "say": [{"words": f"请把{words}。", "why": "话短，不容易被带偏。"} for words in self._spoken(draw)]
            }
        topics = draw.chance.sample(TOPICS, 2)
        return Entry(section, self._head(identifier, self.title(identifier), aliases, topics, number) | shown)

    def term(self, number: int) -> Entry:
        """A term; every fifth is slang for the term before it."""
        draw = self._draw("term", number)
        definition = draw.fill(
            ("说的是{thing}里{kind}怎么算，看{view}就知道。", "{who}{act}{thing}时用的叫法，和{view}有关。")
        )
        head = self._head(f"t-{number:05}", term_name(number), [f"{term_name(number)}的叫法"], ["cost"], number)
        slang = {"slang": True, "neutral": f"t-{number - 1:05}"} if _is_slang(number) else {}
        see = {"see": [self.article_id(number % self.size)]}
        return Entry("terms", head | {"definition": definition} | slang | see)

    def source(self, number: int) -> Entry:
        """A source with its clauses."""
        draw = self._draw("source", number)
        clauses = [
            {"id": str(each + 1), "label": f"第 {each + 1} 条", "says": draw.fill(_CITED).partition("[@")[0] + "。"}
            for each in range(CLAUSES)
        ]
        return Entry(
            "sources",
            self._head(f"s-{number:04}", source_name(number), [], ["rights"], number)
            | {
                "kind": "rule",
                "issuer": f"{name(number)}商会",
                "published": "2024",
                "effective": "2024-07-01",
                "tier": ("official", "reported")[number % 2],
                "read_in": "为测速编的文字",
                "clauses": clauses,
            },
        )

    def parameter(self, number: int) -> Entry:
        """A number that changes, with one value."""
        value = str(31 + number)
        return Entry(
            "parameters",
            self._head(f"p-{number:02}", parameter_name(number), [], ["rights"], number)
            | {
                "unit": "日",
                "values": [{"value": value, "from": "2024-07-01", "source": clause_name(number % 5, 0)}],
                "written_as": [f"在 {value} 日内", f"{value} 日以内"],
            },
        )

    def contact(self, number: int) -> Entry:
        """Somebody to turn to."""
        return Entry(
            "contacts",
            self._head(f"c-{number}", contact_name(number), [], [COMPLAINTS], number)
            | {
                "reviewed": {"on": "2026-07-20", "by": "编辑", "due": "2027-01-15"},
                "purpose": "complaint" if number else "talk",
                "when": "想知道下一步找谁的时候，可以打",
                "run_by": f"{name(number)}商会",
                "phone": f"400-000-000{number}",
                "hours": "工作日白天",
                "region": "全国",
                "handles": "收信，回信，告诉你下一步找谁。",
                "crisis": number == 0,
                "verified": {"on": "2026-06-01", "how": "为测速编的记录", "tier": "reported"},
            },
        )

    def _head(self, identifier: str, title: str, aliases: list[str], topics: list[str], number: int) -> Fields:
        reviewed = {"on": f"2026-0{number % 6 + 1}-{number % 28 + 1:02}", "by": "编辑", "due": "2027-06-30"}
        return {"id": identifier, "title": title, "aliases": aliases, "topics": topics, "reviewed": reviewed}

    def _draw(self, kind: str, number: int) -> _Draw:
        return _Draw(self, random.Random(f"{self.seed} {kind} {number}"), number)

    def _sections(self, draw: _Draw) -> list[Fields]:
        """The body: sections of paragraphs, of which one ends in a list, one in a table, one in an example."""
        extras = ["", "", "", _list(draw), _table(draw), _example(draw)]
        draw.chance.shuffle(extras)
        headings = draw.several(_HEADINGS, SECTIONS)
        room = (CHARACTERS - 1050 - sum(map(len, extras))) // SECTIONS
        return [
            {"heading": heading, "body": _paragraphs(draw, room) + extra}
            for heading, extra in zip(headings, extras, strict=True)
        ]

    def _spoken(self, draw: _Draw) -> list[str]:
        return draw.several(("{thing}上的{view}再说一遍", "{thing}寄给我"), 2)


def section_of(identifier: str) -> str:
    """The section an article lies in."""
    return ARTICLES[int(identifier.split("-")[1]) % len(ARTICLES)]


def name(number: int) -> str:
    """A proper name; the first ninety thousand are different."""
    first, second = divmod(number * 7919 % len(_CHARACTERS) ** 2, len(_CHARACTERS))
    return f"{_CHARACTERS[first]}{_CHARACTERS[second]}{('公司', '商行', '镇', '小区')[number % 4]}"


def term_name(number: int) -> str:
    """The word that a term explains; the first 4,800 are different."""
    if _is_slang(number):
        return f"{name(number)[:2]}单"
    first, second, third = _TERM
    more, place = divmod(number, len(first) * len(second))
    return first[place % len(first)] + second[place // len(first)] + third[(place + more) % len(third)]


def _is_slang(number: int) -> bool:
    """Whether a term is slang: the prose never uses it."""
    return number % 5 == 4


def source_name(number: int) -> str:
    """The title of a source."""
    return f"{name(number)}往来规则（{number + 1}）"


def parameter_name(number: int) -> str:
    """The title of a parameter."""
    return f"第 {number + 1} 个期限"


def contact_name(number: int) -> str:
    """The title of a contact."""
    return f"{name(number)}咨询台"


def clause_name(source: int, clause: int) -> str:
    """A clause as citations write it."""
    return f"s-{source:04}:{clause + 1}"


def yaml_of(entry: Entry) -> str:
    """The entry as a file of this knowledge base."""
    return yaml.dump(entry.fields, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100_000)


def markdown_of(entry: Entry, corpus: Corpus, link: Link) -> str:
    """The entry's words and links as plain Markdown, without its title."""
    fields = {key: value for key, value in entry.fields.items() if key not in _UNSEEN}
    blocks = [block for key, value in fields.items() for block in _blocks(key, value)]
    return _REFERENCE.sub(lambda found: _plain(found, corpus, link), "\n\n".join(blocks)) + "\n"


TOPICS = ("calls", "cost", "rights", "repayment", "mind", "family")
"""The topics that articles name."""
COMPLAINTS = "complaints"
"""The topic of contacts."""
_UNSEEN = ("id", "title", "topics", "reviewed", "kind", "purpose", "tier", "crisis", "written_as", "verified", "slang")
_ENTRY_FIELDS = {"turn_to": "contacts", "based_on": "sources", "next": "", "related": "", "see": "", "neutral": "terms"}
_REFERENCE = re.compile(r"\[\[([^\]|]+)(?:\|([^\]]+))?\]\]|\[@(s-\d+):(\d+)\]|\{\{(p-\d+)\}\}")


_LABELS = {
    "aliases": "也叫",
    "do_now": "现在就做",
    "dont": "不要做",
    "must": "对方应当做到",
    "say": "可以这样说",
    "turn_to": "可以找谁",
    "based_on": "依据",
    "next": "下一步",
    "related": "也可以看",
    "values": "取值",
    "see": "详细看",
    "neutral": "中性的说法",
}


def _blocks(key: str, value: Any) -> Iterator[str]:
    if not value:
        return
    if key in _LABELS:
        yield f"## {_LABELS[key]}"
    if key in _ENTRY_FIELDS:
        targets = value if isinstance(value, list) else [value]
        yield "\n".join(f"- [[{_ENTRY_FIELDS[key] or section_of(each)}/{each}]]" for each in targets)
    elif key == "sections":
        for section in value:
            yield f"## {section['heading']}"
            yield section["body"].rstrip("\n")
    elif key == "values":
        yield "\n".join(f"- {each['value']}，自 {each['from']} 起[@{each['source']}]" for each in value)
    elif key == "clauses":
        for clause in value:
            yield f"## {clause['label']}"
            yield clause["says"]
    elif isinstance(value, dict):
        for inner, each in value.items():
            yield from _blocks(inner, each)
    elif isinstance(value, list):
        yield "\n".join(f"- {'：'.join(each.values()) if isinstance(each, dict) else each}" for each in value)
    else:
        yield str(value)


def _plain(found: re.Match[str], corpus: Corpus, link: Link) -> str:
    target, label, source, clause, parameter = found.groups()
    if parameter:
        return str(31 + int(parameter.split("-")[1]))
    if source:
        return f"[来源 {int(source.split('-')[1]) + 1}，第 {clause} 条]({link(f'sources/{source}')})"
    key = target if "/" in target else f"{section_of(target)}/{target}"
    return f"[{label or corpus.title(key)}]({link(key)})"


class _Dumper(yaml.CSafeDumper):
    """Writes texts of several lines as blocks, as editors do."""


def _write_text(dumper: _Dumper, text: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _write_text)


def _own_name(draw: _Draw) -> _Draw:
    """A draw that knows only the entry's own name, which makes its title one of its kind."""
    draw["name"] = name(draw.number)
    return draw


def _paragraphs(draw: _Draw, room: int) -> str:
    """Paragraphs of four sentences, one of which cites, counts or links, up to so many characters."""
    lines: list[str] = []
    while sum(map(len, lines)) < room:
        special = draw.chance.choices((_CITED, _COUNTED, _LINKED), (3, 1, 2))[0]
        lines.append("".join([*draw.several(_PROSE, 3), draw.fill(special)]))
    return "\n\n".join(lines) + "\n"


def _list(draw: _Draw) -> str:
    return "\n" + "".join(f"- {item}\n" for item in draw.several(_ITEMS, 5))


def _table(draw: _Draw) -> str:
    rows = draw.several(("| {thing} | {view}和{view} | {result} |",), 5)
    return "\n".join(["", "| 看什么 | 看哪里 | 有什么用 |", "| --- | --- | --- |", *rows, ""])


def _example(draw: _Draw) -> str:
    amount, times = draw.chance.randrange(2, 90) * 500, draw.chance.choice((3, 6, 12, 24))
    return f"\n举个例子：借 {amount} 元，分 {times} 期，每期先看本金 {amount // times} 元，再看另收的{draw['kind']}。\n"
