"""The editors' words: content files that are not entries, with the name and sections of the site, topics, words for search
and words to avoid.
"""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from generator.content_types import BY_SECTION
from generator.diagnostics import Diagnostic, Wording, diagnostic
from generator.entry import EntryReference, Expected, Plain, Record, Role, Slug, Title
from generator.reading.meant import closest
from generator.reading.repairs import with_repairs
from generator.reading.validation import validate
from generator.reading.yaml_nodes import GroupNode, locate, parse


class Tab(Record):
    """导航里的一项。"""

    to: Plain
    """栏目，如 paths；topics 是按主题找。"""
    says: Plain
    """读者看到的两三个字。"""


class SectionWords(Record):
    """一个栏目怎么介绍。"""

    section: Plain
    """栏目，如 concepts。"""
    title: Title | None = None
    """栏目页在浏览器和搜索引擎里的标题；不写就用“栏目：全部”。"""
    introduction: Plain
    """一句话：这个栏目里有什么。"""


class Door(Record):
    """首页上的一个入口：读者最怕的一件事。"""

    to: EntryReference
    """去哪一条，如 process/lawsuit。"""
    says: Plain
    """入口上的几个字。"""
    picture: Literal["bars", "court", "door", "paper", "percent", "rings"]
    """入口上的图，从首页模板里有的选一个。"""


class HomeWords(Record):
    """首页上的话。"""

    title: Title = "首页"
    """在浏览器和搜索引擎里的标题。"""
    heading: Annotated[Plain, Role.WORDS] = "首页"
    """最大的一行字。"""
    lead: Plain = ""
    """下面的一两句话：先做什么。"""
    first: tuple[EntryReference, ...] = ()
    """最主要的入口：从这几条里取第一个存在的。"""
    doors: tuple[Door, ...] = ()
    """读者最怕的几件事，按顺序。"""


class SiteWords(Record):
    """网站的名字、导航和栏目介绍。"""

    name: Plain = "知识库"
    """网站的名字，显示在每一页的上方。"""
    claim: Plain = "知识库"
    """一句话：读者在这里能得到什么。搜索引擎会显示。"""
    disclaimer: Plain = "这里是信息，不是法律意见，也不是医疗意见。"
    """每一页最下面的一段话：本站是什么、不是什么。"""
    home: HomeWords = HomeWords()
    """首页上的话。"""
    navigation: tuple[Tab, ...] = ()
    """每一页上的导航，按顺序。"""
    sections: tuple[SectionWords, ...] = ()
    """各个栏目的介绍，按显示的顺序。"""

    def section(self, name: str) -> SectionWords | None:
        """The words for a section, or None."""
        return next((words for words in self.sections if words.section == name), None)


class Topic(Record):
    """一个主题。"""

    id: Slug
    """条目的 topics 里写的名字，也是地址里的名字。"""
    name: Plain
    """读者看到的名字。"""
    about: Plain
    """一句话：这个主题下面讲什么。"""


class TopicWords(Record):
    """全部主题。条目的 topics 只能从这里选。"""

    topics: tuple[Topic, ...] = ()
    """按显示的顺序。"""

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all topics, in their order."""
        return tuple(topic.id for topic in self.topics)


class Group(Record):
    """一组意思相同的说法。"""

    words: Annotated[tuple[Plain, ...], Field(min_length=2)]
    """至少两个说法。搜其中一个，也会找到另外几个。"""


class LocalWord(Record):
    """普通话的一个词，在一处怎么说。"""

    means: Plain
    """普通话里的词。"""
    says: Annotated[tuple[Plain, ...], Field(min_length=1)]
    """当地的说法，一个或几个。"""


class Dialect(Record):
    """一处的方言。"""

    place: Plain
    """哪里的话，如“四川话”。"""
    words: tuple[LocalWord, ...]
    """和普通话不一样的词。"""


class SearchWords(Record):
    """搜索用的词：同义词、方言、求助词、可以忽略的词。"""

    synonyms: tuple[Group, ...] = ()
    """读者的说法和正文的说法不一样时，写在一组里。术语的别名不用重复写。"""
    dialects: tuple[Dialect, ...] = ()
    """各地的说法和它在普通话里的意思。搜方言词，也会找到写普通话的条目；求救的话换成方言，也听得出来。"""
    distress: tuple[Plain, ...] = ()
    """搜到这些词时，先显示求助卡；正文写到这些词，那一页也要有求助卡。"""
    ignored: tuple[Plain, ...] = ()
    """问句里没有信息的词，如“怎么办”。搜索时先去掉。"""
    subject: tuple[Plain, ...] = ()
    """一看就知道在问本站内容的词或字，如“催收”“欠”。问句里一个也没有，别的词在本站也少见，就告诉读者没有找到。"""
    elsewhere: tuple[Plain, ...] = ()
    """和本站无关的问句，如天气、做菜、快递投诉。（甲/乙）是任选一个。搜索从这里学会说“没有找到”。"""
    unknown_number: Plain | None = None
    """读者搜一个本站没有的号码（5 位以上数字）时，改搜这句话，如“核实来电”。"""


class DistressWords(Record):
    """怎样的话听起来像在求救：搜索从这些例子里学。（甲/乙）是任选一个，（甲/）是可有可无。"""

    heard: tuple[Plain, ...] = ()
    """读者这样说，就先显示求助卡。各种说法都写一些；没写过的相近说法，搜索也会认出来。"""
    not_heard: tuple[Plain, ...] = ()
    """字面相近、其实不是求救的话，如“跳槽”“死账”“累死了”。误报了，就写在这里。"""
    ordinary: tuple[Plain, ...] = ()
    """平常的问句。"""
    danger: tuple[Plain, ...] = ()
    """有人正在动手、或者已经吃了药受了伤的词，如“打我”“割腕”：听出求救的话里有它，求助卡先给报警和急救。"""
    not_danger: tuple[Plain, ...] = ()
    """含有上面的词、其实没有人动手的话，如“打我电话”：里面的词不算。"""


class WordList(Record):
    """一组要避免的说法。（甲/乙）是任选一个，（甲/）是可有可无，……是同一小句里的几个字。"""

    words: tuple[Plain, ...] = ()
    """要避免的说法。"""
    not_in: tuple[Plain, ...] = ()
    """碰巧包含这些字、其实没有问题的更长的说法。误报了，就写在这里。"""
    fine_with: tuple[Plain, ...] = ()
    """同一句里有这些词，就不提醒。"""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """A pattern that matches words to avoid (as the group `word`) or the longer words in `not_in` that contain
        them.
        """
        fine = "|".join(map(_pattern, self.not_in)) or "(?!)"
        return re.compile(f"(?:{fine})|(?P<word>{'|'.join(map(_pattern, self.words)) or '(?!)'})")

    @cached_property
    def excuses(self) -> re.Pattern[str]:
        """A pattern for words that make the words to avoid acceptable in the same sentence."""
        return re.compile("|".join(map(_pattern, self.fine_with)) or "(?!)")


class ToneWords(Record):
    """写作时要避免的说法，每一组由一条规则检查。"""

    blame: WordList = WordList()
    """责备读者的话（KB401）。"""
    promises: WordList = WordList()
    """没人能保证的承诺（KB402）。"""
    officialese: WordList = WordList()
    """公文腔（KB406）。"""
    vague: WordList = WordList()
    """含糊的数量（KB411）；句子有来源就不提醒。"""
    threats: WordList = WordList()
    """把可能的事说成必然的威胁（KB412）。"""
    comfort: WordList = WordList()
    """让人放下该做的事的安慰（KB417）；句子有来源就不提醒。"""
    filler: WordList = WordList()
    """套话（KB413）。"""
    unsafe: WordList = WordList()
    """写到自杀时不安全的说法（KB505），放在引号里也会提醒。"""
    harmful: WordList = WordList()
    """会害了读者的做法（KB506）；提醒读者不要这样做的句子里可以写。"""


class TraditionalWord(Record):
    """一个词在繁体里怎么写。"""

    simplified: Plain
    """简体里的词。"""
    to: Annotated[Plain, Role.OTHERS_WORDS]
    """繁体里写成什么。"""


class TraditionalWords(Record):
    """逐字转换会转错的词，繁体网站照这里写。"""

    words: tuple[TraditionalWord, ...] = ()
    """先长后短地替换，其余的字自动转换。"""


class SwitchedOff(Record):
    """一条用不着的规则。"""

    code: Annotated[
        str, Field(pattern=r"^KB\d{3}$"), Expected(Wording("规则编号，如 KB401", "a rule's code such as KB401"))
    ]
    """规则编号，如 KB301。"""
    reason: Plain
    """为什么用不着。"""


class RuleWords(Record):
    """这个知识库用不着的规则。读文件、核对字段和挡住有害内容的规则关不掉，见规则清单开头。"""

    off: tuple[SwitchedOff, ...] = ()
    """每条写上编号和理由。"""

    @property
    def codes(self) -> frozenset[str]:
        """The codes of the rules that are switched off."""
        return frozenset(rule.code for rule in self.off)


class EditorsWords(Record):
    """All words and settings that editors write besides entries."""

    site: SiteWords = SiteWords()
    topics: TopicWords = TopicWords()
    search: SearchWords = SearchWords()
    distress: DistressWords = DistressWords()
    tone: ToneWords = ToneWords()
    traditional: TraditionalWords = TraditionalWords()
    rules: RuleWords = RuleWords()


NO_WORDS = EditorsWords()
"""The defaults, for a base without such files."""

FILES: dict[str, tuple[str, type[Record]]] = {
    f"content/{name}.yaml": (name, model)
    for name, model in (
        ("site", SiteWords),
        ("topics", TopicWords),
        ("search", SearchWords),
        ("distress", DistressWords),
        ("tone", ToneWords),
        ("traditional", TraditionalWords),
        ("rules", RuleWords),
    )
}
"""By path of a file: its field in `EditorsWords`, and its model."""


def read_all_words(files: Mapping[str, bytes]) -> tuple[EditorsWords, tuple[Diagnostic, ...]]:
    """The words in these files, and the errors in them; a file that cannot be read counts as empty."""
    read = {path: read_words(path, files[path]) for path in FILES if path in files}
    return together({path: words for path, (words, _) in read.items()}), tuple(
        fault for _, faults in read.values() for fault in faults
    )


def together(words: Mapping[str, Record | None]) -> EditorsWords:
    """All words, from those of each file by path (None for a file that cannot be read)."""
    return EditorsWords(**{FILES[path][0]: found for path, found in words.items() if found})


def read_words(path: str, data: bytes) -> tuple[Record | None, tuple[Diagnostic, ...]]:
    """The words in one file, or None and the errors because of which it cannot be read."""
    parsed = parse(path, data)
    model = FILES[path][1]
    words, faults = (None, parsed.faults) if parsed.root is None else validate(path, model, parsed.root)
    if words is None or parsed.root is None:
        return None, with_repairs(path, data, model, faults)
    return words, (*faults, *(_unknown_sections(path, words, parsed.root) if isinstance(words, SiteWords) else ()))


def _unknown_sections(path: str, words: SiteWords, root: GroupNode) -> list[Diagnostic]:
    places: list[tuple[tuple[str | int, ...], str]] = [
        *((("navigation", index, "to"), tab.to) for index, tab in enumerate(words.navigation)),
        *((("sections", index, "section"), each.section) for index, each in enumerate(words.sections)),
    ]
    choices = ", ".join(sorted(BY_SECTION))
    return [
        diagnostic(
            path,
            locate(root, place).span,
            "KB104",
            value=value,
            choices=choices,
            guess=closest(value, (*BY_SECTION, "topics")),
        )
        for place, value in places
        if value not in (*BY_SECTION, "topics")
    ]


_CHOICE = re.compile(r"（([^（）]*)）|……|[^（）…]+|.")


def _pattern(words: str) -> str:
    """The regular expression for a phrase with alternatives （甲/乙）, optional parts （甲/）, and gaps …… within a clause."""
    return "".join(map(_piece, _CHOICE.finditer(words)))


def _piece(found: re.Match[str]) -> str:
    if found[0] == "……":
        return r"[^，。；\n]{0,20}"
    if found[1] is not None:
        return f"(?:{'|'.join(map(re.escape, found[1].split('/')))})"
    return re.escape(found[0])
